import Glibc

/// An endless line noise that follows from its seed and level alone.
package struct ComfortNoise: Sendable {
    private var generator: SplitMix64
    private let factor: Double

    /// A level below -96 dBFS is digital silence.
    package init(levelDBFS: Double = -65, seed: UInt64) {
        generator = SplitMix64(seed: seed)
        // The sum of four uniform numbers of 16 bits is nearly Gaussian, with this standard deviation.
        let deviation = (4.0 * 65_536 * 65_536 / 12).squareRoot()
        factor = levelDBFS < -96 ? 0 : 32_767 * pow(10, min(levelDBFS, 0) / 20) / deviation
    }

    package mutating func nextSample() -> Int16 {
        let bits = generator.next()
        let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
        return Int16(clampingRounded: (Double(sum) - 131_070) * factor)
    }

    package mutating func samples(_ count: Int) -> [Int16] { (0..<max(count, 0)).map { _ in nextSample() } }
}

extension ComfortNoise {
    /// Lays the noise over samples; the sum saturates.
    package mutating func over(_ samples: [Int16]) -> [Int16] {
        samples.map { Int16(clamping: Int($0) + Int(nextSample())) }
    }
}

/// A small random generator whose sequence never changes between releases (Steele, Lea and Flood, 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable, Hashable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
