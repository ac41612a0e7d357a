/// A master key with its salt (RFC 3711, section 3.2); no print of it, or of what holds it, shows a byte.
struct SRTPKey: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// What stands in each packet to tell keys apart (MKI, RFC 4568, section 6.1).
    struct Identifier: Sendable, Hashable {
        static let mostBytes = 128

        let value: UInt64
        /// In bytes, 1 to 128.
        let length: Int

        /// Nil if the value doesn't fit into the length, or the length is out of bounds.
        init?(value: UInt64, length: Int) {
            guard (1...Self.mostBytes).contains(length), length >= 8 || value >> UInt64(8 * length) == 0
            else {
                return nil
            }
            self.value = value
            self.length = length
        }

        /// The last byte is the lowest.
        var bytes: [UInt8] {
            (0..<length).reversed().map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) : 0 }
        }
    }

    /// The key and after it its salt.
    let bytes: [UInt8]
    var identifier: Identifier?
    /// Packets, and reports, that may come under it; nil for as many as there are numbers.
    var lifetime: UInt64?

    /// A fresh key from the system's random source.
    static func random(for suite: SRTPSuite) -> SRTPKey {
        var generator = SystemRandomNumberGenerator()
        return SRTPKey(
            bytes: (0..<suite.keyLength).map { _ in .random(in: .min ... .max, using: &generator) })
    }

    var description: String { "a key of \(bytes.count) bytes" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// How the audio of a call is protected: the suite, and a key of each side's own.
struct MediaProtection: Sendable, Hashable {
    let suite: SRTPSuite
    /// What we send is under it.
    let ours: SRTPKey
    /// What comes is under it.
    let theirs: SRTPKey
}
