import CLibRe
import Glibc

/// One call as SIP sees it (RFC 3261): libre's session, our side of the description, and how far it has come.
///
/// It belongs to the libre thread. What happens is told to `call`, the half of the call that lives on an event loop. The
/// stack's table keeps it until libre has let go.
final class SIPDialog: @unchecked Sendable {
    enum State {
        /// Theirs and not answered yet; with their offer, if they made one.
        case offered(SessionDescription?)
        /// Ours and not answered yet.
        case calling
        /// 200 was said, ACK comes.
        case answered
        case established
        /// libre has let go.
        case ended
    }

    /// Why a call is over, or never came to be.
    enum End: Sendable, Hashable {
        /// The other side's BYE or CANCEL.
        case theirs
        /// A final response to our INVITE, or to a request within the call.
        case status(Int)
        /// No answer from their machine, or none to be had: an error number.
        case error(Int32)
    }

    let stack: SIPStack
    private let call: SIPCall
    private var state: State
    private(set) var session: OpaquePointer?
    private var negotiation: MediaNegotiation
    private var terms: MediaTerms?
    /// The port that our descriptions name.
    private var port: UInt16 = 0
    private(set) var transport = SIP_TRANSP_UDP
    private(set) var peerHost: String
    var transfer: SIPTransfer?

    private init(_ stack: SIPStack, call: SIPCall, state: State, peerHost: String) {
        self.stack = stack
        self.call = call
        self.state = state
        self.peerHost = peerHost
        negotiation = MediaNegotiation(
            address: stack.ownAddress, laws: stack.settings.codecs, srtp: stack.settings.srtp,
            id: UInt32.random(in: 1...0x7FFF_FFFF))
    }

    fileprivate var argument: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
    var isOver: Bool { if case .ended = state { true } else { false } }
    var contact: String { stack.contact(port: nil, transport: transport) }

    fileprivate static func at(_ argument: UnsafeMutableRawPointer?) -> SIPDialog? {
        argument.map { Unmanaged<SIPDialog>.fromOpaque($0).takeUnretainedValue() }
    }
}

// MARK: - Calls that come in

extension SIPDialog {
    /// Takes an INVITE and lets it ring; nil if it had to be refused at once.
    static func offered(
        _ message: UnsafePointer<sip_msg>, to call: SIPCall, of stack: SIPStack
    ) -> SIPDialog? {
        let body = message.body
        let offer = body.isEmpty ? nil : SessionDescription(body)
        let host = message.sender.map(\.description) ?? ""
        let dialog = SIPDialog(stack, call: call, state: .offered(offer), peerHost: host)
        dialog.transport = message.pointee.tp
        guard body.isEmpty || offer.map(dialog.negotiation.understands) ?? false else {
            stack.reply(to: message, 488, "Not Acceptable Here", headers: dialog.warning(of: offer))
            return nil
        }
        var session: OpaquePointer?
        var local = message.pointee.dst
        let contact = stack.contact(port: sa_port(&local), transport: dialog.transport)
        let code = promesa_session_accept(
            &session, stack.sessions, message, 180, "Ringing", contact, giveCredentials,
            stack.credentialsArgument, offerReceived, answerReceived, wasEstablished, nil, wasClosed,
            dialog.argument)
        guard code == 0, let session else {
            stack.reply(to: message, 500, "Server Internal Error")
            return nil
        }
        dialog.session = session
        stack.keep(dialog)
        return dialog
    }

    /// A header that tells the other side's operator why a description was refused (RFC 3261, section 20.43).
    private func warning(of offer: SessionDescription?) -> String {
        let objection = offer.flatMap(negotiation.objection)
        return objection.map { "Warning: 399 promesa \"\($0)\"\r\n" } ?? ""
    }

    /// Says 200, with the port that was opened for the call.
    func answer(port: UInt16) {
        guard case .offered(let offer) = state else { return }
        self.port = port
        guard let text = describe(answering: offer), let body = promesa_body(text) else {
            _ = promesa_session_reject(session, 488, "Not Acceptable Here")
            return finish(.status(488))
        }
        defer { mem_deref(body) }
        state = .answered
        if promesa_session_answer(session, body) != 0 { finish(.error(ECONNABORTED)) }
    }

    /// Refuses the call.
    func refuse(_ status: UInt16, _ reason: String) {
        guard case .offered = state else { return }
        _ = promesa_session_reject(session, status, reason)
        letGo()
    }
}

// MARK: - Calls that go out

