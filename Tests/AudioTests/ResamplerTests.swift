import Audio
import Glibc
import Testing

@Suite struct ResamplerTests {
    static func sine(_ hertz: Double, rateHz: Int, seconds: Double, amplitude: Double) -> [Int16] {
        (0..<Int(Double(rateHz) * seconds)).map { index in
            Int16((amplitude * sin(2 * .pi * hertz * Double(index) / Double(rateHz))).rounded())
        }
    }

    /// Signal to noise in decibels against the ideal sine; the edges, where the filter rings, are left out.
    static func signalToNoise(_ samples: [Int16], _ ideal: [Int16]) -> Double {
        var signal = 0.0
        var noise = 0.0
        for index in 400..<(min(samples.count, ideal.count) - 400) {
            let difference = Double(samples[index]) - Double(ideal[index])
            signal += Double(ideal[index]) * Double(ideal[index])
            noise += difference * difference
        }
        return 10 * log10(signal / max(noise, 1e-9))
    }

    @Test(arguments: [8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
    func `a sine keeps its shape at every rate`(rateHz: Int) throws {
        let input = Self.sine(1_000, rateHz: rateHz, seconds: 1, amplitude: 16_000)
        let output = try Resampler.resample(input, fromHz: rateHz, toHz: 8_000)
        let ideal = Self.sine(1_000, rateHz: 8_000, seconds: 1, amplitude: 16_000)
        #expect(output.count == 8_000)
        #expect(Self.signalToNoise(output, ideal) > 80)
    }

    @Test func `what the telephone cannot carry is filtered, not folded`() throws {
        let input = Self.sine(5_000, rateHz: 16_000, seconds: 1, amplitude: 16_000)
        let output = try Resampler.resample(input, fromHz: 16_000, toHz: 8_000)
        #expect(output[400..<7_600].allSatisfy { abs(Int($0)) <= 2 })
    }

    @Test func `equal rates and no samples are left alone`() throws {
        #expect(try Resampler.resample([1, -2, 3], fromHz: 8_000, toHz: 8_000) == [1, -2, 3])
        #expect(try Resampler.resample([], fromHz: 16_000, toHz: 8_000) == [])
    }

    @Test func `loud input saturates instead of wrapping`() throws {
        let square = (0..<44_100).map { $0 / 441 % 2 == 0 ? Int16.max : Int16.min }
        let output = try Resampler.resample(square, fromHz: 44_100, toHz: 8_000)
        #expect(output.contains(Int16.max))
        for (index, sample) in output.enumerated() where (2..<78).contains(index % 80) {
            #expect((index / 80 % 2 == 0) == (sample > 0))
        }
    }

    @Test(arguments: [0, -8_000, 1, 1_999, 384_001, Int.max, Int.min])
    func `absurd rates are refused`(rateHz: Int) {
        let refused = AudioFailure.rateRefused(hertz: rateHz, allowed: 2_000...384_000)
        #expect(throws: refused) { try Resampler.resample([1, 2], fromHz: rateHz, toHz: 8_000) }
        #expect(throws: refused) { try Resampler.resample([1, 2], fromHz: 8_000, toHz: rateHz) }
    }

    @Test func `the same samples give the same result`() throws {
        let input = Self.sine(440, rateHz: 22_050, seconds: 0.5, amplitude: 30_000)
        let first = try Resampler.resample(input, fromHz: 22_050, toHz: 8_000)
        for _ in 0..<5 { #expect(try Resampler.resample(input, fromHz: 22_050, toHz: 8_000) == first) }
        #expect(try Resampler.resample([7], fromHz: 22_050, toHz: 8_000).isEmpty)
    }
}
