import Audio
import Glibc
import Testing

@Suite struct DTMFTests {
    static let sounds = "/usr/share/asterisk/sounds/en_US_f_Allison"

    /// What the detector finds when it is fed frame by frame, as a call feeds it.
    static func keys(in samples: [Int16]) -> String {
        let detector = DTMFDetector()
        var found = ""
        for start in stride(from: 0, to: samples.count, by: AudioFrame.length) {
            let end = min(start + AudioFrame.length, samples.count)
            found += String(detector.process(AudioFrame(Array(samples[start..<end]))))
        }
        return found
    }

    static func silence(_ samples: Int) -> [Int16] { [Int16](repeating: 0, count: samples) }

    @Test func `all twelve keys are heard once each`() {
        #expect(
            Self.keys(in: DTMFGenerator().samples(for: "0123456789*#") + Self.silence(800)) == "0123456789*#")
    }

    @Test(arguments: [1, 40, 102, 160, 161, 4_000])
    func `how the audio is cut does not matter`(size: Int) {
        let samples = DTMFGenerator().samples(for: "1177#")
        let detector = DTMFDetector()
        var found = ""
        for start in stride(from: 0, to: samples.count, by: size) {
            found += String(detector.process(Array(samples[start..<min(start + size, samples.count)])))
        }
        #expect(found == "1177#")
    }

    @Test(arguments: G711.allCases, [UInt64](1...10))
    func `keys survive companding and noise`(law: G711, seed: UInt64) {
        // 20 dB below the tones, and at any place against the detector's blocks.
        var noise = ComfortNoise(levelDBFS: -30, seed: seed)
        let generator = DTMFGenerator(press: .milliseconds(60), pause: .milliseconds(60))
        let clean =
            Self.silence(Int(seed) * 17) + generator.samples(for: "9900*4415#2678") + Self.silence(400)
        #expect(Self.keys(in: law.carried(noise.over(clean))) == "9900*4415#2678")
    }

    @Test(arguments: [-35.0, -30, -20, -10, -7])
    func `keys are heard at any ordinary level`(levelDBFS: Double) {
        #expect(Self.keys(in: DTMFGenerator(levelDBFS: levelDBFS).samples(for: "159#")) == "159#")
    }

    @Test func `a held key is one key`() {
        let samples = DTMFGenerator(press: .seconds(3)).samples(for: "5")
        #expect(Self.keys(in: samples) == "5")
    }

    @Test func `a lost packet within a press does not make two of it`() {
        for offset in stride(from: 400, to: 1_200, by: 13) {
            var samples = DTMFGenerator(press: .milliseconds(200)).samples(for: "5")
            for index in offset..<(offset + 160) where index < 1_600 { samples[index] = 0 }
            #expect(Self.keys(in: samples) == "5", "a gap at \(offset)")
        }
    }

    @Test func `two presses with a short pause are two`() {
        for offset in 0..<102 {
            let generator = DTMFGenerator(press: .milliseconds(50), pause: .milliseconds(50))
            #expect(
                Self.keys(in: Self.silence(offset) + generator.samples(for: "55")) == "55", "at \(offset)")
        }
    }

    @Test func `whether a key is down is known`() {
        let detector = DTMFDetector()
        #expect(!detector.isToneHeard)
        _ = detector.process(DTMFGenerator(pause: .zero).samples(for: "5"))
        #expect(detector.isToneHeard)
        _ = detector.process(Self.silence(800))
        #expect(!detector.isToneHeard)
    }

    @Test func `the fourth column is no key`() {
        #expect(Self.keys(in: DTMFGenerator().samples(for: "1A2D3")) == "123")
        #expect(DTMFGenerator().samples(for: "x é").isEmpty)
    }

    @Test func `noise is no key`() {
        var noise = ComfortNoise(levelDBFS: -10, seed: 3)
        #expect(Self.keys(in: noise.samples(8_000 * 30)).isEmpty)
    }

    @Test func `a human voice is no key`() throws {
        var seconds = 0
        // Every third recording keeps the test short; none of the 25 minutes of them all is taken for a key.
        for (index, path) in try TemporaryFolder.sounds(below: Self.sounds).enumerated()
        where index.isMultiple(of: 3) {
            let samples = try AudioFile.read(path).telephone()
            seconds += samples.count / AudioFrame.sampleRateHz
            #expect(Self.keys(in: samples).isEmpty, "\(path)")
        }
        #expect(seconds > 300)
    }

    @Test func `the tones are as loud as asked`() {
        let samples = DTMFGenerator(levelDBFS: -13, press: .seconds(1), pause: .zero).samples(for: "8")
        #expect(samples.count == 8_000)
        #expect(abs(LevelMeter.rmsDBFS(samples) - -9.99) < 0.05)
    }
}
