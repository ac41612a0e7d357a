import Glibc

/// An address of version 4 or 6, comparable without its text.
struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// The 128 bits of version 6; version 4 is mapped into it (`::ffff:a.b.c.d`, RFC 4291).
    let high: UInt64
    let low: UInt64

    private static let mappedPrefix: UInt64 = 0xFFFF << 32

    var isVersion4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// From the four bytes, the first one greatest.
    init(version4 bits: UInt32) {
        high = 0
        low = Self.mappedPrefix | UInt64(bits)
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads `192.0.2.1`, `2001:db8::1` or `[2001:db8::1]`; no names.
    init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        if inet_pton(AF_INET, bare, &bytes) == 1 {
            self.init(version4: bytes.bigEndian32(at: 0))
        } else if inet_pton(AF_INET6, bare, &bytes) == 1 {
            let words = [0, 4, 8, 12].map { UInt64(bytes.bigEndian32(at: $0)) }
            self.init(high: words[0] << 32 | words[1], low: words[2] << 32 | words[3])
        } else {
            return nil
        }
    }

    var description: String {
        if isVersion4 {
            return [24, 16, 8, 0].map { String(UInt8(truncatingIfNeeded: low >> UInt64($0))) }
                .joined(separator: ".")
        }
        var bytes: [UInt8] = []
        for word in [high, low] {
            bytes.appendBigEndian(UInt32(truncatingIfNeeded: word >> 32))
            bytes.appendBigEndian(UInt32(truncatingIfNeeded: word))
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, bytes, &text, socklen_t(INET6_ADDRSTRLEN)) != nil else { return "::" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether it stands for every address of this machine.
    var isUnspecified: Bool { self == IPAddress(version4: 0) || (high == 0 && low == 0) }
}

/// An address and a port.
struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    let address: IPAddress
    let port: UInt16

    var description: String { address.isVersion4 ? "\(address):\(port)" : "[\(address)]:\(port)" }
}
