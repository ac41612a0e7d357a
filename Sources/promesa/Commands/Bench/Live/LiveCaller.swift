import Audio
import Calls
import Live
import MediaAdapters
import NIOCore

/// A leg on which we are the caller: keys can be pressed on it.
protocol CallingLeg: LiveLeg {
    func press(_ keys: [Character])
}

/// Calls a service as a person would: listens, waits until it is quiet, and takes the next turn.
///
/// It belongs to one event loop.
final class LiveCaller {
    /// What a caller noticed.
    struct Notes: Sendable {
        /// From the end of each spoken turn to the first sound of the answer.
        var gapsMs: [Double] = []
        var ticks = 0
        var spokenTicks = 0
        /// From the service's first frame to its last.
        var receivedFrames = 0
    }

    /// Louder than this is a voice: we hear clean prompts.
    private static let voiceDBFS = -50.0
    /// Prompts pause for less than this between two sentences.
    private static let quietTicks = 45
    /// A call that the service doesn't end in this time is given up.
    private static let longest = 20 * 60 * 50

    private var leg: any CallingLeg
    private let loop: any EventLoop
    private var script: WAVCallLeg
    private var clock = TickClock(start: .now())
    private var notes = Notes()
    private var quiet = 0
    private var hasHeardVoice = false
    private var lastSpoken: NIODeadline?
    private let done: (Notes) -> Void

    init(_ leg: any CallingLeg, _ script: WAVCallLeg, on loop: any EventLoop, done: @escaping (Notes) -> Void)
    {
        self.leg = leg
        self.script = script
        self.loop = loop
        self.done = done
    }

    func start() {
        clock = TickClock(start: .now())
        schedule()
    }

    private func schedule() {
        loop.assumeIsolated().scheduleTask(deadline: clock.deadline) { self.tick() }
    }

    private func tick() {
        _ = clock.take(at: .now())
        let heard = leg.receive()
        listen(heard.frame)
        let isMyTurn = hasHeardVoice && quiet >= Self.quietTicks
        script.send(LegOutput(frame: heard.frame, isListening: isMyTurn))
        let step = script.receive()
        if !step.keys.isEmpty { leg.press(step.keys) }
        leg.send(LegOutput(frame: step.frame, isListening: false))
        speak(step)
        notes.ticks += 1
        if heard.hasHungUp || step.hasHungUp || notes.ticks > Self.longest { return end() }
        schedule()
    }

    private func listen(_ frame: AudioFrame) {
        if frame != .silence { notes.receivedFrames += 1 }
        guard LevelMeter.rmsDBFS(frame.samples) > Self.voiceDBFS else {
            quiet += 1
            return
        }
        (quiet, hasHeardVoice) = (0, true)
        if let spoken = lastSpoken {
            notes.gapsMs.append((.now() - spoken).milliseconds)
            lastSpoken = nil
        }
    }

    private func speak(_ step: LegInput) {
        // The answer may still be at the end of the last prompt.
        if !step.keys.isEmpty { lastSpoken = nil }
        guard LevelMeter.rmsDBFS(step.frame.samples) > Self.voiceDBFS else { return }
        notes.spokenTicks += 1
        lastSpoken = .now()
    }

    private func end() {
        leg.hangUp()
        done(notes)
    }
}
