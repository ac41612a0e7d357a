import Audio
import Calls
import Live
import MediaAdapters
import NIOCore

/// Calls a service as a person would: listens, waits until it is quiet, and takes the next turn; some talk over prompts.
///
/// It belongs to one event loop.
final class LiveCaller {
    /// What a caller tells while it calls.
    enum Event: Sendable {
        case found(CallerStopwatch.Finding)
        case tick(isSpeaking: Bool)
    }

    /// What is known of a call once it is over.
    struct Notes: Sendable {
        /// When each turn began, in milliseconds from the beginning of the call.
        var turnStartsMs: [Int] = []
        /// How long the prompt before each turn was; 0 if there was none.
        var promptsMs: [Int] = []
        /// Turns that were begun while a prompt played.
        var interruptions = 0
        /// Frames with a sound in them.
        var heardFrames = 0
    }

    /// Louder than this is a voice: we hear clean prompts.
    private static let voiceDBFS = -50.0
    /// Prompts pause for less than this between two sentences.
    private static let quietTicks = 45
    /// A call that the service doesn't end in this time is given up.
    private static let longest = 20 * 60 * 50
    private static let tickMs = 20

    private var leg: any CallingLeg
    private let loop: any EventLoop
    private var script: WAVCallLeg
    /// How many ticks after the beginning of the prompt a turn begins, by turn, for those that interrupt it.
    private let interruptions: [Int: Int]
    private let tell: (Event) -> Void
    private let done: (Notes) -> Void
    private var clock = TickClock(start: .now())
    private var stopwatch = CallerStopwatch()
    private var notes = Notes()
    private var ticks = 0
    private var quiet = 0
    private var hasHeardVoice = false
    /// Ticks since the prompt before the next turn began, and to its last sound.
    private var prompt: (ticks: Int, voiced: Int)?

    init(
        _ leg: any CallingLeg, _ script: WAVCallLeg, interruptions: [Int: Int] = [:], on loop: any EventLoop,
        tell: @escaping (Event) -> Void, done: @escaping (Notes) -> Void
    ) {
        self.leg = leg
        self.script = script
        self.interruptions = interruptions
        self.loop = loop
        self.tell = tell
        self.done = done
    }

    func start() {
        clock = TickClock(start: .now())
        leg.arrived = { [unowned self] samples in
            guard let finding = stopwatch.arrived(isVoiced: Self.isVoice(samples), at: Self.now) else {
                return
            }
            tell(.found(finding))
        }
        schedule()
    }

    private static var now: Double { Double(NIODeadline.now().uptimeNanoseconds) / 1e6 }
    private static func isVoice(_ samples: [Int16]) -> Bool { LevelMeter.rmsDBFS(samples) > voiceDBFS }

    private func schedule() {
        loop.assumeIsolated().scheduleTask(deadline: clock.deadline) { self.tick() }
    }

    private func tick() {
        _ = clock.take(at: .now())
        let heard = leg.receive()
        listen(heard.frame)
        let isOver = hasHeardVoice && quiet >= Self.quietTicks
        script.send(LegOutput(frame: heard.frame, isListening: isOver || isTimeToInterrupt))
        let step = script.receive()
        if script.takenTurns.count > notes.turnStartsMs.count { beginTurn() }
        speak(step)
        ticks += 1
        if heard.hasHungUp || step.hasHungUp || ticks > Self.longest { return end() }
        schedule()
    }

    private func listen(_ frame: AudioFrame) {
        if frame != .silence { notes.heardFrames += 1 }
        prompt?.ticks += 1
        // Before the caller has said all of a turn, it is the old prompt that sounds: what counts is the next one.
        let isSpeaking = !script.takenTurns.isEmpty && script.takenTurns.last?.endTick == nil
        guard Self.isVoice(frame.samples), !isSpeaking else {
            quiet += 1
            return
        }
        (quiet, hasHeardVoice) = (0, true)
        let ticks = prompt?.ticks ?? 0
        prompt = (ticks, ticks)
    }

    private var isTimeToInterrupt: Bool {
        guard let prompt, let after = interruptions[notes.turnStartsMs.count] else { return false }
        return prompt.ticks >= after
    }

    private func beginTurn() {
        let isOver = quiet >= Self.quietTicks
        if prompt != nil, !isOver, interruptions[notes.turnStartsMs.count] != nil {
            stopwatch.interrupts()
            notes.interruptions += 1
        }
        quiet = max(quiet, Self.quietTicks)
        notes.turnStartsMs.append(ticks * Self.tickMs)
        notes.promptsMs.append((prompt?.voiced ?? 0) * Self.tickMs)
        prompt = nil
    }

    private func speak(_ step: LegInput) {
        if !step.keys.isEmpty {
            leg.press(String(step.keys))
            stopwatch.pressedKeys()
        }
        leg.send(LegOutput(frame: step.frame, isListening: false))
        let isVoiced = Self.isVoice(step.frame.samples)
        if let finding = stopwatch.sent(isVoiced: isVoiced, at: Self.now) { tell(.found(finding)) }
        tell(.tick(isSpeaking: isVoiced))
    }

    private func end() {
        leg.arrived = nil
        leg.hangUp()
        done(notes)
    }
}
