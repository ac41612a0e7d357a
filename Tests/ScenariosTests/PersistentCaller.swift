import Audio
import Calls
import Dialog
import TestSupport

/// A caller who doesn't end the call: answers some questions as asked, does this and that for a while, and then one thing
/// for ever.
struct PersistentCaller: CallLeg {
    /// What a caller can go on with for ever.
    enum Habit: Sendable, CaseIterable {
        case silence
        /// A line that is loud all the time.
        case steadyNoise
        /// Clicks and coughs, most of them too short to be a word.
        case coughs
        /// Noise as long as sentences, with pauses.
        case rumbling
        /// Sentences that no grammar takes.
        case nonsense
        /// Sentences that some question takes.
        case sentences
        case keys

        /// Whether a question may be answered by it.
        var mayAnswer: Bool {
            switch self {
            case .sentences, .keys: true
            case .silence, .steadyNoise, .coughs, .rumbling, .nonsense: false
            }
        }
    }

    /// The ticks in which anything came of the caller's side.
    private(set) var active: Set<Int> = []
    private let lasting: Habit
    /// When the lasting habit begins, in ticks.
    private(set) var settles: Int
    /// The sentences that answer the first questions, and how many of them are given.
    private var answers: ArraySlice<Int>
    private var isAwaited = false
    private let hangsUpAt: Int?
    private var random: SeededGenerator
    private var habit: Habit
    private var changes = 0
    private var queue: [LegInput] = []
    private var tick = 0

    init(seed: UInt64, lasting: Habit, settlesWithin ticks: Int, mayHangUp: Bool = false) {
        let number = Habit.allCases.firstIndex(of: lasting) ?? 0
        var random = SeededGenerator(seed: seed &* 16 &+ UInt64(number))
        self.lasting = lasting
        answers = Array(0..<Int.random(in: 0...5, using: &random))[...]
        settles = Int.random(in: 0...ticks, using: &random)
        hangsUpAt = mayHangUp ? Int.random(in: 1...3_000, using: &random) : nil
        habit = Habit.allCases.randomElement(using: &random) ?? lasting
        self.random = random
    }

    mutating func send(_ output: LegOutput) { isAwaited = output.isListening }

    mutating func receive() -> LegInput {
        defer { tick += 1 }
        if let hangsUpAt, tick >= hangsUpAt { return LegInput(hasHungUp: true) }
        if answers.isEmpty { choose() }
        if queue.isEmpty { if answers.isEmpty { act() } else { answer() } }
        let input = queue.removeFirst()
        if input != LegInput() { active.insert(tick) }
        return input
    }

    private mutating func choose() {
        if tick >= settles {
            if habit != lasting { queue = [] }
            habit = lasting
        } else if tick >= changes {
            habit = Habit.allCases.randomElement(using: &random) ?? lasting
            changes = tick + Int.random(in: 25...400, using: &random)
        }
    }

    private mutating func answer() {
        guard isAwaited, let index = answers.popFirst() else { return queue = [LegInput()] }
        queue = FakeRecognizer.speech(index, frames: 30).map { LegInput(frame: $0) } + pause(40...40)
        if answers.isEmpty { settles += tick }
    }

    private mutating func act() {
        switch habit {
        case .silence: queue = [LegInput()]
        case .steadyNoise: queue = noise(1, peak: 900)
        case .coughs:
            queue = noise(Int.random(in: 1...12, using: &random), peak: 2_500) + pause(20...150)
        case .rumbling:
            queue = noise(Int.random(in: 20...200, using: &random), peak: 2_500) + pause(10...120)
        case .nonsense: queue = sentence(UnendedCall.sentences.count + 2)
        case .sentences: queue = sentence(Int.random(in: 0..<UnendedCall.sentences.count, using: &random))
        case .keys:
            let key = "0123456789*#".randomElement(using: &random) ?? "1"
            queue = [LegInput(keys: [key])] + pause(2...160)
        }
    }

    private mutating func sentence(_ index: Int) -> [LegInput] {
        let frames = Int.random(in: 12...60, using: &random)
        return FakeRecognizer.speech(index, frames: frames).map { LegInput(frame: $0) } + pause(20...200)
    }

    private mutating func noise(_ frames: Int, peak: Int16) -> [LegInput] {
        (0..<frames).map { _ in
            LegInput(
                frame: AudioFrame(
                    (0..<AudioFrame.length).map { _ in Int16.random(in: -peak...peak, using: &random) }))
        }
    }

    private mutating func pause(_ frames: ClosedRange<Int>) -> [LegInput] {
        [LegInput](repeating: LegInput(), count: Int.random(in: frames, using: &random))
    }
}
