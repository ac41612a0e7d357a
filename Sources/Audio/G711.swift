/// The two companding laws of ITU-T G.711, sample by sample.
///
/// A sample that lies halfway between two codes takes the larger magnitude in µ-law and the law's own side in
/// A-law, as spandsp and most gateways do.
package enum G711: Sendable, Hashable, CaseIterable {
    /// North America and Japan; payload type 0.
    case muLaw
    /// Elsewhere; payload type 8.
    case aLaw

    package func encode(_ sample: Int16) -> UInt8 {
        switch self {
        case .muLaw: Self.muLawCode(Int(sample))
        case .aLaw: Self.aLawCode(Int(sample))
        }
    }

    package func decode(_ code: UInt8) -> Int16 {
        switch self {
        case .muLaw: Self.muLawSamples[Int(code)]
        case .aLaw: Self.aLawSamples[Int(code)]
        }
    }

    package func encode(_ samples: some Sequence<Int16>) -> [UInt8] { encode(Array(samples)) }
    package func decode(_ codes: some Sequence<UInt8>) -> [Int16] { decode(Array(codes)) }

    /// A packet of a live call: the law is chosen once and not for each sample.
    package func encode(_ samples: [Int16]) -> [UInt8] {
        switch self {
        case .muLaw: samples.map { Self.muLawCode(Int($0)) }
        case .aLaw: samples.map { Self.aLawCode(Int($0)) }
        }
    }

    /// A packet of a live call: the table is fetched once and not for each sample.
    package func decode(_ codes: [UInt8]) -> [Int16] {
        let table =
            switch self {
            case .muLaw: Self.muLawSamples
            case .aLaw: Self.aLawSamples
            }
        return codes.map { table[Int($0)] }
    }

    /// What is left of the samples after a line that uses this law.
    package func carried(_ samples: some Sequence<Int16>) -> [Int16] { samples.map { decode(encode($0)) } }

    /// G.711 table 2: a bias of 33 at 14 bits (132 at 16), eight segments that double, all bits inverted.
    private static func muLawCode(_ sample: Int) -> UInt8 {
        let biased = min(abs(sample) + 132, 32_767)
        // 132 has its top bit at 7, so there is always a segment.
        let segment = Int.bitWidth - 1 - biased.leadingZeroBitCount - 7
        let step = biased >> (segment + 3) & 0x0F
        let sign = sample < 0 ? 0x80 : 0
        return UInt8(truncatingIfNeeded: ~(sign | segment << 4 | step))
    }

    /// G.711 table 1: seven segments, the lowest twice as long, even bits inverted; negative codes mirror -1
    /// on 0.
    private static func aLawCode(_ sample: Int) -> UInt8 {
        let magnitude = sample < 0 ? -sample - 1 : sample
        let segment = max(Int.bitWidth - 1 - (magnitude | 0xFF).leadingZeroBitCount - 7, 0)
        let step = magnitude >> (segment == 0 ? 4 : segment + 3) & 0x0F
        let sign = sample < 0 ? 0 : 0x80
        return UInt8(truncatingIfNeeded: (sign | segment << 4 | step) ^ 0x55)
    }

    private static let muLawSamples: [Int16] = (0...255).map { code in
        let plain = ~code & 0xFF
        let magnitude = ((plain & 0x0F) << 3 + 132) << (plain >> 4 & 0x07) - 132
        return Int16(clamping: plain & 0x80 == 0 ? magnitude : -magnitude)
    }

    private static let aLawSamples: [Int16] = (0...255).map { code in
        let plain = code ^ 0x55
        let segment = plain >> 4 & 0x07
        let step = (plain & 0x0F) << 4
        let magnitude = segment == 0 ? step + 8 : (step + 264) << (segment - 1)
        return Int16(clamping: plain & 0x80 == 0 ? -magnitude : magnitude)
    }
}
