import Glibc
import NIOCore

/// The addresses that may connect: single ones, and networks such as `192.0.2.0/24` or `2001:db8::/32`.
package struct PeerAllowList: Sendable, Hashable {
    private struct Network: Sendable, Hashable {
        let bytes: [UInt8]
        let bits: Int

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == bytes.count else { return false }
            let (whole, rest) = (bits / 8, bits % 8)
            guard address.prefix(whole) == bytes.prefix(whole) else { return false }
            guard rest > 0 else { return true }
            let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - rest))
            return address[whole] & mask == bytes[whole] & mask
        }
    }

    private let networks: [Network]

    /// This machine alone.
    package static let loopback = PeerAllowList(networks: [
        Network(bytes: [127, 0, 0, 0], bits: 8),
        Network(bytes: [UInt8](repeating: 0, count: 15) + [1], bits: 128),
    ])

    private init(networks: [Network]) { self.networks = networks }

    /// Nil if one of the texts is no address and no network; `wrong` is told which.
    package init?(_ texts: [String], wrong: (String) -> Void = { _ in }) {
        var networks: [Network] = []
        for text in texts {
            guard let network = Self.network(text) else {
                wrong(text)
                return nil
            }
            networks.append(network)
        }
        self.networks = networks
    }

    private static func network(_ text: String) -> Network? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let bytes = bytes(of: String(first)) else { return nil }
        guard parts.count == 2 else { return Network(bytes: bytes, bits: bytes.count * 8) }
        guard let bits = Int(parts[1]), (0...bytes.count * 8).contains(bits) else { return nil }
        return Network(bytes: bytes, bits: bits)
    }

    /// The bytes of a numeric address, in network order; an IPv4 address in IPv6 clothes counts as IPv4.
    private static func bytes(of text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes.prefix(4)) }
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? Array(bytes.suffix(4)) : bytes
    }

    /// Whether an address, such as `192.0.2.7`, may connect.
    package func allows(_ address: String) -> Bool {
        guard let bytes = Self.bytes(of: address) else { return false }
        return networks.contains { $0.contains(bytes) }
    }
}
