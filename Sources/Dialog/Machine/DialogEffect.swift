/// What the conversation wants done: the output of `DialogMachine`, performed in order.
package enum DialogEffect: Sendable, Hashable {
    /// A step was entered; for the journal, the guard and the transcript.
    case entered(FlowName, StepID)
    case play(Playback)
    /// Stops the playback; no `playbackFinished` follows, unless it is resumed.
    case stopPlayback
    /// Goes on with the playback that was stopped last, from a little before where it stopped.
    case resumePlayback(PlaybackID)
    /// Hears from now on what the request asks for, in place of what was heard before.
    case listen(ListenRequest)
    case stopListening
    case startTimer(DialogTimer, after: Duration)
    case cancelTimer(DialogTimer)
    case wait(Wait.Purpose, timeout: Duration)
    /// Makes it durable and answers with `committed`.
    case commit(CommitRequest)
    /// Speaks and listens in that language from now on.
    case switchLanguage(LanguageTag)
    /// A slot took a value (its outcome is journalled masked if `isSecret`).
    case filled(FieldName, Value)
    /// A step was left by this outcome.
    case left(StepID, OutcomeName)
    case transfer(destination: String)
    /// Takes the attempted transfer back; no `transferEnded` follows.
    case cancelTransfer
    /// The last effect of every call.
    case end(CallEnd, Disposition)
}

/// Prompts to be played in order, with the values that they interpolate.
package struct Playback: Sendable, Hashable {
    package let id: PlaybackID
    package let prompts: [BoundPrompt]
    package let bargeIn: BargeIn
    package init(id: PlaybackID, prompts: [BoundPrompt], bargeIn: BargeIn) {
        self.id = id
        self.prompts = prompts
        self.bargeIn = bargeIn
    }
}

/// A prompt with the values in whose scope it is spoken.
package struct BoundPrompt: Sendable, Hashable {
    package let prompt: PromptID
    /// What the prompt's step can refer to and is set; never a secret.
    package let values: [FieldName: Value]
    package init(_ prompt: PromptID, values: [FieldName: Value] = [:]) {
        self.prompt = prompt
        self.values = values
    }
}

/// What to listen for.
package struct ListenRequest: Sendable, Hashable {
    package enum Purpose: Sendable, Hashable {
        /// Nothing but the universals, while a prompt plays.
        case universals
        case answer(AskType)
        /// The yes or no to a confirmation of values of these types: "no, the twentieth" corrects one.
        case confirmation(of: [AskType])
        /// An answer to be compared with a secret of the call's data.
        case secret(FieldName, CheckType)
    }

    package let purpose: Purpose
    package let universals: [UniversalName]
    package let bargeIn: BargeIn
    package let acceptsKeys: Bool
    /// Nothing of the answer may be journalled or recorded.
    package let isSecret: Bool
    /// What "all of it" and "half" are of: the datum or slot that is the most that the question takes; nil if there is none.
    package let whole: Money?
    /// What the caller said no to: if it is heard again, what else may have been said is wanted with it.
    ///
    /// It changes nothing of what is listened for.
    package var rejected: [Value]

    package init(
        purpose: Purpose, universals: [UniversalName], bargeIn: BargeIn, acceptsKeys: Bool, isSecret: Bool,
        whole: Money? = nil, rejected: [Value] = []
    ) {
        self.purpose = purpose
        self.universals = universals
        self.bargeIn = bargeIn
        self.acceptsKeys = acceptsKeys
        self.isSecret = isSecret
        self.whole = whole
        self.rejected = rejected
    }
}

/// What is to be made durable.
package enum CommitRequest: Sendable, Hashable {
    /// Confirmed by the caller's yes to the read-back that was the last prompt.
    case promise(PromiseKind, instalments: [Instalment])
    case callBack(on: LocalDate?, at: LocalTime?)
    case stopCalling
    case dispute
    case flag(Disposition)
}
