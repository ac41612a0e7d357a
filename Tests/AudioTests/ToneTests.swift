import Audio
import Glibc
import Testing

@Suite struct ToneTests {
    /// Sines of -10 dBFS together, over a faint noise, as frames.
    static func frames(_ hertz: [Double], seconds: Double, noiseDBFS: Double = -60) -> [AudioFrame] {
        var noise = ComfortNoise(levelDBFS: noiseDBFS, seed: 5)
        let samples = (0..<Int(seconds * 8_000)).map { index in
            let sum = hertz.reduce(0.0) { $0 + sin(2 * Double.pi * $1 * Double(index) / 8_000) }
            return Int16(sum / Double(max(hertz.count, 1)) * 10_000)
        }
        let line = G711.muLaw.carried(noise.over(samples))
        return stride(from: 0, to: line.count, by: AudioFrame.length).map {
            AudioFrame(Array(line[$0..<min($0 + AudioFrame.length, line.count)]))
        }
    }

    @Test(arguments: [352.0, 440, 1_004, 1_100, 1_400, 2_100])
    func `a single sine is told with its frequency`(hertz: Double) throws {
        var meter = ToneMeter()
        let tones = Self.frames([hertz], seconds: 0.3, noiseDBFS: -34).map { meter.process($0) }
        for tone in tones.dropFirst(2) {
            guard case .single(let measured)? = tone else {
                Issue.record("\(String(describing: tone)) at \(hertz) Hz")
                continue
            }
            #expect(abs(measured - hertz) <= 8)
        }
    }

    @Test(arguments: [[440.0, 480], [480, 620], [770, 1_336]])
    func `two sines at once are no single one`(hertz: [Double]) {
        var meter = ToneMeter()
        let tones = Self.frames(hertz, seconds: 0.5).map { meter.process($0) }
        let double = tones.count { if case .double? = $0 { true } else { false } }
        #expect(double >= tones.count / 2)
    }

    @Test func `noise, silence and a chord are no tone`() {
        var meter = ToneMeter()
        for frames in [
            Self.frames([], seconds: 0.5, noiseDBFS: -30), Self.frames([], seconds: 0.5),
            Self.frames([400, 800, 1_200, 1_600, 2_000], seconds: 0.5),
        ] {
            #expect(frames.dropFirst(2).allSatisfy { meter.process($0) == nil })
            meter = ToneMeter()
        }
    }

    /// The first finding, and the frame at which it was made.
    private static func fax(_ frames: [AudioFrame]) -> (FaxToneDetector.Tone, Int)? {
        let detector = FaxToneDetector()
        for (index, frame) in frames.enumerated() {
            if let tone = detector.process(frame) { return (tone, index) }
        }
        return nil
    }

    @Test func `a facsimile machine that answers is heard within a second, and one that calls within half`()
        throws
    {
        let answering = try #require(Self.fax(Self.frames([2_100], seconds: 2.6)))
        #expect(answering.0 == .answering && answering.1 < 50)
        let calling = try #require(Self.fax(Self.frames([1_100], seconds: 0.5)))
        #expect(calling.0 == .calling && calling.1 < 25)
    }

    @Test func `phase reversals don't hide an answering machine's tone`() throws {
        var frames: [AudioFrame] = []
        for half in 0..<6 {
            for frame in Self.frames([2_100], seconds: 0.44) {
                frames.append(half % 2 == 0 ? frame : AudioFrame(frame.samples.map { -max($0, -32_767) }))
            }
        }
        #expect(try #require(Self.fax(frames)).0 == .answering)
    }

    @Test func `other tones are no fax`() {
        for hertz in [440.0, 1_000, 1_400, 1_900] {
            #expect(Self.fax(Self.frames([hertz], seconds: 1.5)) == nil)
        }
        #expect(Self.fax(Self.frames([1_100], seconds: 0.2)) == nil)
    }
}
