package import Calls
package import Dialog

/// Watches the calls of a service, for logs, metrics and what is kept of a call beside the store.
///
/// Any thread may call it; it never blocks.
package protocol ServiceObserver: Sendable {
    /// A call was not taken.
    func refused(_ call: OfferedCall, _ why: CallRefusal)
    /// A call was answered and can't be run, or may not any more.
    func couldNotRun(_ call: CallID, _ why: CallRefusal)
    /// A call begins; what is to be told of it.
    func begins(_ setup: CallSetup, _ arrival: CallArrival) -> LiveCall.Observer
}
