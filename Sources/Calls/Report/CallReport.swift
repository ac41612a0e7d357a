package import Dialog

/// A call as its report tells it, read from the files that its run left.
package struct CallReport: Sendable, Hashable {
    /// Nil where there is no outcome file: a journal alone doesn't say it.
    package let facts: ReportFacts?
    /// What was said, heard and done, in order.
    package let lines: [ReportLine]
    /// The steps of the flow that were entered, in order.
    package let visits: [ReportVisit]
    /// When the caller's side was withheld from the recording, because a secret was asked for.
    package let withheld: [MediaSpan]
    package let ending: ReportEnding?
    /// The latest media time of the journal, or the call's duration.
    package let durationMs: Int
}

/// A stretch of media time since answer, in milliseconds.
package struct MediaSpan: Sendable, Hashable {
    package var startMs: Int
    package var endMs: Int

    package init(startMs: Int, endMs: Int) {
        self.startMs = startMs
        self.endMs = endMs
    }
}

/// How a call ended and what it came to.
package struct ReportEnding: Sendable, Hashable {
    package let end: CallEnd
    package let disposition: Disposition
}

/// One line of the conversation.
package struct ReportLine: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case said(ReportUtterance)
        case heard(ReportTurn)
        case happened(ReportEvent)
    }

    /// From 1, in order.
    package let number: Int
    package var span: MediaSpan
    package var content: Content
}

/// What we said in one playback.
package struct ReportUtterance: Sendable, Hashable {
    package let prompts: [PromptID]
    /// The words of each prompt; empty if no transcript was kept.
    package let texts: [String]
    /// Whether something cut it before its end.
    package var wasCut: Bool
}

/// What the caller did, and what came of it.
package struct ReportTurn: Sendable, Hashable {
    package enum Understanding: Sendable, Hashable {
        /// The words, or the keys as they were pressed, and what they mean.
        case words(String, meaning: String?)
        /// An answer to a secret question: the verdict alone is known, and not always that.
        case secret(Verdict?)
        case nothing
        case silence
    }

    package let flow: FlowName
    package let step: StepID
    package let input: Turn.Input
    package let understanding: Understanding
    /// In 0…1; nil for keys and silence.
    package let confidence: Double?
    /// The outcome by which the step was left; nil if the question was put again.
    package var outcome: OutcomeName?
    /// Nil where the outcome file has none.
    package var gap: ResponseGap?
}

/// Something that is neither said nor heard.
package enum ReportEvent: Sendable, Hashable {
    case answered(WaitOutcome)
    /// A commit of that kind was stored, or not.
    case committed(String, outcome: OutcomeName, reference: String?)
    case transferred(TransferOutcome)
    case callerHungUp
    /// The call goes on in another language.
    case languageSwitched(LanguageTag)
    case fault(CallFault)
}

/// One stay in a step of a flow.
package struct ReportVisit: Sendable, Hashable {
    package let flow: FlowName
    package let step: StepID
    /// How many sub-flows deep, from 0.
    package let depth: Int
    package let atMs: Int
    /// Nil if the step has no named outcome, or the call ended in it.
    package var outcome: OutcomeName?
}
