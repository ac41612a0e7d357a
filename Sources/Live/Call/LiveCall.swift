import Audio
package import Calls
import Dialog
package import NIOCore

/// Runs one answered call at the pace of the clock until it is over, on the event loop that owns its leg.
package final class LiveCall {
    /// What the call tells as it goes; on its event loop, where nothing else is said.
    package struct Observer: Sendable {
        /// Both sides of a tick, for a recording.
        package var ticked: @Sendable (CallRunner.Tick) -> Void = { _ in }
        /// How late a tick was.
        package var wasLate: @Sendable (TimeAmount) -> Void = { _ in }
        /// How long the tick's own work took.
        package var worked: @Sendable (TimeAmount) -> Void = { _ in }
        /// How long the caller waited for an answer, and in which turn.
        package var answered: @Sendable (AnsweredTurn) -> Void = { _ in }
        /// Work is begun elsewhere; what is returned is told how it goes on, on any thread.
        package var undertaken: @Sendable (LiveWork) -> LiveWork.Watch = { _ in { _ in } }
        /// The call is over; its end may not be stored yet.
        package var ended: @Sendable (CallOutcome, LineQuality) -> Void = { _, _ in }
        /// The end of the call is stored, or why it can't be; told on some thread.
        package var stored: @Sendable (String?) -> Void = { _ in }
        package init() {}
    }

    /// After our last words the line stays open for so many ticks, until they have been played at the other end.
    private static let tail = 15
    /// Between two ticks of a call that catches up.
    private static let leastPause: TimeAmount = .milliseconds(1)

    private let setup: CallSetup
    private var leg: any LiveLeg
    private let loop: any EventLoop
    private let longestCall: Duration
    private let observer: Observer
    private let session: CallSession
    private var clock: TickClock
    private var tailLeft = LiveCall.tail

    package init(
        _ setup: CallSetup, leg: any LiveLeg, on loop: any EventLoop, resources: LiveResources,
        longestCall: Duration, observer: Observer
    ) {
        self.setup = setup
        self.leg = leg
        self.loop = loop
        self.longestCall = longestCall
        self.observer = observer
        let transfers = Transfers(leg)
        let worker = LiveWorker(
            resources, call: setup.id, watch: observer.undertaken, onTransfer: transfers.begin,
            onCancel: transfers.cancel,
            onClosed: { result in
                if case .failed(let why) = result { observer.stored(why) } else { observer.stored(nil) }
            })
        let recognizer = PooledRecognizer(resources.recognizers, threads: resources.speechPool)
        session = CallSession(setup, recognizer: recognizer, worker: worker)
        clock = TickClock(start: loop.now)
        session.answered = { observer.answered(AnsweredTurn($0, $1)) }
        transfers.handOff = { [unowned session, setup] in
            HandOff(
                call: setup.id, account: setup.account, language: session.language,
                verified: session.verificationLevel)
        }
        transfers.finished = { [unowned worker] id, outcome in worker.transferred(id, outcome) }
        self.transfers = transfers
    }

    private let transfers: Transfers

    /// Begins the call; it keeps itself alive until it has ended.
    package func start() {
        loop.preconditionInEventLoop()
        clock = TickClock(start: loop.now)
        session.begin()
        schedule()
    }

    /// Ends the call as failed, as at the end of a drain whose time is up.
    package func fail(_ why: String) {
        loop.preconditionInEventLoop()
        if !session.hasEnded { session.fail(.media, why) }
    }

    /// A call that is behind lets the loop read its sockets before the next tick: what has come meanwhile is not lost.
    private func schedule() {
        let deadline = max(clock.deadline, loop.now + Self.leastPause)
        loop.assumeIsolated().scheduleTask(deadline: deadline) { self.tick() }
    }

    private func tick() {
        let begun = loop.now
        observer.wasLate(clock.take(at: begun))
        if session.hasEnded {
            leg.send(LegOutput(frame: .silence, isListening: false))
            tailLeft -= leg.receive().hasHungUp ? tailLeft : 1
            if tailLeft <= 0 { return end() }
        } else {
            observer.ticked(session.step(&leg, longestCall: longestCall))
            if session.hasEnded, session.outcome?.end != .weHungUp { return end() }
        }
        observer.worked(loop.now - begun)
        schedule()
    }

    private func end() {
        leg.hangUp()
        session.close()
        if let outcome = session.outcome { observer.ended(outcome, leg.quality) }
    }
}

/// Carries a transfer between the call and its leg, all on the call's event loop.
private final class Transfers {
    private let leg: any LiveLeg
    private var running: JobID?
    var handOff: () -> HandOff? = { nil }
    var finished: (JobID, TransferOutcome) -> Void = { _, _ in }

    init(_ leg: any LiveLeg) { self.leg = leg }

    func begin(_ destination: String, _ id: JobID) {
        guard let handOff = handOff() else { return finished(id, .failed) }
        running = id
        leg.transfer(to: destination, handOff) { [self] outcome in
            guard running == id else { return }
            running = nil
            finished(id, outcome)
        }
    }

    func cancel(_ id: JobID) {
        guard running == id else { return }
        running = nil
        leg.cancelTransfer()
    }
}
