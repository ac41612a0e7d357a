/// Eight figures at a time, as all inner loops of scoring go.
typealias Lanes = SIMD8<Float>

/// Exponentials and logarithms of eight figures, within some units in the last place (after Moshier's Cephes).
enum VectorMath {
    /// Adding it leaves a whole number in the low bits of a figure.
    private static let rounding: Float = 12_582_912
    private static let log2OfE: Float = 1.442_695_040_9
    /// ln 2 in two parts, the first of few bits.
    private static let coarseLog2: Float = 0.693_359_375
    private static let fineLog2: Float = -2.121_944_4e-4
    /// The bits of √½.
    private static let rootBits: Int32 = 0x3f35_04f3

    /// e^x for x in −87…0.
    @inline(__always)
    static func exponential(_ value: Lanes) -> Lanes {
        let scaled = value * log2OfE
        let shifted = scaled + rounding
        let rest = scaled - (shifted - rounding)
        var series = rest * 1.535_336_2e-4 + 1.339_887_4e-3
        series = series * rest + 9.618_437e-3
        series = series * rest + 5.550_332_5e-2
        series = series * rest + 2.402_264_8e-1
        series = series * rest + 6.931_472e-1
        series = series * rest + 1
        let power = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23
        return unsafeBitCast(unsafeBitCast(series, to: SIMD8<Int32>.self) &+ power, to: Lanes.self)
    }

    /// The natural logarithm of normal positive figures.
    @inline(__always)
    static func logarithm(_ value: Lanes) -> Lanes {
        let bits = unsafeBitCast(value, to: SIMD8<Int32>.self)
        let exponent = (bits &- rootBits) &>> 23
        let rest = unsafeBitCast(bits &- (exponent &<< 23), to: Lanes.self) - 1
        let whole =
            unsafeBitCast(exponent &+ Int32(bitPattern: rounding.bitPattern), to: Lanes.self) - rounding
        let square = rest * rest
        var series = rest * 7.037_683_6e-2 - 1.151_461_03e-1
        series = series * rest + 1.167_699_87e-1
        series = series * rest - 1.242_014_08e-1
        series = series * rest + 1.424_932_28e-1
        series = series * rest - 1.666_805_77e-1
        series = series * rest + 2.000_071_48e-1
        series = series * rest - 2.499_999_4e-1
        series = series * rest + 3.333_333_1e-1
        return rest + (series * rest * square - 0.5 * square + whole * fineLog2) + whole * coarseLog2
    }

    @inline(__always)
    static func load(_ pointer: UnsafePointer<Float>) -> Lanes {
        UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    static func store(_ value: Lanes, _ pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: Lanes.self)
    }

    /// So many figures and up to seven more, so that they are a multiple of eight.
    static func padded(_ count: Int) -> Int { (count + 7) / 8 * 8 }
}
