import Dialog

/// How often a question was put in one entry of its step, and for which reason.
struct WitnessedQuestion: Sendable {
    private var silences = 0
    private var unclear = 0
    private var wrong = 0
    private var answered = 0
    private var commands: [UniversalName: Int] = [:]

    /// Counts a question that was put again; says in what it was put too often.
    mutating func answered(
        _ event: DialogEvent, _ effects: [DialogEffect], of step: Step?, in flow: Flow?, program: FlowProgram
    ) -> String? {
        guard let step, let flow, isPutAgain(effects) else { return nil }
        if case .answer(let answer) = event, case .universal(let name) = answer.meaning {
            return obeyed(name, unclear: Bounds(step, flow, program.root)?.unclear ?? 0, program)
        }
        guard let bounds = Bounds(step, flow, program.root) else { return nil }
        switch event {
        case .timerFired:
            silences += 1
            return silences >= bounds.silences ? "asked again after \(silences) silences" : nil
        case .noMatch, .falseStart, .verdict(.unsure, _):
            unclear += 1
            return unclear >= bounds.unclear ? "asked again after \(unclear) unclear answers" : nil
        case .verdict(.fail, _):
            wrong += 1
            return wrong >= bounds.wrong ? "asked again after \(wrong) wrong answers" : nil
        case .answer:
            answered += 1
            // Each value may be put to the caller once, and rejected or corrected within its own bound.
            let limit = bounds.unclear + 2 * (DialogMachine.rejectionsLimit + 1)
            return answered > limit ? "asked again after \(answered) answers" : nil
        case .answered, .waitEnded, .playbackFinished, .speechStarted, .keyPressed, .verdict(.pass, _),
            .committed,
            .transferEnded, .callerHungUp, .fault:
            return "asked again for no reason"
        }
    }

    private func isPutAgain(_ effects: [DialogEffect]) -> Bool {
        var isPlaying = false
        for effect in effects {
            if case .entered = effect { return false }
            if case .left = effect { return false }
            if case .play = effect { isPlaying = true }
        }
        return isPlaying
    }

    private mutating func obeyed(_ name: UniversalName, unclear: Int, _ program: FlowProgram) -> String? {
        commands[name, default: 0] += 1
        let universal = program.root.universals.first { $0.name == name }
        // A doubtful command counts as an answer that wasn't understood.
        let limit = (universal?.max ?? DialogMachine.universalUsesDefault) + unclear
        return commands[name, default: 0] > limit ? "'\(name)' was obeyed more than \(limit) times" : nil
    }

    private struct Bounds {
        let silences: Int
        let unclear: Int
        let wrong: Int

        /// Nil for a step that asks nothing.
        init?(_ step: Step, _ flow: Flow, _ root: Flow) {
            let silence = flow.defaults.noInput.tries ?? root.defaults.noInput.tries ?? 3
            let nonsense = flow.defaults.noMatch.tries ?? root.defaults.noMatch.tries ?? 3
            if case .ask(let ask) = step.kind {
                silences = ask.noInput.tries ?? silence
                unclear = ask.noMatch.tries ?? nonsense
                wrong = 0
            } else if case .check(let check) = step.kind {
                silences = check.noInput.tries ?? silence
                unclear = check.unsureTries
                wrong = check.tries
            } else {
                return nil
            }
        }
    }
}
