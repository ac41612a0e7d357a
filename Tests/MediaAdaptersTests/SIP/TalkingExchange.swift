import Audio
import Calls
import Live
import NIOCore
import Synchronization

@testable import MediaAdapters

/// Takes calls and talks on them: says its samples, or says again what it hears, and keeps what came.
final class TalkingExchange: CallExchange, @unchecked Sendable {
    enum Voice: Sendable {
        case says([Int16])
        /// Says its samples, whole frames, over and over.
        case repeats([Int16])
        case echoes
    }

    /// One call, as far as it has come.
    struct Party: Sendable {
        var heard: [Int16] = []
        var keys: [Character] = []
        var hasHungUp = false
        var quality = LineQuality()
    }

    /// The legs belong to their loops; they are looked at there alone.
    fileprivate struct Legs: @unchecked Sendable {
        var running: [(leg: any LiveLeg, loop: any EventLoop, task: RepeatedTask)] = []
    }

    private let voice: Voice
    private let refusal: Refusal?
    private let parties = Mutex<[Party]>([])
    fileprivate let legs = Mutex(Legs())
    private let offers = Mutex<[OfferedCall]>([])
    private let tickets = Mutex((last: 0, abandoned: 0))

    /// Calls that wait for `decide`.
    private let undecided = Mutex<[EventLoopPromise<Admission>]>([])
    private let isHesitating: Bool

    init(_ voice: Voice, refusing refusal: Refusal? = nil, hesitating: Bool = false) {
        self.voice = voice
        self.refusal = refusal
        isHesitating = hesitating
    }

    /// Admits what waits.
    func decide() {
        let waiting = undecided.withLock { $0 }
        for promise in waiting { promise.succeed(.admitted(CallTicket(1))) }
    }

    /// Calls that wait for `decide`, by now.
    var waiting: Int { undecided.withLock { $0.count } }

    var calls: [Party] { parties.withLock { $0 } }
    var offered: [OfferedCall] { offers.withLock { $0 } }
    var abandoned: Int { tickets.withLock { $0.abandoned } }

    func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
        offers.withLock { $0.append(call) }
        if isHesitating {
            let promise = loop.makePromise(of: Admission.self)
            undecided.withLock { $0.append(promise) }
            return promise.futureResult
        }
        if let refusal { return loop.makeSucceededFuture(.refused(refusal)) }
        let number = tickets.withLock {
            $0.last += 1
            return $0.last
        }
        return loop.makeSucceededFuture(.admitted(CallTicket(number)))
    }

    func abandon(_ ticket: CallTicket) { tickets.withLock { $0.abandoned += 1 } }

    func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) {
        loop.preconditionInEventLoop()
        let index = parties.withLock { parties in
            parties.append(Party())
            return parties.count - 1
        }
        let talker = NIOLoopBound(Talker(leg, voice), eventLoop: loop)
        let task = loop.scheduleRepeatedTask(initialDelay: .nanoseconds(0), delay: .milliseconds(20)) {
            [self] task in
            let input = talker.value.tick()
            parties.withLock { parties in
                parties[index].heard += input.frame.samples
                parties[index].keys += input.keys
                parties[index].quality = talker.value.quality
                if input.hasHungUp { parties[index].hasHungUp = true }
            }
            if input.hasHungUp { task.cancel() }
        }
        legs.withLock { $0.running.append((leg, loop, task)) }
    }

    /// Works on the leg of the first call, on its loop.
    func onLeg(_ work: @escaping @Sendable (any LiveLeg) -> Void) {
        legs.withLock { legs in
            guard let loop = legs.running.first?.loop else { return }
            loop.execute { [self] in
                let leg = self.legs.withLock { $0.running[0].leg }
                work(leg)
            }
        }
    }
}

extension TalkingExchange {
    /// Ends the first call as the engine does: hangs up, and lets go of the leg.
    func hangUp() {
        guard let first = legs.withLock({ $0.running.isEmpty ? nil : $0.running.removeFirst() }) else {
            return
        }
        let (leg, loop, task) = first
        let bound = SentLeg(leg: leg)
        loop.execute {
            bound.leg.hangUp()
            task.cancel()
        }
    }

    /// Watches the leg of the first call without keeping it.
    func watchLeg() -> WeakLeg { legs.withLock { WeakLeg(leg: $0.running.first?.leg) } }

    /// Keeps no leg any more.
    func forget() { legs.withLock { $0.running = [] } }

    private struct SentLeg: @unchecked Sendable {
        let leg: any LiveLeg
    }
}

/// Whether a leg still lives.
final class WeakLeg: @unchecked Sendable {
    private weak var leg: (any LiveLeg)?
    init(leg: (any LiveLeg)?) { self.leg = leg }
    var isGone: Bool { leg == nil }
}

/// One side of a call, tick by tick.
private final class Talker {
    private var leg: any LiveLeg
    private let voice: TalkingExchange.Voice
    private var position = 0
    private var last = AudioFrame.silence

    init(_ leg: any LiveLeg, _ voice: TalkingExchange.Voice) {
        self.leg = leg
        self.voice = voice
    }

    var quality: LineQuality { leg.quality }

    func tick() -> LegInput {
        leg.send(LegOutput(frame: frame(), isListening: false))
        let input = leg.receive()
        last = input.frame
        return input
    }

    private func frame() -> AudioFrame {
        switch voice {
        case .echoes: return last
        case .repeats(let samples):
            position = position % samples.count + AudioFrame.length
            return AudioFrame(Array(samples[(position - AudioFrame.length)..<position]))
        case .says(let samples):
            guard position < samples.count else { return .silence }
            let piece = samples[position..<min(position + AudioFrame.length, samples.count)]
            position += AudioFrame.length
            return AudioFrame(piece + [Int16](repeating: 0, count: AudioFrame.length - piece.count))
        }
    }
}
