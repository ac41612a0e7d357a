import Audio
import Calls
import Live
import MediaAdapters
import NIOCore
import NIOPosix
import Synchronization

/// The other side of a call that the service places: a telephone on this machine.
final class AnsweringPhone: CallExchange, @unchecked Sendable {
    enum Manner: Sendable {
        case isFull
        /// Answers, listens until somebody spoke, and hangs up.
        case answers
        /// Answers, listens until nothing was said for three seconds after a voice, and hangs up.
        case listens
        /// Answers, keys one of these each time that a voice has been quiet for a second, and hangs up after the last.
        case keys([String])
        /// Rings until `pickUp`.
        case rings
    }

    private let manner = Mutex(Manner.isFull)
    private let ringing = Mutex<[EventLoopPromise<Admission>]>([])
    private let heard = Mutex((calls: 0, spokenFrames: 0, ended: 0))
    private let adapter: SIPAdapter

    init() {
        var settings = SIPSettings()
        settings.listeners = [.init(.udp, port: 0)]
        settings.mediaPorts = 49_000...49_999
        adapter = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
    }

    /// Begins to ring; returns its address, such as `127.0.0.1:40123`.
    func start() async throws -> String {
        try await adapter.start(self).first.map { String($0.prefix { $0 != "/" }) } ?? ""
    }

    func stop() async { await adapter.stop() }

    func behave(_ manner: Manner) { self.manner.withLock { $0 = manner } }
    var isRinging: Bool { ringing.withLock { !$0.isEmpty } }
    /// Calls that were answered.
    var calls: Int { heard.withLock { $0.calls } }
    var endedCalls: Int { heard.withLock { $0.ended } }
    /// Frames with a voice in them, of all calls.
    var spokenFrames: Int { heard.withLock { $0.spokenFrames } }

    func pickUp() {
        let waiting = ringing.withLock { ringing in
            defer { ringing = [] }
            return ringing
        }
        for promise in waiting { promise.succeed(.admitted(CallTicket(1))) }
    }

    // MARK: The exchange

    func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
        switch manner.withLock({ $0 }) {
        case .isFull: return loop.makeSucceededFuture(.refused(.busy))
        case .answers, .listens, .keys: return loop.makeSucceededFuture(.admitted(CallTicket(1)))
        case .rings:
            let promise = loop.makePromise(of: Admission.self)
            ringing.withLock { $0.append(promise) }
            return promise.futureResult
        }
    }

    func abandon(_ ticket: CallTicket) {}

    func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) {
        heard.withLock { $0.calls += 1 }
        let line = NIOLoopBound(Line(leg, manner.withLock { $0 }), eventLoop: loop)
        loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { [self] task in
            let (isVoice, isOver) = line.value.tick()
            heard.withLock {
                if isVoice { $0.spokenFrames += 1 }
                if isOver { $0.ended += 1 }
            }
            if isOver { task.cancel() }
        }
    }

    private final class Line {
        private var leg: any LiveLeg
        private let manner: Manner
        private var keysLeft: [String]
        private var voiced = 0
        private var quiet = 0

        init(_ leg: any LiveLeg, _ manner: Manner) {
            self.leg = leg
            self.manner = manner
            if case .keys(let keys) = manner { keysLeft = keys } else { keysLeft = [] }
        }

        func tick() -> (isVoice: Bool, isOver: Bool) {
            leg.send(LegOutput(frame: .silence, isListening: false))
            let input = leg.receive()
            let isVoice = LevelMeter.rmsDBFS(input.frame.samples) > -45
            if isVoice { voiced += 1 }
            quiet = isVoice ? 0 : quiet + 1
            if input.hasHungUp { return (isVoice, true) }
            if voiced > 25, quiet > 50, let keys = keysLeft.first {
                keysLeft.removeFirst()
                (leg as? any CallingLeg)?.press(keys)
                voiced = 0
            }
            let hasHeardEnough =
                switch manner {
                case .keys: keysLeft.isEmpty && voiced > 25 && quiet > 50
                case .listens: voiced > 25 && quiet > 150
                case .isFull, .answers, .rings: voiced > 25
                }
            guard hasHeardEnough else { return (isVoice, false) }
            leg.hangUp()
            return (isVoice, true)
        }
    }
}
