package import Audio

/// Damage as a bad line or a bad will does it.
package enum Mutation {
    /// What no datagram that we read exceeds by far; longer damage is cut off.
    private static let mostBytes = 4_096

    /// Flips, cuts, lengthens and repeats bytes; at most 4 096 come out.
    package static func of(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeLast(bytes.count - place)
            case 3: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
            default: bytes += bytes.prefix(place)
            }
        }
        return Array(bytes.prefix(mostBytes))
    }
}
