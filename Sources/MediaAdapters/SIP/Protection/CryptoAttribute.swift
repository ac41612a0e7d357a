import Foundation

/// A line `a=crypto` of a session description (RFC 4568, section 9.1): a suite that can be had, and the key of who wrote it.
struct CryptoAttribute: Sendable, Hashable {
    /// Why a line can't be used; says nothing of what stands in it but names that are known.
    struct Problem: Error, Hashable {
        let text: String
        init(_ text: String) { self.text = text }
    }

    private static let method = "inline:"
    /// Packets under a key of AES in counter mode and of GCM alike (RFC 3711, section 9.2; RFC 7714, section 8).
    private static let mostPackets: UInt64 = 1 << 48

    /// What an answer names it by.
    let tag: Int
    let suite: SRTPSuite
    let key: SRTPKey

    init(tag: Int, suite: SRTPSuite, key: SRTPKey) {
        self.tag = tag
        self.suite = suite
        self.key = key
    }

    /// Reads what stands behind `crypto:`.
    init(_ value: Substring) throws(Problem) {
        let words = value.split(separator: " ")
        guard words.count >= 3 else { throw Problem("it needs a tag, a suite and a key") }
        guard (1...9).contains(words[0].utf8.count), let tag = Self.number(words[0]) else {
            throw Problem("its tag is no number of at most nine digits")
        }
        guard let suite = SRTPSuite(rawValue: String(words[1])) else {
            throw Problem(
                "its suite is none of \(SRTPSuite.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.tag = Int(tag)
        self.suite = suite
        key = try Self.key(words[2], of: suite)
        for parameter in words.dropFirst(3) { try Self.check(parameter) }
    }

    /// `inline:KEY|LIFETIME|MKI:LENGTH`, the latter two optional.
    private static func key(_ text: Substring, of suite: SRTPSuite) throws(Problem) -> SRTPKey {
        guard text.hasPrefix(method) else { throw Problem("its key is not given by 'inline:'") }
        guard !text.contains(";") else { throw Problem("it has more than one key") }
        let parts = text.dropFirst(method.count).split(separator: "|", omittingEmptySubsequences: false)
        guard let encoded = parts.first, parts.count <= 3 else {
            throw Problem("behind its key stands more than a lifetime and an identifier")
        }
        guard let bytes = bytes(encoded), bytes.count == suite.keyLength else {
            throw Problem("its key is not \(suite.keyLength) bytes in base64")
        }
        var key = SRTPKey(bytes: bytes)
        var rest = parts.dropFirst()
        if let lifetime = rest.first, !lifetime.contains(":") {
            key.lifetime = try packets(lifetime)
            rest.removeFirst()
        }
        if let identifier = rest.popFirst() { key.identifier = try Self.identifier(identifier) }
        guard rest.isEmpty else {
            throw Problem("behind its key stands more than a lifetime and an identifier")
        }
        return key
    }

    /// `2^20` or `1048576`.
    private static func packets(_ text: Substring) throws(Problem) -> UInt64 {
        let problem = Problem("the lifetime of its key is no number from 1 to 2^48")
        if text.hasPrefix("2^") {
            guard let exponent = number(text.dropFirst(2)), exponent <= 48 else { throw problem }
            return 1 << exponent
        }
        guard let packets = number(text), (1...mostPackets).contains(packets) else { throw problem }
        return packets
    }

    private static func identifier(_ text: Substring) throws(Problem) -> SRTPKey.Identifier {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let value = number(parts[0]), let length = number(parts[1]),
            let identifier = Int(exactly: length).flatMap({ SRTPKey.Identifier(value: value, length: $0) })
        else { throw Problem("the identifier of its key is none of 1 to 128 bytes, as in 1:4") }
        return identifier
    }

    /// Decimal digits and nothing else.
    private static func number(_ text: Substring) -> UInt64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt64(text) : nil
    }

    /// Base64 with or without its padding.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        let bare = text.prefix { $0 != "=" }
        guard text.utf8.count - bare.utf8.count <= 2 else { return nil }
        return Data(base64Encoded: bare + String(repeating: "=", count: (4 - bare.utf8.count % 4) % 4)).map(
            Array.init)
    }

    /// What a session parameter asks for must be had, unless a dash says otherwise (section 6.3).
    private static func check(_ parameter: Substring) throws(Problem) {
        // The size of the window against replay is a wish.
        guard !parameter.hasPrefix("-"), !parameter.hasPrefix("WSH=") else { return }
        throw Problem("it asks for a session parameter that can't be had")
    }

    /// As a line says it; holds the key.
    var text: String {
        let encoded = Data(key.bytes).base64EncodedString()
        let lifetime = key.lifetime.map { "|\($0)" } ?? ""
        let identifier = key.identifier.map { "|\($0.value):\($0.length)" } ?? ""
        return "crypto:\(tag) \(suite.rawValue) \(Self.method)\(encoded)\(lifetime)\(identifier)"
    }
}
