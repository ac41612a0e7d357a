extension DialogMachine {
    /// Where the conversation stands.
    enum State: Sendable {
        /// Before `answered`. Goes to the start step.
        case idle
        /// A `say` plays; only universals are heard. Goes on when the playback finishes.
        case saying(Saying)
        /// An `ask` or `check` plays its prompt or awaits the answer.
        case listening(Listening)
        /// The session finds out who is on the line. Goes on with `waitEnded`.
        case waiting(Wait)
        /// The store is making something durable. Goes on with `committed`; a hang-up waits for it.
        case committing(Committing)
        /// A doubtful opt-out is asked about. Goes on with the opt-out, or on a no with what it broke into.
        case doubting(Doubt)
        /// The call is being handed over. Goes on with `transferEnded`.
        case transferring(Transfer)
        /// The `end` effect has been given. Final.
        case ended
    }

    struct Saying: Sendable {
        let say: Say
        var playback: PlaybackID
        var universalUses: [UniversalName: Int] = [:]
    }

    struct Committing: Sendable {
        let commit: Commit
        let request: CommitRequest
        var next: Next = .outcome

        /// What follows the store's answer.
        enum Next: Sendable {
            /// The step's own edge.
            case outcome
            /// The caller asked for no more calls meanwhile.
            case optOut
            /// The caller may have asked for no more calls meanwhile.
            case doubtfulOptOut(PromptID)
            /// The call is over: the caller hung up, or a part of the system failed.
            case end(CallEnd)
            /// The call is over, and the caller's wish for no more calls is still to be stored.
            case storeOptOut(then: CallEnd)

            /// What follows once the caller has asked for no more calls beyond doubt.
            var withOptOut: Next {
                switch self {
                case .outcome, .optOut, .doubtfulOptOut: .optOut
                case .end(let callEnd), .storeOptOut(let callEnd): .storeOptOut(then: callEnd)
                }
            }
        }
    }

    /// A doubtful opt-out, until the caller has said whether it was meant.
    struct Doubt: Sendable {
        /// What the opt-out broke into, and what a no goes back to.
        enum Interrupted: Sendable {
            case listening(Listening)
            case saying(Saying)
            /// A step that was done with, and the outcome that it has.
            case left(OutcomeName, [OutcomeName: Target])
            case transferring(Transfer)

            /// Whether a secret was asked for.
            var isSecret: Bool {
                guard case .listening(let listening) = self else { return false }
                return switch listening.question {
                case .check: true
                case .ask(let ask): ask.isSecret
                }
            }
        }

        let interrupted: Interrupted
        var line: Line
    }

    /// The attempts of one entry of a listening step.
    struct Listening: Sendable {
        enum Question: Sendable {
            case ask(Ask)
            case check(Check)
        }
        /// What the caller is asked at this moment.
        enum Phase: Sendable {
            case answering
            /// "Is that right?" of a value, with readings still to be offered.
            case confirming(Value, alternatives: [Value])
        }
        let question: Question
        var phase: Phase = .answering
        /// The value to be confirmed is the nearest that fits, not what the caller said.
        var isCounterOffer = false
        var line: Line = .silent
        /// Index into the question's prompts.
        var attempt = 0
        var noInputs = 0
        var noMatches = 0
        /// Wrong answers to a `check`.
        var wrong = 0
        /// Unclear answers to a `check`.
        var unsure = 0
        /// Values that the caller said no to; not offered again.
        var rejected: [Value] = []
        /// The value that the caller said no to where it was read back; heard again, it is a mishearing.
        var skipped: Value?
        var universalUses: [UniversalName: Int] = [:]
        /// What was asked last, for `repeat`.
        var lastPrompts: [BoundPrompt] = []

        var bargeIn: BargeIn {
            switch question {
            case .ask(let ask): ask.bargeIn
            case .check(let check): check.bargeIn
            }
        }

        var prompts: [PromptID] {
            switch question {
            case .ask(let ask): ask.prompts
            case .check(let check): check.prompts
            }
        }
    }

    /// A running flow with its slots.
    struct Frame: Sendable {
        let flow: Flow
        var step: StepID
        var slots: [FieldName: Value] = [:]
        /// Slots that a read-back has confirmed since they were last assigned.
        var confirmed: Set<FieldName> = []
        /// The `ask` step that filled each slot last.
        var askedBy: [FieldName: StepID] = [:]
        /// The value of each slot that the caller said no to last, where it was read back.
        var rejected: [FieldName: Value] = [:]
        var inputs: [FieldName: Value] = [:]
        /// Inputs that stand for a secret of the call's data.
        var secrets: [FieldName: FieldName] = [:]

        init(flow: Flow) {
            self.flow = flow
            step = flow.start
        }
    }

    struct VisitedStep: Hashable, Sendable {
        let flow: FlowName
        let step: StepID
    }

    /// What is known of the person on the line.
    struct Party: Sendable {
        var isIdentified = false
        var passedSecrets: Set<FieldName> = []
        /// Wrong identity answers; these stay with the call, whoever speaks.
        var wrongAnswers = 0

        /// Nil for somebody who did not say to be the right party.
        var level: VerificationLevel? {
            guard isIdentified else { return nil }
            return passedSecrets.isEmpty ? .l0 : passedSecrets.count == 1 ? .l1 : .l2
        }

        var isVerified: Bool { isIdentified && !passedSecrets.isEmpty }

        mutating func forget() {
            isIdentified = false
            passedSecrets = []
        }
    }

    /// A machine that answered, and what it was told.
    struct AnsweringMachine: Sendable {
        /// Something was begun to be said to it.
        var isTold = false
        /// Its tone was heard last.
        var isRecording = false
    }

    var frame: Frame {
        get { frames[frames.count - 1] }
        set { frames[frames.count - 1] = newValue }
    }
}
