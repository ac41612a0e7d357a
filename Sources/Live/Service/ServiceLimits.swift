import Calls

/// How much a service takes on.
package struct ServiceLimits: Sendable, Hashable {
    /// Calls at once.
    package var calls: Int
    /// A call that reaches this ends as failed.
    package var longestCall: Duration

    package init(calls: Int, longestCall: Duration = CallRunner.longestCallDefault) {
        self.calls = calls
        self.longestCall = longestCall
    }
}

extension Refusal {
    /// For the log.
    var reason: String {
        switch self {
        case .busy: "as many calls run as may"
        case .draining: "the service is being stopped"
        case .notFound: "no route"
        case .forbidden: "not allowed"
        case .failed: "something failed"
        }
    }
}
