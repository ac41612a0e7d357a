/// What happens to a conversation: the input of `DialogMachine`.
package enum DialogEvent: Sendable, Hashable {
    /// The call was answered; the first event of every call.
    case answered
    /// A `wait` step learned who or what is on the line.
    case waitEnded(WaitOutcome)
    /// Our last sample of a playback was sent, counted in frames.
    case playbackFinished(PlaybackID)
    /// The caller began to speak (not a click, a cough or our own echo).
    case speechStarted
    /// What began as speech came to nothing: a sound too short to be a word, in which none was heard.
    case falseStart
    /// The caller pressed the first key of an entry.
    case keyPressed
    /// The caller said or keyed something that the grammar takes.
    case answer(Answer)
    /// The caller said or keyed something that no grammar takes.
    case noMatch(InputMode)
    /// A timer ran out that an effect started.
    case timerFired(DialogTimer)
    /// The answer to an identity question was compared with the secret.
    case verdict(Verdict, InputMode)
    case committed(CommitOutcome)
    case transferEnded(TransferOutcome)
    case callerHungUp
    /// A part of the system failed; the conversation cannot go on as it was.
    case fault(CallFault)
}

/// Identifies one playback of a call, from 1.
package struct PlaybackID: Hashable, Sendable, CustomStringConvertible {
    package let number: Int
    package init(_ number: Int) { self.number = number }
    package var description: String { String(number) }
}

package enum InputMode: String, Sendable, Hashable { case speech, keys }

/// What the caller's input means, by the grammar that was active.
package struct Answer: Sendable, Hashable {
    package enum Meaning: Sendable, Hashable {
        /// A value of the type that is asked for.
        case value(Value)
        /// Several readings, the likeliest first; the machine asks which.
        ///
        /// Of one utterance's words; or, where the words mean a value that the caller has rejected, of what else the
        /// recogniser holds possible, the rejected value first. Rejected values are passed over.
        case ambiguous([Value])
        case universal(UniversalName)

        /// The values that it may be; none for a command.
        package var values: [Value] {
            switch self {
            case .value(let value): [value]
            case .ambiguous(let values): values
            case .universal: []
            }
        }
    }

    package let meaning: Meaning
    package let mode: InputMode
    /// In 0…1; keys are 1.
    ///
    /// Of a rejected value with others it is that of the first other one.
    package let confidence: Double
    /// As recognised, or the keys; empty in a secret step.
    package let words: String

    package init(_ meaning: Meaning, mode: InputMode = .speech, confidence: Double = 1, words: String = "") {
        self.meaning = meaning
        self.mode = mode
        self.confidence = Self.journalled(confidence)
        self.words = words
    }

    /// In 0…1 and to three places, so that a journal says exactly what the machine was told.
    private static func journalled(_ confidence: Double) -> Double {
        guard confidence > 0 else { return 0 }
        return min((confidence * 1_000).rounded() / 1_000, 1)
    }
}

/// The comparison of an answer with a secret; the answer itself goes no further.
package enum Verdict: String, Sendable, Hashable, CaseIterable {
    case pass, fail
    /// Not understood well enough to say; not a wrong answer.
    case unsure
}

package enum WaitOutcome: String, Sendable, Hashable, CaseIterable {
    case person, silence, machine, fax
    /// A machine's tone is over, and it records.
    case beep
    case noBeep = "no_beep"

    /// Whether no person hears what is said next.
    package var isMachine: Bool {
        switch self {
        case .machine, .fax, .beep, .noBeep: true
        case .person, .silence: false
        }
    }
}

package enum CommitOutcome: Sendable, Hashable {
    /// Durable; a promise has a reference.
    case done(reference: String?)
    case failed
    /// The account already has an open promise.
    case duplicate
}

package enum TransferOutcome: String, Sendable, Hashable, CaseIterable {
    case connected, busy, closed, failed
    case noAnswer = "no_answer"
}

/// A part of the system that failed during a call.
package enum CallFault: String, Sendable, Hashable, CaseIterable {
    case recognizer, synthesizer, media
    /// The disclosure guard refused a prompt: the flow or the engine is broken, and the call must end.
    case disclosureRefused = "disclosure_refused"
}

/// A time-out that an effect starts and an event reports.
package enum DialogTimer: String, Sendable, Hashable, CaseIterable {
    /// Silence after the end of the prompt.
    case noInput = "no_input"
    /// A transfer that nobody answers.
    case transfer
}
