import Audio
import Foundation
import Testing

@testable import Speech

@Suite struct TelephoneUpsamplerTests {
    @Test func `a tone keeps its level and gains no image`() {
        for hertz in [300.0, 1_000, 2_500, 3_100] {
            var upsampler = TelephoneUpsampler()
            let tone = (0..<8_000).map { Int16(10_000 * sin(2 * .pi * hertz * Double($0) / 8_000)) }
            let raised = upsampler.process(tone)
            #expect(raised.count == 16_000)
            #expect(abs(power(at: hertz, in: raised) - power(at: hertz, in: tone, rateHz: 8_000)) < 0.1)
            #expect(power(at: 8_000 - hertz, in: raised) < power(at: hertz, in: raised) - 60)
        }
    }

    @Test func `the cut into frames makes no difference`() {
        let samples = Recordings.noise(1_000, amplitude: 9_000)
        var whole = TelephoneUpsampler()
        var parts = TelephoneUpsampler()
        var raised: [Int16] = []
        for start in stride(from: 0, to: samples.count, by: 7) {
            raised += parts.process(Array(samples[start..<min(start + 7, samples.count)]))
        }
        #expect(raised == whole.process(samples))
        #expect(parts.process([]) == [])
    }

    @Test func `full scale saturates`() {
        var upsampler = TelephoneUpsampler()
        let raised = upsampler.process((0..<200).map { $0 / 4 % 2 == 0 ? Int16.max : Int16.min })
        #expect(raised.max() == .max && raised.min() == .min)
    }

    /// The level of one frequency in dB, away from the edges.
    private func power(at hertz: Double, in samples: [Int16], rateHz: Double = 16_000) -> Double {
        let middle = Array(samples[Int(rateHz / 10)..<Int(rateHz * 0.9)])
        var real = 0.0
        var imaginary = 0.0
        for (index, sample) in middle.enumerated() {
            let angle = 2 * .pi * hertz * Double(index) / rateHz
            real += Double(sample) * cos(angle)
            imaginary += Double(sample) * sin(angle)
        }
        let count = Double(middle.count)
        return 10 * log10((real * real + imaginary * imaginary) / (count * count) + 1e-12)
    }
}
