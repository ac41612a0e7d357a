package import NIOCore

/// What takes calls from adapters: admits them, and runs those that were answered.
///
/// Any thread may use it; nothing here blocks.
package protocol CallExchange: Sendable {
    /// Whether an offered call may be answered; the answer comes on `loop`.
    ///
    /// A ticket must be used once: by `connect`, or by `abandon` if the call is gone before it is answered.
    func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission>
    /// Runs an answered call until it ends; called on `loop`, which owns the leg from now on.
    func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop)
    /// Gives back the place of a call that was admitted and never answered.
    func abandon(_ ticket: CallTicket)
}

/// A call that an adapter is asked to take.
package struct OfferedCall: Sendable {
    /// The adapter's name.
    package let adapter: String
    /// The number or name that was called, if the protocol tells; such as `+12025550100`.
    package let called: String?
    /// The caller's number, if the protocol tells; it identifies nobody.
    package let caller: String?
    /// What came with the call: headers (names in lower case) or start parameters.
    package let parameters: [String: String]
    /// The other side's address, for logs: `192.0.2.7:5060`.
    package let peer: String

    package init(
        adapter: String, called: String?, caller: String?, parameters: [String: String], peer: String
    ) {
        self.adapter = adapter
        self.called = called
        self.caller = caller
        self.parameters = parameters
        self.peer = peer
    }
}

package enum Admission: Sendable {
    case admitted(CallTicket)
    case refused(Refusal)
}

/// Why an offered call is not answered.
package enum Refusal: String, Sendable, Hashable, CaseIterable {
    /// As many calls run as may: SIP 503.
    case busy
    /// The service is being shut down: SIP 503.
    case draining
    /// No route, or no account, for this call: SIP 404.
    case notFound
    /// The other side, or the account, may not: SIP 403.
    case forbidden
    /// Something of ours failed: SIP 500.
    case failed
}

/// The place that an admitted call has; whoever admitted it knows what it stands for.
package struct CallTicket: Sendable, Hashable {
    package let number: Int
    package init(_ number: Int) { self.number = number }
}
