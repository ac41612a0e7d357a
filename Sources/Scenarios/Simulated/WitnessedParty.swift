import Dialog

/// Who is on the line, as somebody who listens in can tell.
struct WitnessedParty: Sendable {
    private(set) var isIdentified = false
    private var passed: Set<FieldName> = []
    private var hasHeardNotice = false
    /// The identifying answer, or the verdict, that came last.
    private var claimed: OutcomeName?
    private var hasPassed = false

    var isVerified: Bool { isIdentified && !passed.isEmpty }

    var level: VerificationLevel? {
        guard isIdentified else { return nil }
        return passed.isEmpty ? .l0 : passed.count == 1 ? .l1 : .l2
    }

    /// What is missing before this person may hear of the debt.
    var shortcoming: String {
        if !isIdentified { return "has not said who they are" }
        return isVerified ? "has not heard the legal notice" : "has not proved who they are"
    }

    func mayHear(_ prompt: PromptID, _ catalogue: PromptCatalogue) -> Bool {
        guard isVerified else { return false }
        return hasHeardNotice || catalogue.declarations[prompt]?.says.contains(.legalNotice) == true
    }

    mutating func note(_ event: DialogEvent, at step: Step?) {
        claimed = nil
        hasPassed = false
        if case .verdict(.pass, _) = event { hasPassed = true }
        guard case .answer(let answer) = event, case .ask(let ask)? = step?.kind,
            let identifies = ask.identifies
        else {
            return
        }
        switch answer.meaning {
        case .value(.choice(let choice)): claimed = choice
        case .ambiguous(let values): claimed = values.contains(.choice(identifies)) ? identifies : nil
        // A yes may confirm the claim that was made before.
        case .value: claimed = identifies
        case .universal: claimed = nil
        }
    }

    mutating func left(_ id: StepID, _ outcome: OutcomeName, after event: DialogEvent, at step: Step?) {
        guard step?.id == id else { return }
        if case .ask(let ask)? = step?.kind, ask.identifies == outcome, claimed == outcome {
            isIdentified = true
        }
        if case .check(let check)? = step?.kind, outcome == "pass", hasPassed { passed.insert(check.against) }
    }

    /// A playback was heard to its end.
    mutating func heard(_ playback: Playback, _ catalogue: PromptCatalogue) {
        let says = playback.prompts.flatMap { catalogue.declarations[$0.prompt]?.says ?? [] }
        if isVerified, says.contains(.legalNotice) { hasHeardNotice = true }
    }

    /// What was said before was said in a language that the person doesn't want.
    mutating func languageChanged() { hasHeardNotice = false }

    /// Somebody else may be there from now on.
    mutating func changed() { self = WitnessedParty() }
}
