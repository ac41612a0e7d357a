package import Audio
package import Calls

/// A caller who acts each time an answer is awaited.
package struct ScriptedLeg: CallLeg {
    package enum Act: Sendable {
        /// Sentence `index`, for so many frames.
        case says(Int, frames: Int = 30)
        case keys(String)
        case isSilent(frames: Int)
        case hangsUp
        /// Speaks at once, whatever is played.
        case interrupts(Int, frames: Int = 30)
    }

    private var acts: [Act]
    private var queue: [LegInput] = []
    private var isAwaited = false
    private var isGone = false
    private var pause = 0
    package private(set) var sent: [AudioFrame] = []

    package init(_ acts: [Act]) { self.acts = acts }

    package mutating func send(_ output: LegOutput) {
        sent.append(output.frame)
        isAwaited = output.isListening
    }

    package mutating func receive() -> LegInput {
        if isGone { return LegInput(hasHungUp: true) }
        pause = max(0, pause - 1)
        if queue.isEmpty, pause == 0, let act = acts.first, isAwaited || interrupts(act) {
            acts.removeFirst()
            begin(act)
        }
        return queue.isEmpty ? LegInput() : queue.removeFirst()
    }

    private func interrupts(_ act: Act) -> Bool {
        if case .interrupts = act { true } else { false }
    }

    private mutating func begin(_ act: Act) {
        // Time to be understood before the next act.
        pause = 120
        switch act {
        case .says(let index, let frames), .interrupts(let index, let frames):
            queue = FakeRecognizer.speech(index, frames: frames).map { LegInput(frame: $0) }
        case .keys(let keys):
            queue = keys.flatMap { [LegInput(keys: [$0]), LegInput(), LegInput()] }
        case .isSilent(let frames):
            pause = frames
        case .hangsUp:
            isGone = true
        }
    }
}

/// A caller who acts at given ticks, whatever the engine does.
package struct TimedLeg: CallLeg {
    private let frames: [Int: LegInput]
    private let hangsUpAt: Int?
    private var tick = 0

    /// `frames` by tick; from `hangsUpAt` on the caller is gone.
    package init(_ frames: [Int: LegInput], hangsUpAt: Int? = nil) {
        self.frames = frames
        self.hangsUpAt = hangsUpAt
    }

    package mutating func send(_ output: LegOutput) {}

    package mutating func receive() -> LegInput {
        defer { tick += 1 }
        if let hangsUpAt, tick >= hangsUpAt { return LegInput(hasHungUp: true) }
        return frames[tick] ?? LegInput()
    }

    /// Sentence `index` from a tick on.
    package static func speech(_ index: Int, from tick: Int, frames: Int) -> [Int: LegInput] {
        var inputs: [Int: LegInput] = [:]
        for (offset, frame) in FakeRecognizer.speech(index, frames: frames).enumerated() {
            inputs[tick + offset] = LegInput(frame: frame)
        }
        return inputs
    }
}
