import Audio
import Foundation
import Testing

@testable import Acoustics

struct BandFitTests {
    @Test func `the low cepstra are kept by a fitted map, and the file is a transform`() throws {
        let speech = try Voices.goForward(rateHz: 16_000)
        var fit = BandFit()
        #expect(fit.fitted() == nil)
        for shift in 0..<6 {
            let part = Array(speech.dropFirst(shift * 4_000).prefix(60_000))
            fit.add(wide: part, narrow: try Resampler.resample(part, fromHz: 16_000, toHz: 8_000))
        }
        #expect(fit.utterances == 6)
        let (maps, residuals) = try #require(fit.fitted())
        #expect(maps.count == 3 && residuals.count == 3)
        // The mean energy of 18 of 25 filters follows that of all 25 closely.
        #expect(abs(maps[0][0][0] - 0.85) < 0.2)
        #expect(residuals.joined().allSatisfy { $0 >= 0 && $0.isFinite })
        let document = try TransformDocument(fit)
        let json = try #require(try document.json())
        let transform = try BandTransform(json: Array(json))
        #expect(transform.sampleRateHz == 8_000)
        #expect(document.distances.count == 3)
        #expect(document.distances.allSatisfy { $0.map > 0 && $0.map < 1.5 })
    }

    @Test func `silence fits nothing`() throws {
        var fit = BandFit()
        fit.add(wide: [], narrow: [])
        fit.add(wide: [Int16](repeating: 0, count: 3_200), narrow: [Int16](repeating: 0, count: 1_600))
        #expect(fit.utterances == 1)
        #expect(fit.fitted() == nil)
        #expect(try TransformDocument(fit).json() == nil)
    }
}
