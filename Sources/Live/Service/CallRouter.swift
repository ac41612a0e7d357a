package import Calls

/// Knows what a call is about: its flow, its language, its account.
package protocol CallRouter: Sendable {
    /// What an offered call starts from; may read files, and is called on no event loop.
    func setup(for call: OfferedCall) -> Result<CallSetup, CallRefusal>
}

/// Why a call is not taken; the reason is for the log and holds no debtor data.
package struct CallRefusal: Error, Hashable {
    package let refusal: Refusal
    package let reason: String
    package init(_ refusal: Refusal, _ reason: String) {
        self.refusal = refusal
        self.reason = reason
    }
}