extension SIPDialog {
    /// Sends an INVITE; if that can't be, the call is told so.
    static func call(
        _ to: String, from: String?, headers: String, port: UInt16, for call: SIPCall, of stack: SIPStack
    ) -> SIPDialog {
        let host = to.split(separator: "@").last.map { String($0.prefix { $0 != ";" && $0 != "?" }) } ?? to
        let dialog = SIPDialog(stack, call: call, state: .calling, peerHost: host)
        dialog.port = port
        dialog.transport = transport(of: to)
        var session: OpaquePointer?
        let body = promesa_body(dialog.negotiation.offer(port: port))
        defer { mem_deref(body) }
        let code = stack.withRoutes { routes, count in
            promesa_session_connect(
                &session, stack.sessions, to, from ?? stack.identity, dialog.contact, routes, count, body,
                headers, giveCredentials, stack.credentialsArgument, offerReceived, answerReceived,
                madeProgress,
                wasEstablished, nil, wasClosed, dialog.argument)
        }
        dialog.session = session
        stack.keep(dialog)
        if code != 0 || session == nil { dialog.finish(.error(code)) }
        return dialog
    }

    private static func transport(of uri: String) -> sip_transp {
        let lower = uri.lowercased()
        if lower.contains("transport=tcp") { return SIP_TRANSP_TCP }
        if lower.contains("transport=tls") { return SIP_TRANSP_TLS }
        return SIP_TRANSP_UDP
    }
}

// MARK: - In the call

extension SIPDialog {
    /// Ends the call at whatever stage it is: 480, CANCEL or BYE.
    ///
    /// The call is told nothing: it is who asks.
    func hangUp() {
        switch state {
        case .offered: refuse(480, "Temporarily Unavailable")
        case .calling, .answered, .established: letGo()
        case .ended: break
        }
    }

    /// Ends the call because the adapter stops; the call is told.
    func shutDown() {
        guard !isOver else { return }
        hangUp()
        call.ended(.theirs)
    }

    private func describe(answering offer: SessionDescription?) -> String? {
        guard let offer else { return negotiation.offer(port: port) }
        guard let (text, terms) = negotiation.answer(offer, port: port) else { return nil }
        agree(on: terms)
        return text
    }

    private func agree(on new: MediaTerms) {
        let isFirst = terms == nil
        terms = new
        // The codec of a call stays what it is.
        negotiation.keep(new.law)
        if !isFirst { call.changed(new) }
    }

    /// A re-INVITE of theirs, or an answer to ours that leaves the offer to us.
    fileprivate func receive(offer message: UnsafePointer<sip_msg>) -> UnsafeMutablePointer<mbuf>? {
        let text = message.body
        let offer = text.isEmpty ? nil : SessionDescription(text)
        guard text.isEmpty || offer != nil, let answer = describe(answering: offer) else { return nil }
        return promesa_body(answer)
    }

    fileprivate func receive(answer message: UnsafePointer<sip_msg>) -> Bool {
        guard let answer = SessionDescription(message.body), let terms = negotiation.accept(answer) else {
            return false
        }
        agree(on: terms)
        return true
    }

    fileprivate func progressed() { call.progressed() }

    fileprivate func established() {
        guard let terms else { return finish(.error(EBADMSG)) }
        state = .established
        call.established(self, terms)
    }

    /// libre is done with the call, or must be.
    fileprivate func finish(_ end: End) {
        guard !isOver else { return }
        letGo()
        call.ended(end)
    }

    private func letGo() {
        state = .ended
        transfer?.cancel()
        transfer = nil
        let last = session
        session = nil
        stack.forget(self)
        _ = mem_deref(last.map { UnsafeMutableRawPointer($0) })
    }
}

// MARK: - libre's callbacks

private func offerReceived(
    _ answer: UnsafeMutablePointer<UnsafeMutablePointer<mbuf>?>?, _ message: UnsafePointer<sip_msg>?,
    _ argument: UnsafeMutableRawPointer?
) -> Int32 {
    guard let answer, let message, let body = SIPDialog.at(argument)?.receive(offer: message) else {
        return ENOTSUP
    }
    answer.pointee = body
    return 0
}

private func answerReceived(
    _ message: UnsafePointer<sip_msg>?, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
    guard let message, let dialog = SIPDialog.at(argument) else { return EBADMSG }
    return dialog.receive(answer: message) ? 0 : EBADMSG
}

private func madeProgress(_ message: UnsafePointer<sip_msg>?, _ argument: UnsafeMutableRawPointer?) {
    SIPDialog.at(argument)?.progressed()
}

private func wasEstablished(_ message: UnsafePointer<sip_msg>?, _ argument: UnsafeMutableRawPointer?) {
    SIPDialog.at(argument)?.established()
}

private func wasClosed(
    _ code: Int32, _ message: UnsafePointer<sip_msg>?, _ argument: UnsafeMutableRawPointer?
) {
    let end: SIPDialog.End
    if let message {
        end = .status(message.status)
    } else {
        end = code == ECONNRESET ? .theirs : .error(code)
    }
    SIPDialog.at(argument)?.finish(end)
}
