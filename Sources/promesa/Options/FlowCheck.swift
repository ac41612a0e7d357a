import Calls
import Compliance
import Dialog
import Speech

/// All that a flow must pass before it may run, beyond being well-formed.
struct FlowCheck {
    /// Violations of the flow's policy, and what the recogniser could not work with.
    let findings: [Diagnostic]
    /// What is told beside: words that are heard by a guess.
    let notes: [String]
    /// Nil if the flow names none that is known.
    let policy: PolicyInForce?

    /// Checks a flow by its policy as it is in force on a day.
    ///
    /// With `all`, also the violations that only follow from an earlier one. `models` hear the callers; nil for those
    /// of the environment.
    init(
        _ program: FlowProgram, _ catalogue: PromptCatalogue, policies: PolicyBook, on date: LocalDate,
        all: Bool = false, models: ConfiguredModels? = nil
    ) throws {
        let prover = ComplianceProver(program: program, catalogue: catalogue, policies: policies, on: date)
        let proved = prover.findings()
        let proofs = all ? proved : RootCauses(of: proved, under: prover.policy).findings
        let models = try models ?? .ofEnvironment()
        var failure: (any Error)?
        var notes: [String] = []
        let grammars = GrammarCheck.findings(program, catalogue) { words, language in
            do {
                let dictionary = try PronunciationDictionary.standard(for: language, models: models)
                notes += dictionary.guessedWords(in: words).map { word, phones in
                    "note: the word '\(word)' is in no dictionary of \(language); "
                        + "it is listened for as the synthetic voice says it: \(phones)"
                }
                return dictionary.missingWords(in: words)
            } catch {
                failure = error
                return []
            }
        }
        if let failure { throw CommandFailure(.environment, "promesa: error: \(failure)") }
        findings = proofs + grammars
        self.notes = notes
        policy = prover.policy
    }
}
