import Foundation

/// Triangular filters, evenly spaced on the mel scale, each of unit area and with its corners on a frequency of the
/// transform, as sphinxbase makes them.
struct MelFilterBank {
    private struct Filter {
        /// The first frequency of the transform that it takes.
        let start: Int
        let weights: [Double]
    }

    private let filters: [Filter]
    var count: Int { filters.count }

    init(_ options: FrontEndOptions) {
        let spacing = Double(options.sampleRateHz) / Double(options.transformLength)
        let (lowest, highest) = (Self.mel(options.lowerHz), Self.mel(options.upperHz))
        let step = (highest - lowest) / Double(options.filters + 1)
        let limit = options.transformLength / 2
        filters = (0..<options.filters).map { number in
            let corners = (0..<3).map { corner in
                let hertz = Self.hertz(lowest + Double(number + corner) * step) * options.warp
                return min(Int(hertz / spacing + 0.5), limit)
            }
            return Self.filter(corners, spacing: spacing, limit: limit)
        }
    }

    private static func filter(_ corners: [Int], spacing: Double, limit: Int) -> Filter {
        let (left, centre, right) = (corners[0], corners[1], corners[2])
        guard left < right else { return Filter(start: left, weights: [1 / spacing]) }
        let height = 2 / (Double(right - left) * spacing)
        let weights = (left...min(right, limit - 1)).map { place in
            // A side without width is a step.
            let rise = centre > left ? Double(place - left) / Double(centre - left) : 1
            let fall = right > centre ? Double(right - place) / Double(right - centre) : 1
            return height * min(rise, fall)
        }
        return Filter(start: left, weights: weights)
    }

    /// Puts the energy of each filter into `energies`.
    func apply(_ powers: UnsafePointer<Double>, _ energies: UnsafeMutablePointer<Double>) {
        for (index, filter) in filters.enumerated() {
            var sum = 0.0
            for (offset, weight) in filter.weights.enumerated() {
                sum += weight * powers[filter.start + offset]
            }
            energies[index] = sum
        }
    }

    private static func mel(_ hertz: Double) -> Double { 2595 * log10(1 + hertz / 700) }
    private static func hertz(_ mel: Double) -> Double { 700 * (pow(10, mel / 2595) - 1) }
}
