import Dialog
import Glibc
import Live
import NIOCore

/// The half of a SIP call that lives on an event loop: its place in the exchange, its sockets and its leg.
///
/// Whatever has no other note belongs to the loop. The dialog, the other half, belongs to the libre thread; each half
/// tells the other by handing work over, so both can end the call at the same moment: what comes late finds the state
/// `over` and is ignored.
final class SIPCall: @unchecked Sendable {
    /// What a call needs of its adapter.
    struct Surroundings: Sendable {
        let exchange: any CallExchange
        let thread: LibreThread
        let ports: SharedPorts
        /// How calls are handed over, and how long whom they go to may ring.
        let transfer: SIPSettings.TransferMode
        let ringing: Duration
        let bridges: BridgeCount
    }

    private enum State {
        /// The exchange thinks about it, or sockets are being opened.
        case preparing(CallTicket?)
        /// Ringing, here or there.
        case ready(CallTicket, MediaSockets)
        case running(SIPLeg)
        case over
    }

    let loop: any EventLoop
    private let around: Surroundings
    private var state: State
    /// Of a call that we place: how it turns out.
    private let result: EventLoopPromise<DialResult>?
    /// Ends a call that rings too long.
    private var alarm: Scheduled<Void>?
    /// Of a call that we place: whether the other side has answered anything at all.
    private var isHeardOf = false
    /// Belongs to the libre thread.
    private var dialog: SIPDialog?

    private init(
        _ loop: any EventLoop, _ around: Surroundings, _ state: State,
        _ result: EventLoopPromise<DialResult>?
    ) {
        self.loop = loop
        self.around = around
        self.state = state
        self.result = result
    }

    /// Works on the dialog, on its thread.
    private func signal(_ work: @escaping @Sendable (SIPDialog) -> Void) {
        around.thread.run { [self] in
            if let dialog { work(dialog) }
        }
    }

    /// The last work on the dialog: the halves let go of each other.
    private func signalLast(_ work: @escaping @Sendable (SIPDialog) -> Void) {
        around.thread.run { [self] in
            let last = dialog
            dialog = nil
            if let last { work(last) }
        }
    }
}

// MARK: - Calls that come in

extension SIPCall {
    /// Takes an INVITE; on the libre thread.
    static func offered(
        _ offered: OfferedCall, on loop: any EventLoop, _ around: Surroundings,
        _ dialog: (SIPCall) -> SIPDialog?
    ) {
        let call = SIPCall(loop, around, .preparing(nil), nil)
        guard let dialog = dialog(call) else { return }
        call.dialog = dialog
        loop.execute { call.admit(offered) }
    }

    private func admit(_ offered: OfferedCall) {
        guard case .preparing = state else { return }
        around.exchange.admit(offered, on: loop).hop(to: loop).whenComplete { [self] result in
            switch result {
            case .success(.admitted(let ticket)): admitted(ticket)
            case .success(.refused(let refusal)): refuse(refusal)
            case .failure: refuse(.failed)
            }
        }
    }

    private func refuse(_ refusal: Refusal) {
        guard case .preparing = state else { return }
        state = .over
        let (status, reason) = SIPStatus.response(to: refusal)
        signalLast { $0.refuse(status, reason) }
    }

    private func admitted(_ ticket: CallTicket) {
        // The caller may have given up meanwhile.
        guard case .preparing = state else { return around.exchange.abandon(ticket) }
        state = .preparing(ticket)
        around.ports.open(on: loop).whenComplete { [self] result in
            switch result {
            case .success(let sockets): opened(sockets.value) { dialog, port in dialog.answer(port: port) }
            case .failure:
                // Whoever ended the call meanwhile gave the place back.
                guard case .preparing = state else { return }
                around.exchange.abandon(ticket)
                refuse(.failed)
            }
        }
    }

    private func opened(
        _ sockets: MediaSockets, then work: @escaping @Sendable (SIPDialog, UInt16) -> Void
    ) {
        guard case .preparing(let ticket?) = state else { return sockets.close() }
        state = .ready(ticket, sockets)
        let port = sockets.port
        signal { work($0, port) }
    }
}

// MARK: - Calls that go out

extension SIPCall {
    /// Places a call; how it turned out comes back once.
    static func dial(
        _ request: DialRequest, on loop: any EventLoop, _ around: Surroundings, _ stack: SIPStack
    ) -> (call: SIPCall, result: EventLoopFuture<DialResult>) {
        let promise = loop.makePromise(of: DialResult.self)
        let call = SIPCall(loop, around, .preparing(request.ticket), promise)
        loop.execute { call.place(request, stack) }
        return (call, promise.futureResult)
    }

    private func place(_ request: DialRequest, _ stack: SIPStack) {
        around.ports.open(on: loop).whenComplete { [self] result in
            switch result {
            case .failure: notReached(.failed, status: nil)
            case .success(let sockets): invite(request, sockets.value, stack)
            }
        }
    }

