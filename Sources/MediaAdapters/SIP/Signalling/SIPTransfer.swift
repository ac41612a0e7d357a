import CLibRe
import Dialog
import Glibc

/// A blind transfer (RFC 3515): REFER, and what the other side tells of the new call by NOTIFY.
///
/// It belongs to the libre thread. The outcome comes once; after `cancel` it doesn't come at all.
final class SIPTransfer: @unchecked Sendable {
    private var subscription: OpaquePointer?
    /// Told the outcome, and whether REFER itself was refused: then nobody was called.
    private var done: ((TransferOutcome, _ wasRefused: Bool) -> Void)?
    /// Whether the other side has told of the new call: then REFER was taken.
    private var hasBegun = false
    /// libre's pointer to this is retained until the subscription is closed.
    private var own: SIPTransfer?

    /// Asks the other side of an established call to call the destination.
    init(
        _ dialog: SIPDialog, to uri: String, headers: String,
        done: @escaping (TransferOutcome, _ wasRefused: Bool) -> Void
    ) {
        self.done = done
        let lines = "Refer-To: <\(uri)>\r\nReferred-By: <\(dialog.stack.identity)>\r\n\(headers)"
        let argument = Unmanaged.passUnretained(self).toOpaque()
        let code = promesa_refer(
            &subscription, dialog.stack.events, sipsess_dialog(dialog.session), dialog.contact,
            giveCredentials, dialog.stack.credentialsArgument, transferNotified, transferClosed, argument,
            lines)
        if code == 0, subscription != nil { own = self } else { tell(.failed) }
    }

    fileprivate static func at(_ argument: UnsafeMutableRawPointer?) -> SIPTransfer? {
        argument.map { Unmanaged<SIPTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    func cancel() {
        done = nil
        letGo()
    }

    fileprivate func notified(_ message: UnsafePointer<sip_msg>) {
        hasBegun = true
        guard let status = SIPStatus.status(ofFragment: message.body) else { return }
        guard let outcome = SIPStatus.transfer(status: status) else { return }
        tell(outcome)
    }

    /// The subscription is over: refused, timed out, or ended after the last NOTIFY.
    fileprivate func closed(_ message: UnsafePointer<sip_msg>?) {
        let status = message.map { $0.pointee.req ? 0 : $0.status } ?? 0
        tell(
            status >= 300 ? SIPStatus.transfer(status: status) ?? .failed : .failed,
            wasRefused: status >= 300 && !hasBegun)
        letGo()
    }

    private func tell(_ outcome: TransferOutcome, wasRefused: Bool = false) {
        let done = done
        self.done = nil
        done?(outcome, wasRefused)
    }

    private func letGo() {
        let last = subscription
        subscription = nil
        _ = mem_deref(last.map { UnsafeMutableRawPointer($0) })
        own = nil
    }
}

private func transferNotified(
    _ sip: OpaquePointer?, _ message: UnsafePointer<sip_msg>?, _ argument: UnsafeMutableRawPointer?
) {
    guard let message else { return }
    _ = sip_treply(nil, sip, message, 200, "OK")
    SIPTransfer.at(argument)?.notified(message)
}

private func transferClosed(
    _ code: Int32, _ message: UnsafePointer<sip_msg>?, _ state: UnsafePointer<sipevent_substate>?,
    _ argument: UnsafeMutableRawPointer?
) {
    SIPTransfer.at(argument)?.closed(message)
}
