package import Dialog
import SpokenForms

extension TextConversation {
    /// What the person at the keyboard does.
    package enum Input: Sendable, Hashable {
        /// Words, heard with that confidence, in 0…1.
        case words(String, confidence: Double = 1)
        case keys(String)
        /// Something that can't be made out.
        case unclear
        case silence
        case hangUp
        /// Not the caller: a part of the system fails now.
        case fault(CallFault)
    }

    /// When the caller's turn is, if not after the question.
    package enum Moment: Sendable, Hashable {
        /// While a prompt plays.
        case prompt(PromptID)
        /// While the next question is being put.
        case question
        /// While it isn't known yet who is on the line.
        case waiting
        /// While something is being made durable.
        case storing
        /// While the agent's telephone rings.
        case transferring
    }

    /// What a call meets that neither caller nor flow decides.
    package struct Surroundings: Sendable, Hashable {
        /// Who or what answers the call.
        package var answers: WaitOutcome
        /// Who comes when another person is waited for; `person` or `silence`.
        package var comes: WaitOutcome
        /// Whether a machine that answered sends its tone.
        package var hasTone: Bool
        package var transfer: TransferOutcome

        package init(
            answers: WaitOutcome = .person, comes: WaitOutcome = .person, hasTone: Bool = true,
            transfer: TransferOutcome = .connected
        ) {
            self.answers = answers
            self.comes = comes
            self.hasTone = hasTone
            self.transfer = transfer
        }

        func outcome(of purpose: Wait.Purpose) -> WaitOutcome {
            switch purpose {
            case .greeting: answers
            case .person: comes
            case .beep: hasTone ? .beep : .noBeep
            }
        }
    }

    /// One event with everything that the machine did about it.
    package struct Exchange: Sendable {
        package let event: DialogEvent
        package let effects: [DialogEffect]
        package let departures: [Departure]
        /// What was said as its effect.
        package let spoken: [RenderedPrompt]
        /// How surely the person on the line was known then.
        package let verificationLevel: VerificationLevel?
    }

    /// What a turn of the caller is to the machine; nothing if nobody would notice it.
    mutating func events(of input: Input, isTiming: Bool) -> [DialogEvent] {
        switch input {
        case .hangUp: [.callerHungUp]
        case .fault(let fault): [.fault(fault)]
        case .silence: isTiming ? [.timerFired(.noInput)] : []
        case .unclear: spoken(nil, confidence: 1)
        case .words(let text, let confidence):
            spoken(TypedInput.words(text, in: conversation.language), confidence: confidence)
        case .keys(let keys): keyed(keys)
        }
    }

    private mutating func spoken(_ words: [String]?, confidence: Double) -> [DialogEvent] {
        guard let request = conversation.listening else { return [.speechStarted] }
        let grammar = try? conversation.grammar(for: request)
        let meaning = words.flatMap { grammar?.interpret($0) }
        let answer = conversation.event(
            for: meaning, request, mode: .speech, confidence: confidence,
            words: words?.joined(separator: " ") ?? "")
        // What is said into a prompt that speech may not cut is no answer to it; only commands count.
        guard playing == nil || request.bargeIn == .speech else {
            if case .universal? = meaning, let answer { return [answer] }
            return []
        }
        return [.speechStarted] + [answer].compactMap { $0 }
    }

    private mutating func keyed(_ keys: String) -> [DialogEvent] {
        guard let request = conversation.listening else { return [.keyPressed] }
        let meaning = (try? conversation.keyGrammar(for: request))?.interpret(keys: keys)
        let answer = conversation.event(
            for: meaning, request, mode: .keys, confidence: 1, words: keys)
        return [.keyPressed] + [answer].compactMap { $0 }
    }
}
