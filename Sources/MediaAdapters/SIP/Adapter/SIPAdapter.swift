import CLibRe
import Dialog
package import Live
package import NIOCore
import Synchronization

/// A SIP user agent: takes calls, places calls, and carries their audio by RTP.
///
/// libre signals, on its own thread; audio runs on the event loops of the group, each call on one of them.
package final class SIPAdapter: DialingAdapter {
    /// So long the other sides have to answer our farewells.
    private static let farewell: TimeAmount = .seconds(2)

    private enum State {
        case idle
        case running(SIPStack, SIPCall.Surroundings)
        /// Runs, but takes no more calls.
        case draining(SIPStack, SIPCall.Surroundings)
        case stopped
    }

    package let name = "sip"
    private let settings: SIPSettings
    private let group: any EventLoopGroup
    private let state = Mutex(State.idle)
    private let bridges = BridgeCount()

    package init(_ settings: SIPSettings, group: any EventLoopGroup) {
        self.settings = settings
        self.group = group
    }

    package func start(_ exchange: any CallExchange) async throws(AdapterFailure) -> [String] {
        if let problem = settings.problem { throw .configuration(problem) }
        guard let ownAddress = settings.ownAddress else { throw .configuration("sip: no address of our own") }
        if settings.srtp != .never { try Self.startProtection() }
        let thread = try LibreThread.running()
        let stack = SIPStack(settings, ownAddress: ownAddress)
        // Media goes where signalling goes: on the first listener's address.
        let ports = SharedPorts(settings.mediaPorts, address: settings.listeners[0].address)
        let around = SIPCall.Surroundings(
            exchange: exchange, thread: thread, ports: ports, transfer: settings.transfer,
            ringing: settings.transferRinging, bridges: bridges)
        let opened: Result<[String], AdapterFailure> = await thread.result { [self] in
            do throws(AdapterFailure) {
                try stack.open { message in self.invited(message, stack, around) }
                return .success(stack.listening.map { "\($0.at)/\($0.listener.transport.rawValue)" })
            } catch {
                stack.close {}
                stack.release()
                return .failure(error)
            }
        }
        let listening = try opened.get()
        state.withLock { $0 = .running(stack, around) }
        return listening
    }

    private static func startProtection() throws(AdapterFailure) {
        do { try SRTPLibrary.start() } catch {
            throw .configuration(
                "sip: libsrtp can't start (its error \(error.code)); give 'srtp: never' to do without")
        }
    }

    package var handedOver: Int { bridges.count }

    package func drain() async {
        state.withLock { state in
            if case .running(let stack, let around) = state { state = .draining(stack, around) }
        }
    }

    package func stop() async {
        let running: (SIPStack, SIPCall.Surroundings)? = state.withLock { state in
            defer { state = .stopped }
            return switch state {
            case .running(let stack, let around), .draining(let stack, let around): (stack, around)
            case .idle, .stopped: nil
            }
        }
        guard let (stack, around) = running else { return }
        let closed = group.next().makePromise(of: Void.self)
        around.thread.run { stack.close { closed.succeed() } }
        let alarm = group.next().scheduleTask(in: Self.farewell) {
            around.thread.run { stack.closeNow() }
        }
        // The promise can't fail.
        try? await closed.futureResult.get()
        alarm.cancel()
        await around.thread.result { stack.release() }
    }

    package func dial(_ request: DialRequest) async -> DialResult {
        let running: (SIPStack, SIPCall.Surroundings)? = state.withLock { state in
            if case .running(let stack, let around) = state { (stack, around) } else { nil }
        }
        let areSafe = SIPURI.isSafe(request.to) && (request.from.map(SIPURI.isSafe) ?? true)
        guard let (stack, around) = running, areSafe else { return .notReached(.failed, status: nil) }
        let (call, result) = SIPCall.dial(request, on: group.next(), around, stack)
        return await withTaskCancellationHandler {
            // The promise can't fail.
            (try? await result.get()) ?? .notReached(.failed, status: nil)
        } onCancel: {
            call.loop.execute { call.giveUp() }
        }
    }

    /// Whether each registration stands, by its identity; empty if there are none.
    package func registrations() async -> [String: Bool] {
        let running: (SIPStack, SIPCall.Surroundings)? = state.withLock { state in
            switch state {
            case .running(let stack, let around), .draining(let stack, let around): (stack, around)
            case .idle, .stopped: nil
            }
        }
        guard let (stack, around) = running else { return [:] }
        return await around.thread.result { stack.registered }
    }

    /// An INVITE that begins a call; on the libre thread.
    private func invited(
        _ message: UnsafePointer<sip_msg>, _ stack: SIPStack, _ around: SIPCall.Surroundings
    ) {
        // We know no extension that a caller may insist on (RFC 3261, section 8.2.2.3).
        if let required = message.headers(beginning: "require")["require"] {
            return stack.reply(to: message, 420, "Bad Extension", headers: "Unsupported: \(required)\r\n")
        }
        let isDraining = state.withLock { if case .draining = $0 { true } else { false } }
        let refusal: Refusal? = isDraining ? .draining : stack.count >= settings.mostCalls ? .busy : nil
        if let refusal {
            let (status, reason) = SIPStatus.response(to: refusal)
            return stack.reply(to: message, status, reason)
        }
        let offered = OfferedCall(
            adapter: name, called: Self.user(message.pointee.uri.user),
            caller: Self.user(message.pointee.from.uri.user),
            parameters: message.headers(beginning: "x-")
                .merging(message.headers(beginning: "traceparent")) { own, _ in own },
            peer: message.sender.map(\.description) ?? "")
        SIPCall.offered(offered, on: group.next(), around) { call in
            SIPDialog.offered(message, to: call, of: stack)
        }
    }

    static func user(_ text: pl) -> String? {
        let user = String(text, mostBytes: 128).percentDecoded
        return user.isEmpty ? nil : user
    }
}
