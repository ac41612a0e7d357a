import Dialog

/// How often a question was put in one entry of its step, and for which reason.
struct WitnessedQuestion: Sendable {
    private var silences = 0
    private var unclear = 0
    private var wrong = 0
    private var answered = 0
    private var commands: [UniversalName: Int] = [:]

    /// Counts a question that was put again, and reports one that was put too often.
    mutating func answered(
        _ event: DialogEvent, _ effects: [DialogEffect], of step: Step?, in flow: Flow?, program: FlowProgram,
        report: (String) -> Void
    ) {
        guard let step, let flow, isPutAgain(effects) else { return }
        let bounds: Bounds
        if case .ask(let ask) = step.kind {
            bounds = Bounds(ask, flow, program.root)
        } else if case .check(let check) = step.kind {
            bounds = Bounds(check, flow, program.root)
        } else {
            return countCommand(event, noMatches: 0, program, report)
        }
        if case .timerFired = event {
            silences += 1
            if silences >= bounds.silences { report("asked again after \(silences) silences") }
        }
        if case .noMatch = event { unclear += 1 }
        if case .verdict(.unsure, _) = event { unclear += 1 }
        if unclear >= bounds.unclear { report("asked again after \(unclear) unclear answers") }
        if case .verdict(.fail, _) = event {
            wrong += 1
            if wrong >= bounds.wrong { report("asked again after \(wrong) wrong answers") }
        }
        if case .answer(let answer) = event {
            if case .universal = answer.meaning {
                countCommand(event, noMatches: bounds.unclear, program, report)
            } else {
                answered += 1
                // Each value may be put to the caller once, and rejected or corrected within its own bound.
                let limit = bounds.unclear + 2 * (DialogMachine.rejectionsLimit + 1)
                if answered > limit { report("asked again after \(answered) answers") }
            }
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

    private mutating func countCommand(
        _ event: DialogEvent, noMatches: Int, _ program: FlowProgram, _ report: (String) -> Void
    ) {
        guard case .answer(let answer) = event, case .universal(let name) = answer.meaning else { return }
        commands[name, default: 0] += 1
        let limit = program.root.universals.first { $0.name == name }?.max ?? DialogMachine.universalUsesDefault
        // A doubtful command counts as an answer that wasn't understood.
        if commands[name, default: 0] > limit + noMatches { report("'\(name)' was obeyed \(limit + noMatches + 1) times") }
    }

    private struct Bounds {
        let silences: Int
        let unclear: Int
        let wrong: Int

        init(_ ask: Ask, _ flow: Flow, _ root: Flow) {
            silences = ask.noInput.tries ?? flow.defaults.noInput.tries ?? root.defaults.noInput.tries ?? 3
            unclear = ask.noMatch.tries ?? flow.defaults.noMatch.tries ?? root.defaults.noMatch.tries ?? 3
            wrong = 0
        }

        init(_ check: Check, _ flow: Flow, _ root: Flow) {
            silences = check.noInput.tries ?? flow.defaults.noInput.tries ?? root.defaults.noInput.tries ?? 3
            unclear = check.unsureTries
            wrong = check.tries
        }
    }
}
