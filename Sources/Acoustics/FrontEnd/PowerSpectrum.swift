import Foundation

/// The power of each frequency of a frame of real samples, by a radix-2 transform of half the length.
struct PowerSpectrum {
    /// Samples of a frame; a power of two, four or more.
    let length: Int
    /// The place of each pair of samples in bit-reversed order.
    private let order: [Int]
    /// e^(−2πik/length), for k below half the length.
    private let cosines: [Double]
    private let sines: [Double]

    init(length: Int) {
        precondition(length >= 4 && length.nonzeroBitCount == 1, "a transform of \(length) points")
        self.length = length
        let half = length / 2
        let bits = half.trailingZeroBitCount
        order = (0..<half).map { index in
            (0..<bits).reduce(0) { $0 << 1 | (index >> $1 & 1) }
        }
        cosines = (0..<half).map { cos(2 * .pi * Double($0) / Double(length)) }
        sines = (0..<half).map { -sin(2 * .pi * Double($0) / Double(length)) }
    }

    /// Puts the powers of frequencies 0 to half the length into `powers`.
    ///
    /// `frame` has `length` samples, `real` and `imaginary` half of it for the work.
    func compute(
        _ frame: UnsafePointer<Double>, _ powers: UnsafeMutablePointer<Double>,
        real: UnsafeMutablePointer<Double>, imaginary: UnsafeMutablePointer<Double>
    ) {
        let half = length / 2
        for index in 0..<half {
            real[order[index]] = frame[2 * index]
            imaginary[order[index]] = frame[2 * index + 1]
        }
        transform(real, imaginary)
        powers[0] = (real[0] + imaginary[0]) * (real[0] + imaginary[0])
        powers[half] = (real[0] - imaginary[0]) * (real[0] - imaginary[0])
        for index in 1..<half {
            // Even and odd samples were the two parts of complex ones; their transforms come apart by symmetry.
            let mirror = half - index
            let evenReal = (real[index] + real[mirror]) / 2
            let evenImaginary = (imaginary[index] - imaginary[mirror]) / 2
            let oddReal = (imaginary[index] + imaginary[mirror]) / 2
            let oddImaginary = (real[mirror] - real[index]) / 2
            let sumReal = evenReal + oddReal * cosines[index] - oddImaginary * sines[index]
            let sumImaginary = evenImaginary + oddReal * sines[index] + oddImaginary * cosines[index]
            powers[index] = sumReal * sumReal + sumImaginary * sumImaginary
        }
    }

    /// The butterflies of a complex transform of half the length, in place.
    private func transform(_ real: UnsafeMutablePointer<Double>, _ imaginary: UnsafeMutablePointer<Double>) {
        let half = length / 2
        var span = 1
        while span < half {
            let step = half / span
            for start in stride(from: 0, to: half, by: 2 * span) {
                for offset in 0..<span {
                    let (first, second) = (start + offset, start + offset + span)
                    let (cosine, sine) = (cosines[offset * step], sines[offset * step])
                    let turnedReal = real[second] * cosine - imaginary[second] * sine
                    let turnedImaginary = real[second] * sine + imaginary[second] * cosine
                    real[second] = real[first] - turnedReal
                    imaginary[second] = imaginary[first] - turnedImaginary
                    real[first] += turnedReal
                    imaginary[first] += turnedImaginary
                }
            }
            span *= 2
        }
    }
}
