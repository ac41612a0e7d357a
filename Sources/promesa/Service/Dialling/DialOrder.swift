/// What `promesa dial` asks the service for.
struct DialOrder: Codable, Sendable, Hashable {
    /// A SIP address, or a number that goes to the first gateway.
    let to: String
    /// The flow's name, or its file.
    let flow: String
    let account: String
    /// Only decide.
    let isDryRun: Bool
}

/// What the service answers, a line of JSON each: the decision first, then how the attempt turned out.
struct DialReply: Codable, Sendable, Hashable {
    struct Finding: Codable, Sendable, Hashable {
        let subject: String
        let rule: String
        let isAllowed: Bool
        let reason: String
        let record: String
    }

    struct Decision: Codable, Sendable, Hashable {
        let isAllowed: Bool
        let findings: [Finding]
    }

    struct Result: Codable, Sendable, Hashable {
        let call: String
        let isAnswered: Bool
        /// Of a call that nobody answered, or that was answered and may not be any more.
        let disposition: String?
        let sipStatus: Int?
    }

    var decision: Decision?
    var result: Result?
    /// Why the order can't be worked on at all.
    var failure: String?
}

/// The number and the address of an order, if it may be sent there.
struct DialTarget: Sendable, Hashable {
    let address: String
    /// Digits, perhaps with a plus before them.
    let number: String

    /// Nil unless it is a number, or the SIP address of one at a gateway.
    init?(_ text: String, gateways: [String]) {
        let user: Substring
        if text.hasPrefix("sip:") {
            let parts = text.dropFirst(4).split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, gateways.contains(String(parts[1])) else { return nil }
            user = parts[0]
            address = text
        } else {
            guard let gateway = gateways.first else { return nil }
            user = text[...]
            address = "sip:\(text)@\(gateway)"
        }
        let digits = user.hasPrefix("+") ? user.dropFirst() : user
        guard (3...15).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        number = String(user)
    }

    /// Whether a number of an account is this one; gateways may want it without its plus.
    func isSame(as phone: String) -> Bool {
        phone == number || (!number.hasPrefix("+") && phone == "+" + number)
    }
}
