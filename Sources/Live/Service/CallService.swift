package import Calls
import Dialog
package import NIOCore
import Synchronization

/// Runs the calls of all adapters: as many as may run, each to its end, and none lost when the service stops.
package final class CallService: CallExchange {
    /// A call that has a place and is not answered yet.
    private struct WaitingCall {
        let setup: CallSetup
        let direction: CallArrival.Direction
        let adapter: String
        var parameters: [String: String] = [:]
        let offered: ContinuousClock.Instant
        let routed = ContinuousClock.now
        /// Looks, on the store's thread, whether the call may still be; for one that we placed.
        var check: (@Sendable () -> CallRefusal?)?

        func answered(at instant: ContinuousClock.Instant) -> CallArrival {
            CallArrival(
                direction: direction, adapter: adapter, parameters: parameters, offered: offered,
                routed: routed, answered: instant)
        }
    }

    private struct State {
        /// Admitted and placed calls that are not answered yet.
        var waiting: [CallTicket: WaitingCall] = [:]
        /// Calls that run, or whose end is not stored yet.
        var running: [CallTicket: RunningCall] = [:]
        /// Calls whose place is taken while it is found out what they are about.
        var reserved = 0
        var lastTicket = 0
        var isDraining = false
        /// Why all calls are to end; those that are still being set up end as soon as they run.
        var isEnding: String?
        var emptied: [CheckedContinuation<Void, Never>] = []

        var taken: Int { reserved + waiting.count + running.count }
    }

    /// A call and where it runs; the call is used on its loop alone.
    private struct RunningCall: @unchecked Sendable {
        let loop: any EventLoop
        var call: LiveCall?
    }

    private let limits: ServiceLimits
    private let resources: LiveResources
    private let router: any CallRouter
    private let observer: any ServiceObserver
    private let state = Mutex(State())

    package init(
        _ limits: ServiceLimits, _ resources: LiveResources, router: any CallRouter,
        observer: any ServiceObserver
    ) {
        self.limits = limits
        self.resources = resources
        self.router = router
        self.observer = observer
    }

    /// Calls that have a place now.
    package var callCount: Int { state.withLock { $0.taken } }

    package func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
        let refusal: Refusal? = state.withLock { state in
            if state.isDraining { return .draining }
            if state.taken >= limits.calls { return .busy }
            state.reserved += 1
            return nil
        }
        if let refusal {
            observer.refused(call, CallRefusal(refusal, refusal.reason))
            return loop.makeSucceededFuture(.refused(refusal))
        }
        let promise = loop.makePromise(of: Admission.self)
        let offered = ContinuousClock.now
        let isQueued = resources.speechPool.submit { [self] in
            promise.succeed(admission(of: call, router.setup(for: call), offered: offered))
        }
        if !isQueued {
            let busy = CallRefusal(.busy, "too much to do")
            promise.succeed(admission(of: call, .failure(busy), offered: offered))
        }
        return promise.futureResult
    }

    private func admission(
        of call: OfferedCall, _ setup: Result<CallSetup, CallRefusal>, offered: ContinuousClock.Instant
    ) -> Admission {
        let admission: Admission = state.withLock { state in
            state.reserved -= 1
            switch setup {
            case .success(let setup):
                let waiting = WaitingCall(
                    setup: setup, direction: .inbound, adapter: call.adapter, parameters: call.parameters,
                    offered: offered)
                return .admitted(Self.ticket(for: waiting, in: &state))
            case .failure(let refused): return .refused(refused.refusal)
            }
        }
        if case .failure(let refused) = setup { observer.refused(call, refused) }
        tellIfEmpty()
        return admission
    }

    /// Keeps a place for a call that is to be placed, or says why there is none.
    ///
    /// `check` is asked on the store's thread once somebody answers, before anything is said; a reason not to go on hangs
    /// up. Nothing is opened in the store before that.
    package func reserve(
        _ setup: CallSetup, by adapter: String, onAnswer check: @escaping @Sendable () -> CallRefusal?
    ) -> Result<CallTicket, CallRefusal> {
        state.withLock { state in
            if state.isDraining { return .failure(CallRefusal(.draining, Refusal.draining.reason)) }
            if state.taken >= limits.calls { return .failure(CallRefusal(.busy, Refusal.busy.reason)) }
            let waiting = WaitingCall(
                setup: setup, direction: .outbound, adapter: adapter, offered: .now, check: check)
            return .success(Self.ticket(for: waiting, in: &state))
        }
    }

    private static func ticket(for call: WaitingCall, in state: inout State) -> CallTicket {
        state.lastTicket += 1
        let ticket = CallTicket(state.lastTicket)
        state.waiting[ticket] = call
        return ticket
    }

    package func abandon(_ ticket: CallTicket) {
        _ = state.withLock { $0.waiting.removeValue(forKey: ticket) }
        tellIfEmpty()
    }

    package func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) {
        loop.preconditionInEventLoop()
        let known = state.withLock { state -> WaitingCall? in
            guard let waiting = state.waiting.removeValue(forKey: ticket) else { return nil }
            state.running[ticket] = RunningCall(loop: loop, call: nil)
            return waiting
        }
        guard let known else { return leg.hangUp() }
        let (setup, arrival) = (known.setup, known.answered(at: .now))
        let journal = resources.journal
        let opened = loop.makePromise(of: Void.self)
        let isQueued = resources.storePool.submit {
            if let refusal = known.check?() { return opened.fail(refusal) }
            do throws(JournalFailure) {
                try journal.open(setup.opening)
                opened.succeed()
            } catch {
                opened.fail(error)
            }
        }
        if !isQueued { opened.fail(JournalFailure.unavailable("too much to do")) }
        opened.futureResult.assumeIsolated().whenComplete { [self] result in
            switch result {
            case .success: run(setup, arrival, ticket, leg, loop)
            case .failure(let failure):
                leg.hangUp()
                let refusal = failure as? CallRefusal ?? CallRefusal(.failed, "\(failure)")
                observer.couldNotRun(setup.id, refusal)
                forget(ticket)
            }
        }
    }

    private func run(
        _ setup: CallSetup, _ arrival: CallArrival, _ ticket: CallTicket, _ leg: any LiveLeg,
        _ loop: any EventLoop
    ) {
        var watch = observer.begins(setup, arrival)
        let (ended, stored) = (watch.ended, watch.stored)
        watch.ended = { [self] outcome, quality in
            ended(outcome, quality)
            state.withLock { $0.running[ticket]?.call = nil }
        }
        watch.stored = { [self] failure in
            stored(failure)
            forget(ticket)
        }
        let call = LiveCall(
            setup, leg: leg, on: loop, resources: resources, longestCall: limits.longestCall, observer: watch)
        let isEnding = state.withLock { state in
            state.running[ticket]?.call = call
            return state.isEnding
        }
        call.start()
        if let isEnding { call.fail(isEnding) }
    }

    private func forget(_ ticket: CallTicket) {
        _ = state.withLock { $0.running.removeValue(forKey: ticket) }
        tellIfEmpty()
    }

    // MARK: - The end of the service

    /// Admits no more calls.
    package func drain() { state.withLock { $0.isDraining = true } }

    package var isDraining: Bool { state.withLock { $0.isDraining } }

    /// Returns once no call runs and the end of each is stored.
    package func awaitEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if state.taken > 0 { state.emptied.append(continuation) }
                return state.taken == 0
            }
            if isEmpty { continuation.resume() }
        }
    }

    /// Ends the calls that still run, and those that have a place and will be answered yet, once they are.
    package func endAll(_ why: String) {
        let all = state.withLock { state in
            state.isEnding = why
            return Array(state.running.values)
        }
        for running in all {
            running.loop.execute { running.call?.fail(why) }
        }
    }

    private func tellIfEmpty() {
        let told = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard state.taken == 0 else { return [] }
            defer { state.emptied = [] }
            return state.emptied
        }
        for continuation in told { continuation.resume() }
    }
}
