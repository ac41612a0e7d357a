import Audio
import Testing

@Suite struct LevelTests {
    static let sounds = "/usr/share/asterisk/sounds/en_US_f_Allison"

    @Test func `a full-scale sine is three decibels down`() {
        let sine = ResamplerTests.sine(1_000, rateHz: 8_000, seconds: 1, amplitude: 32_767)
        #expect(abs(LevelMeter.rmsDBFS(sine) - -3.01) < 0.01)
        #expect(LevelMeter.peakDBFS(sine) == 0)
        #expect(LevelMeter.peakDBFS([.min]) < 0.001)
    }

    @Test func `silence has the lowest level and no speech`() {
        #expect(LevelMeter.rmsDBFS([]) == -120)
        #expect(LevelMeter.rmsDBFS([0, 0]) == -120)
        #expect(LevelMeter.peakDBFS([]) == -120)
        #expect(LevelMeter.activeSpeechDBFS([]) == nil)
        #expect(LevelMeter.activeSpeechDBFS([Int16](repeating: 0, count: 8_000)) == nil)
        #expect(LevelMeter.normalise([0, 0, 0]) == [0, 0, 0])
    }

    @Test func `pauses do not lower the active level`() throws {
        let tone = ResamplerTests.sine(500, rateHz: 8_000, seconds: 4, amplitude: 3_277)
        let pause = [Int16](repeating: 0, count: 80_000)
        let alone = try #require(LevelMeter.activeSpeechDBFS(tone))
        let among = try #require(LevelMeter.activeSpeechDBFS(pause + tone + pause))
        #expect(abs(alone - -23.01) < 0.05)
        #expect(abs(among - alone) < 0.3)
        #expect(LevelMeter.rmsDBFS(pause + tone + pause) < alone - 7)
    }

    @Test(arguments: ["digits/7.wav", "vm-goodbye.wav", "digits/thousand.wav"])
    func `prompts come to telephone level below the peak ceiling`(name: String) throws {
        let samples = try AudioFile.read("\(Self.sounds)/\(name)").telephone()
        for gain in [-25.0, -6, 0] {
            let prompt = LevelMeter.normalise(LevelMeter.amplify(samples, byDB: gain))
            let level = try #require(LevelMeter.activeSpeechDBFS(prompt))
            let peak = LevelMeter.peakDBFS(prompt)
            #expect(peak <= -2.99)
            #expect(level <= -19.8)
            #expect(abs(level - -20) < 0.3 || peak > -3.1)
        }
    }

    @Test func `a whisper is not raised without end`() {
        let sine = ResamplerTests.sine(500, rateHz: 8_000, seconds: 1, amplitude: 50)
        #expect(LevelMeter.peakDBFS(LevelMeter.normalise(sine)) < -25)
    }

    @Test func `noise has its level and follows from its seed`() {
        for level in [-65.0, -40, -20] {
            var noise = ComfortNoise(levelDBFS: level, seed: 11)
            let samples = noise.samples(40_000)
            #expect(abs(LevelMeter.rmsDBFS(samples) - level) < 0.1)
        }
        #expect(Self.noise(seed: 1) == Self.noise(seed: 1))
        #expect(Self.noise(seed: 1) != Self.noise(seed: 2))
        #expect(Self.noise(seed: 1, count: -1).isEmpty)
        #expect(Self.noise(seed: 1, levelDBFS: -.infinity).allSatisfy { $0 == 0 })
        #expect(Self.noise(seed: 1, levelDBFS: 90).count == 1_000)
    }

    static func noise(seed: UInt64, levelDBFS: Double = -65, count: Int = 1_000) -> [Int16] {
        var noise = ComfortNoise(levelDBFS: levelDBFS, seed: seed)
        return noise.samples(count)
    }

    @Test func `noise over loud samples saturates`() {
        var noise = ComfortNoise(levelDBFS: -20, seed: 1)
        let mixed = noise.over([Int16](repeating: .max, count: 100))
        #expect(mixed.allSatisfy { $0 > 0 } && mixed.contains(.max))
    }

    /// The published first values for the seed 1 234 567.
    @Test func `the generator is SplitMix64`() {
        var generator = SplitMix64(seed: 1_234_567)
        let first = generator.next()
        let second = generator.next()
        #expect(first == 6_457_827_717_110_365_317)
        #expect(second == 3_203_168_211_198_807_973)
    }

    @Test func `a time is so many samples`() {
        #expect(Duration.milliseconds(20).telephoneSamples == 160)
        #expect(Duration.microseconds(125).telephoneSamples == 1)
        #expect(Duration.seconds(-1).telephoneSamples == 0)
        #expect(Duration.seconds(Int64.max / 2).telephoneSamples == 28_800_000)
        #expect(AudioClip(samples: [1], sampleRateHz: 0).duration == .zero)
    }
}
