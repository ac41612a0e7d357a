package import Dialog

/// One way for calls to come in and to go out: a SIP user agent, an AudioSocket server.
///
/// An adapter knows its protocol and nothing of flows. It offers each call to the exchange, and hands over an answered
/// one as a leg on an event loop.
package protocol MediaAdapter: Sendable {
    /// As it stands in the configuration and in metrics: `sip`, `audiosocket`.
    var name: String { get }
    /// Begins to offer calls to the exchange; returns where it listens, such as `127.0.0.1:9092`.
    ///
    /// - Throws: `AdapterFailure` if it can't, such as for a port in use.
    func start(_ exchange: any CallExchange) async throws(AdapterFailure) -> [String]
    /// Calls that were handed over, of which the service knows no more, and whose audio still goes through here.
    var handedOver: Int { get }
    /// Offers no more calls; those that run go on.
    func drain() async
    /// Ends what still runs and frees everything.
    func stop() async
}

extension MediaAdapter {
    package var handedOver: Int { 0 }
}

/// An adapter that can also place calls.
package protocol DialingAdapter: MediaAdapter {
    /// Places a call; how it turned out comes back once, and an answered call goes to the exchange by `connect`.
    func dial(_ request: DialRequest) async -> DialResult
}

/// Why an adapter can't start; says what to change.
package enum AdapterFailure: Error, Hashable, CustomStringConvertible {
    /// The address can't be listened on: in use, not of this machine, not allowed.
    case cannotListen(String)
    /// A setting can't be used, such as a certificate that can't be read.
    case configuration(String)

    package var description: String {
        switch self {
        case .cannotListen(let what): "cannot listen: \(what)"
        case .configuration(let what): what
        }
    }
}

/// A call that is to be placed.
package struct DialRequest: Sendable {
    /// Such as `sip:+12025550123@gateway.example`.
    package let to: String
    /// The caller id to show, as a SIP URI; the adapter's own by default.
    package let from: String?
    /// After so long without an answer the attempt is over.
    package let ringing: Duration
    /// Handed to the exchange with the answered call.
    package let ticket: CallTicket
    /// What goes along as headers `X-…`; in clear, so nothing of a debtor.
    package let headers: [String: String]

    package init(
        to: String, from: String? = nil, ringing: Duration = .seconds(30), ticket: CallTicket,
        headers: [String: String] = [:]
    ) {
        self.to = to
        self.from = from
        self.headers = headers
        self.ringing = ringing
        self.ticket = ticket
    }
}

/// How an attempt to place a call ended.
package enum DialResult: Sendable, Hashable {
    /// The leg was handed to the exchange.
    case answered
    /// Nobody was reached: what to note, and the final SIP status if there was one.
    case notReached(Disposition, status: Int?)
}
