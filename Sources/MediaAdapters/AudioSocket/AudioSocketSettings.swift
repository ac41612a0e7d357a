/// How AudioSocket connections are taken.
package struct AudioSocketSettings: Sendable, Hashable {
    /// Where to listen.
    package var host = "127.0.0.1"
    /// 0 for any free one.
    package var port = 9092
    /// Who may connect.
    package var peers: PeerAllowList = .loopback
    /// The first 20 hexadecimal digits of every identifier, if set: what shows that the dial plan is ours.
    package var token: AudioSocketToken?
    /// Whoever connects says within this time who they are.
    package var introduction: Duration = .seconds(5)
    /// Put before the digits of the identifier to make the account's name.
    package var accountPrefix = ""

    package init() {}
}

/// The secret with which identifiers begin.
package struct AudioSocketToken: Sendable, Hashable, CustomStringConvertible {
    static let digits = 20
    private let bytes: [UInt8]

    /// Nil unless it is 20 hexadecimal digits; hyphens don't count.
    package init?(_ text: String) {
        let digits = text.filter { $0 != "-" }
        guard digits.count == Self.digits, digits.allSatisfy(\.isHexDigit) else { return nil }
        bytes = Array(digits.lowercased().utf8)
    }

    /// Takes as long whatever is wrong.
    func fits(_ identifier: String) -> Bool {
        let given = Array(identifier.utf8.prefix(Self.digits))
        guard given.count == bytes.count else { return false }
        return zip(given, bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    package var description: String { "a token" }
}

/// The identifier of a connection: 20 digits of token, 12 of account.
struct AudioSocketIdentifier {
    /// 32 hexadecimal digits.
    let digits: String

    init(_ bytes: [UInt8]) {
        digits = bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    /// The number that the last 12 digits spell, without leading zeros; nil if it isn't decimal, or zero.
    var account: String? {
        let last = digits.suffix(12)
        guard last.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        let number = last.drop { $0 == "0" }
        return number.isEmpty ? nil : String(number)
    }
}
