import Calls
import Dialog

/// What a scenario has seen of its call so far.
struct CallWatch {
    struct Said {
        let prompt: PromptID
        let text: String
        let isDebtUnverified: Bool
    }

    private(set) var said: [Said] = []
    /// How much of it was said before the caller's last turn.
    private(set) var saidBefore = 0
    private(set) var path: [(flow: FlowName, step: StepID)] = []
    private(set) var slots: [FieldName: Value] = [:]
    private let prepared: PreparedProgram

    init(_ prepared: PreparedProgram) { self.prepared = prepared }

    mutating func callerTurn() { saidBefore = said.count }

    mutating func see(_ exchange: TextConversation.Exchange) {
        for effect in exchange.effects {
            switch effect {
            case .entered(let flow, let step): path.append((flow, step))
            case .filled(let slot, let value): slots[slot] = value
            case .play, .stopPlayback, .resumePlayback, .listen, .stopListening, .startTimer, .cancelTimer,
                .wait, .commit, .left,
                .transfer, .cancelTransfer, .switchLanguage, .end:
                break
            }
        }
        let isVerified = exchange.verificationLevel.map { $0 >= .l1 } ?? false
        for prompt in exchange.spoken {
            let isDebt = !isVerified && prepared.isDebtContent(prompt)
            said.append(Said(prompt: prompt.prompt, text: prompt.text, isDebtUnverified: isDebt))
        }
    }

    func said(in span: Expectation.Span) -> ArraySlice<Said> {
        switch span {
        case .sinceTurn: said[saidBefore...]
        case .wholeCall: said[...]
        }
    }
}
