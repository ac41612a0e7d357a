import Foundation

/// Turns samples into mel-frequency cepstra as sphinxbase does: 13 for each 10 ms.
///
/// Computed in double precision, like the library, and equal to it within rounding. It doesn't leave out silence.
package struct FrontEnd: Sendable {
    package let options: FrontEndOptions
    private let spectrum: PowerSpectrum
    private let filters: MelFilterBank
    private let window: [Double]
    /// Of the discrete cosine transform with the lifter's weights, row by row.
    private let transform: [Double]

    private static let preEmphasis = Double(Float(0.97))
    /// Energies are never less.
    private static let energyFloor = 1e-4

    package init(_ options: FrontEndOptions) {
        self.options = options
        spectrum = PowerSpectrum(length: options.transformLength)
        filters = MelFilterBank(options)
        let length = options.frameLength
        window = (0..<length).map { 0.54 - 0.46 * cos(2 * .pi * Double($0) / Double(length - 1)) }
        transform = (0..<FrontEndOptions.cepstra).flatMap { cepstrum in
            let lifter = Double(options.lifter)
            let weight =
                options.lifter == 0
                ? 1 : 1 + (lifter / 2).rounded(.down) * sin(Double(cepstrum) * .pi / lifter)
            let scale = weight * ((cepstrum == 0 ? 1 : 2) / Double(options.filters)).squareRoot()
            return (0..<options.filters).map { filter in
                scale * cos(.pi / Double(options.filters) * Double(cepstrum) * (Double(filter) + 0.5))
            }
        }
    }

    /// The cepstra of an utterance; the last frame is filled up with silence.
    package func cepstra(of samples: [Int16]) -> FrameMatrix {
        cepstra(ofLogEnergies: logEnergies(of: samples.map(Double.init)))
    }

    /// The logarithms of the energies of the filters, one row a frame.
    func logEnergies(of samples: [Double]) -> [[Double]] {
        var removal = NoiseRemoval(filters: options.filters)
        var frame = [Double](repeating: 0, count: options.transformLength)
        var powers = [Double](repeating: 0, count: options.transformLength / 2 + 1)
        var work = [Double](repeating: 0, count: options.transformLength)
        var energies = [Double](repeating: 0, count: options.filters)
        return (0..<frameCount(of: samples.count)).map { number in
            fill(&frame, samples, from: number * options.frameShift)
            work.withUnsafeMutableBufferPointer { work in
                guard let base = work.baseAddress else { return }
                spectrum.compute(frame, &powers, real: base, imaginary: base + work.count / 2)
            }
            filters.apply(powers, &energies)
            if options.noise == .removed { removal.process(&energies) }
            return energies.map { log($0 + Self.energyFloor) }
        }
    }

    /// The cosine transform of logarithmic energies.
    func cepstra(ofLogEnergies energies: [[Double]]) -> FrameMatrix {
        var cepstra = FrameMatrix(frames: energies.count, width: FrontEndOptions.cepstra)
        for (frame, energies) in energies.enumerated() {
            for cepstrum in 0..<FrontEndOptions.cepstra {
                var sum = 0.0
                for (filter, energy) in energies.enumerated() {
                    sum += transform[cepstrum * options.filters + filter] * energy
                }
                cepstra.values[frame * FrontEndOptions.cepstra + cepstrum] = Float(sum)
            }
        }
        return cepstra
    }

    /// What each filter gets of white noise of some level.
    var whiteNoise: [Double] {
        var energies = [Double](repeating: 0, count: options.filters)
        let powers = (0...options.transformLength / 2).map { index in
            let angle = 2 * Double.pi * Double(index) / Double(options.transformLength)
            return 1 + Self.preEmphasis * Self.preEmphasis - 2 * Self.preEmphasis * cos(angle)
        }
        filters.apply(powers, &energies)
        return energies
    }

    /// Frames that begin within so many samples and have a new one.
    func frameCount(of samples: Int) -> Int {
        if samples == 0 { return 0 }
        return samples < options.frameLength
            ? 1 : 2 + (samples - options.frameLength) / options.frameShift
    }

    private func fill(_ frame: inout [Double], _ samples: [Double], from start: Int) {
        let count = min(window.count, samples.count - start)
        var before = start == 0 ? 0 : samples[start - 1]
        for index in 0..<count {
            let sample = samples[start + index]
            frame[index] = (sample - Self.preEmphasis * before) * window[index]
            before = sample
        }
        for index in max(count, 0)..<frame.count { frame[index] = 0 }
    }
}
