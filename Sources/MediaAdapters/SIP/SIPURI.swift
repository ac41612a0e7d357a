/// Texts that end up in SIP headers: what may, and how a destination becomes a URI.
enum SIPURI {
    private static let mostBytes = 512

    /// Whether the text is a SIP URI that can't end its header or begin another one.
    ///
    /// `sips:` is not known to libre: it is `sip:…;transport=tls`.
    static func isSafe(_ text: String) -> Bool {
        guard text.hasPrefix("sip:"), text.utf8.count <= mostBytes else { return false }
        let rest = text.drop { $0 != ":" }.dropFirst()
        return !rest.isEmpty
            && rest.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && !"<>\"\\^`{|}".utf8.contains(byte)
            }
    }

    /// Whether the text can be the user of a URI: letters, digits and a few marks.
    static func isUser(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-_.!~*'()+".utf8.contains(byte)
            }
    }

    /// Extension headers as lines of a request; those that don't begin with `X-`, or can't be written, are left out.
    static func headers(_ headers: [String: String]) -> String {
        headers.sorted { $0.key < $1.key }
            .filter { $0.key.lowercased().hasPrefix("x-") && isUser($0.key) && isUser($0.value) }
            .map { "\($0.key): \($0.value)\r\n" }.joined()
    }

    /// A destination as a URI: itself, or a number or name at the other side's host; nil for anything else.
    static func destination(_ text: String, host: String) -> String? {
        if isSafe(text) { return text }
        guard isUser(text) else { return nil }
        return "sip:\(text)@\(host)"
    }
}
