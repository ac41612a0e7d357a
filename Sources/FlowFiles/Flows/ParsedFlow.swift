package import Dialog

/// One flow file, read: the flow as far as it could be understood, and every problem that the file alone shows.
package struct ParsedFlow: Sendable {
    /// Nil if the file's frame is broken; steps with problems are left out.
    package let flow: Flow?
    /// Sorted by position.
    package let diagnostics: [Diagnostic]
    /// Whether inputs and outcomes are what the author wrote, so that its callers can be checked against them.
    let hasSoundInterface: Bool
    /// What only the whole project can check.
    let links: FlowLinks
    /// What its steps can refer to.
    let symbols: FlowSymbols
}

/// The places in a flow file of what other files declare.
struct FlowLinks: Sendable {
    /// A prompt that the flow names.
    struct PromptUse: Sendable {
        /// Whose values the prompt can speak.
        enum Scope: Sendable { case step, flowDefaults, universal }
        let prompt: PromptID
        let position: SourcePosition
        let scope: Scope
    }

    /// Where the parts of a step stand.
    struct StepPlaces: Sendable {
        var keys: [String: SourcePosition] = [:]
        var outcomes: [OutcomeName: SourcePosition] = [:]
        var inputs: [FieldName: SourcePosition] = [:]
        /// The prompts of a listening step.
        var promptPositions: [PromptID: SourcePosition] = [:]
    }

    var promptUses: [PromptUse] = []
    var places: [StepID: StepPlaces] = [:]
    /// Where the names stand that `languages` lists.
    var languagePositions: [LanguageTag: SourcePosition] = [:]

    func place(_ step: Step, _ key: String) -> SourcePosition { places[step.id]?.keys[key] ?? step.position }
}