    private func invite(_ request: DialRequest, _ sockets: MediaSockets, _ stack: SIPStack) {
        guard case .preparing(let ticket?) = state else { return sockets.close() }
        state = .ready(ticket, sockets)
        let port = sockets.port
        around.thread.run { [self] in
            let dialog = SIPDialog.call(
                request.to, from: request.from, headers: SIPURI.headers(request.headers), port: port,
                for: self, of: stack)
            if !dialog.isOver { self.dialog = dialog }
        }
        alarm = loop.scheduleTask(in: TimeAmount(request.ringing)) { [self] in giveUp() }
    }

    /// Nobody answered in time, or nobody waits for it any more.
    func giveUp() {
        switch state {
        case .preparing, .ready:
            guard result != nil else { return }
            // Where nobody even says that it rings, there is no way to them.
            notReached(isHeardOf ? .noAnswer : .congestion, status: nil)
            hangUp()
        case .running, .over: break
        }
    }

    private func notReached(_ disposition: Disposition, status: Int?) {
        switch state {
        case .preparing(let ticket): ticket.map(around.exchange.abandon)
        case .ready(let ticket, let sockets):
            around.exchange.abandon(ticket)
            sockets.close()
        case .running, .over: return
        }
        state = .over
        alarm?.cancel()
        result?.succeed(.notReached(disposition, status: status))
    }
}

// MARK: - What the leg asks for, on the loop

extension SIPCall {
    func hangUp() {
        state = .over
        signalLast { $0.hangUp() }
    }

    var transferMode: SIPSettings.TransferMode { around.transfer }

    /// Calls the destination for the leg, which carries the audio across.
    func bridge(to destination: String, reference: String, number: Int) {
        handOver(to: destination, number: number) { [self] dialog, uri in
            let stack = dialog.stack
            // A name alone is one of the other side's: it is called as it called us, over TLS if so.
            let parameter = SIPURI.isSafe(destination) ? "" : dialog.transport.parameter
            let request = DialRequest(
                to: uri + parameter, ringing: around.ringing, ticket: CallTicket(0),
                headers: ["X-Promesa-Call": reference])
            loop.execute { [self] in
                if case .running(let leg) = state { leg.bridge(request, around, stack, number: number) }
            }
        }
    }

    /// Does something with our dialog and the destination's address on the libre thread; without both it has failed.
    private func handOver(
        to destination: String, number: Int, _ work: @escaping @Sendable (SIPDialog, _ uri: String) -> Void
    ) {
        around.thread.run { [self] in
            guard let dialog, let uri = SIPURI.destination(destination, host: dialog.peerHost) else {
                return transferEnded(.failed, number: number)
            }
            work(dialog, uri)
        }
    }

    func transfer(to destination: String, reference: String, number: Int) {
        handOver(to: destination, number: number) { [self] dialog, uri in
            let header = SIPURI.isUser(reference) ? "X-Promesa-Call: \(reference)\r\n" : ""
            dialog.transfer?.cancel()
            dialog.transfer = SIPTransfer(dialog, to: uri, headers: header) { [self] outcome, wasRefused in
                transferEnded(outcome, number: number, wasRefused: wasRefused)
            }
        }
    }

    func cancelTransfer() {
        signal { dialog in
            dialog.transfer?.cancel()
            dialog.transfer = nil
        }
    }
}

// MARK: - What the dialog tells, on the libre thread

extension SIPCall {
    func established(_ dialog: SIPDialog, _ terms: MediaTerms) {
        self.dialog = dialog
        loop.execute { [self] in
            guard case .ready(let ticket, let sockets) = state else { return hangUp() }
            let leg = SIPLeg(self, terms, sockets)
            state = .running(leg)
            alarm?.cancel()
            around.exchange.connect(ticket, leg, on: loop)
            result?.succeed(.answered)
        }
    }

    func progressed() { loop.execute { [self] in isHeardOf = true } }

    func changed(_ terms: MediaTerms) {
        loop.execute { [self] in
            if case .running(let leg) = state { leg.changed(terms) }
        }
    }

    func ended(_ end: SIPDialog.End) {
        dialog = nil
        loop.execute { [self] in
            switch state {
            case .running(let leg):
                state = .over
                leg.ended()
            case .preparing, .ready:
                let (disposition, status) = Self.outcome(of: end)
                notReached(disposition, status: status)
            case .over: break
            }
        }
    }

    private func transferEnded(_ outcome: TransferOutcome, number: Int, wasRefused: Bool = false) {
        loop.execute { [self] in
            if case .running(let leg) = state {
                leg.transferEnded(outcome, number: number, wasRefused: wasRefused)
            }
        }
    }

    /// What to note of a call that was not answered.
    private static func outcome(of end: SIPDialog.End) -> (Disposition, Int?) {
        switch end {
        case .theirs: (.noAnswer, nil)
        case .status(let status): (SIPStatus.disposition(status: status), status)
        case .error(let code):
            // Nobody there at all is a failure of the way, not of the person.
            (code == ETIMEDOUT ? .congestion : .failed, nil)
        }
    }
}

extension TimeAmount {
    /// An hour at the most, none if it is negative.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = min(max(duration, .zero), .seconds(3_600)).components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
