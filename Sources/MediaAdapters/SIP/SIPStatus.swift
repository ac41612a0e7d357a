import Dialog
import Live

/// What the numbers of SIP responses mean for a call (RFC 3261, section 21).
enum SIPStatus {
    /// How we refuse an offered call.
    static func response(to refusal: Refusal) -> (status: UInt16, reason: String) {
        switch refusal {
        // 486 would say that a person talks on another line: a proxy would try nobody else, and a dialler call again.
        case .busy, .draining: (503, "Service Unavailable")
        case .notFound: (404, "Not Found")
        case .forbidden: (403, "Forbidden")
        case .failed: (500, "Server Internal Error")
        }
    }

    /// What to note of a call that we placed and that was not answered.
    static func disposition(status: Int) -> Disposition {
        switch status {
        case 486, 600: .busy
        case 408, 480, 487: .noAnswer
        case 404, 410, 484, 604: .disconnected
        case 503, 500, 502, 504: .congestion
        default: .failed
        }
    }

    /// How a transfer stands by what its target answered (RFC 3515, section 2.4.5); nil while it goes on.
    static func transfer(status: Int) -> TransferOutcome? {
        switch status {
        case ..<200: nil
        case 200..<300: .connected
        case 486, 600: .busy
        case 408, 480, 487: .noAnswer
        case 503, 603: .closed
        default: .failed
        }
    }

    /// The status of a fragment such as `SIP/2.0 180 Ringing`; nil if it is none.
    static func status(ofFragment text: String) -> Int? {
        let words = text.prefix { !$0.isNewline }.split(separator: " ")
        guard words.count >= 2, words[0] == "SIP/2.0", let status = Int(words[1]) else { return nil }
        return (100...699).contains(status) ? status : nil
    }
}
