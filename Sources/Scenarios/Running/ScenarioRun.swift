package import Calls
package import Dialog

/// What became of a scenario.
package struct ScenarioResult: Sendable {
    package let scenario: Scenario
    package let failures: [ScenarioFailure]
    /// Nil if the call was still going on at the end of the scenario.
    package let outcome: CallOutcome?
    package let transcript: [TranscriptLine]
    package let tally: CoverageTally

    package var passed: Bool { failures.isEmpty }
}

/// An expectation that did not hold, or a turn that the caller could not have.
package struct ScenarioFailure: Sendable {
    package let position: SourcePosition
    package let expected: String
    package let got: String
    /// The call up to there.
    package let transcript: [TranscriptLine]

    package var message: String { "expected \(expected); got \(got)" }
}

/// Runs one scenario: takes its acts in turn.
package struct ScenarioRun {
    private let acts: [Act]
    private let scenario: Scenario
    private let journal = ScenarioJournal()
    private var conversation: TextConversation
    private var watch: CallWatch
    private var tally: CoverageTally
    private var failures: [ScenarioFailure] = []
    private var hasBegun = false

    package init(_ prepared: PreparedScenario) {
        scenario = prepared.scenario
        acts = prepared.scenario.acts
        conversation = TextConversation(prepared.setup, journal: journal)
        watch = CallWatch(prepared.setup.prepared)
        tally = CoverageTally(prepared.setup.program)
    }

    /// Runs it to its end, or to a turn that the caller can't have any more.
    package mutating func result() -> ScenarioResult {
        for index in acts.indices {
            let act = acts[index]
            switch act.kind {
            case .circumstance(let circumstance): take(circumstance)
            case .turn(let input, let moment):
                begin(at: index)
                guard take(input, at: moment, act.position, next: nextMoment(after: index)) else {
                    return finished
                }
            case .expect(let expectations):
                begin(at: index)
                let check = ExpectationCheck(watch: watch, conversation: conversation, stored: journal.stored)
                for expectation in expectations {
                    guard let (expected, got) = check.mismatch(of: expectation) else { continue }
                    fail(expectation.position, expected: expected, got: got)
                }
            }
        }
        begin(at: acts.count)
        return finished
    }

    private var finished: ScenarioResult {
        ScenarioResult(
            scenario: scenario, failures: failures, outcome: conversation.outcome,
            transcript: conversation.transcript, tally: tally)
    }

    /// Answers the call once the circumstances that stand before the first turn are known.
    private mutating func begin(at index: Int) {
        guard !hasBegun else { return }
        hasBegun = true
        do throws(JournalFailure) {
            try conversation.begin(until: nextMoment(after: index - 1))
        } catch {
            fail(scenario.position, expected: "the call to begin", got: error.description)
        }
        see()
    }

    /// Where the next turn of the caller comes after an act.
    private func nextMoment(after index: Int) -> TextConversation.Moment? {
        for act in acts.dropFirst(index + 1) {
            if case .turn(_, let moment) = act.kind { return moment }
        }
        return nil
    }

    private mutating func take(_ circumstance: Circumstance) {
        switch circumstance {
        case .answers(let outcome): conversation.surroundings.answers = outcome
        case .beeps(let beeps): conversation.surroundings.hasTone = beeps
        case .comes(let outcome): conversation.surroundings.comes = outcome
        case .transfer(let outcome): conversation.surroundings.transfer = outcome
        case .store(let behaviour): journal.behave(behaviour)
        }
    }

    /// Whether the caller could have the turn.
    private mutating func take(
        _ input: TextConversation.Input, at moment: TextConversation.Moment?, _ position: SourcePosition,
        next: TextConversation.Moment?
    ) -> Bool {
        if conversation.hasEnded {
            fail(position, expected: "the call to go on", got: "its end: \(end)")
            return false
        }
        if let moment, !conversation.isInterruptible {
            fail(position, expected: "to come to \(moment.words)", got: "\(place) without it")
            return false
        }
        watch.callerTurn()
        conversation.take(input, until: next)
        see()
        return true
    }

    private mutating func see() {
        for exchange in conversation.drainExchanges() {
            watch.see(exchange)
            tally.see(exchange)
        }
    }

    private var end: String {
        conversation.outcome.map { "\($0.end.rawValue), \($0.disposition.word)" } ?? "none"
    }

    private var place: String { watch.path.last.map { "'\($0.flow).\($0.step)'" } ?? "no step" }

    private mutating func fail(_ position: SourcePosition, expected: String, got: String) {
        failures.append(
            ScenarioFailure(
                position: position, expected: expected, got: got, transcript: conversation.transcript))
    }
}

extension TextConversation.Moment {
    /// In words, for a failure.
    fileprivate var words: String {
        switch self {
        case .prompt(let prompt): "prompt '\(prompt)'"
        case .question: "a question"
        case .waiting: "waiting for somebody"
        case .storing: "storing something"
        case .transferring: "a transfer"
        }
    }
}
