package import Calls
package import Dialog

/// One call as a test: what it starts from, what the caller does, and what is expected of it.
package struct Scenario: Sendable {
    package let name: String
    /// Of its `scenario:`.
    package let position: SourcePosition
    package let basis: CallBasis
    /// In order; what is expected of the whole call comes last.
    package let acts: [Act]
}

/// One thing that happens in a scenario.
package struct Act: Sendable {
    package enum Kind: Sendable {
        /// The caller's turn, where the conversation awaits it or at an earlier moment.
        case turn(TextConversation.Input, at: TextConversation.Moment?)
        /// From now on the call meets this.
        case circumstance(Circumstance)
        case expect([Expectation])
    }

    package let kind: Kind
    package let position: SourcePosition
}

/// What a call meets that neither caller nor flow decides.
package enum Circumstance: Sendable, Hashable {
    case answers(WaitOutcome)
    case comes(WaitOutcome)
    /// Whether a machine that answered sends its tone.
    case beeps(Bool)
    case transfer(TransferOutcome)
    case store(StoreBehaviour)
}

/// What becomes of something that the flow wants to be made durable.
package enum StoreBehaviour: String, Sendable, Hashable, CaseIterable {
    case works
    case fails
    /// The account has an open promise, or the request was stored before.
    case duplicate
}

/// What a call starts from, as a file says it; nil is told elsewhere, or by default.
package struct CallBasis: Sendable {
    /// Text with the place where it is written.
    package struct Entry: Sendable, Hashable {
        package let text: String
        package let position: SourcePosition
    }

    package var flow: Entry?
    package var prompts: Entry?
    package var account: Entry?
    /// Data that differ from the account's; by name.
    package var data: [FieldName: Entry] = [:]
    /// Data of the account that are left out.
    package var without: [FieldName: SourcePosition] = [:]
    package var organisation: Entry?
    package var date: LocalDate?
    package var language: Entry?
    package var seed: UInt64?

    /// With everything filled in that is not told here.
    package func completed(by other: CallBasis) -> CallBasis {
        var basis = self
        basis.flow = flow ?? other.flow
        basis.prompts = prompts ?? other.prompts
        basis.account = account ?? other.account
        basis.data = data.merging(other.data) { own, _ in own }
        basis.without = without.merging(other.without) { own, _ in own }
        for name in data.keys { basis.without[name] = nil }
        for name in without.keys { basis.data[name] = nil }
        basis.organisation = organisation ?? other.organisation
        basis.date = date ?? other.date
        basis.language = language ?? other.language
        basis.seed = seed ?? other.seed
        return basis
    }
}
