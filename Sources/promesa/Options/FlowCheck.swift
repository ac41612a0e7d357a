import Calls
import Compliance
import Dialog
import Speech

/// All that a flow must pass before it may run, beyond being well-formed.
enum FlowCheck {
    /// Violations of the flow's policy, and what the recogniser could not work with.
    ///
    /// With `all`, also the violations that only follow from an earlier one.
    static func findings(
        _ program: FlowProgram, _ catalogue: PromptCatalogue, all: Bool = false
    ) throws -> [Diagnostic] {
        let proved = ComplianceProver(program: program, catalogue: catalogue).findings()
        let proofs = all ? proved : RootCauses(of: proved).findings
        let models = try ConfiguredModels.ofEnvironment()
        var failure: (any Error)?
        let grammars = GrammarCheck.findings(program, catalogue) { words, language in
            do {
                return try PronunciationDictionary.standard(for: language, models: models)
                    .missingWords(in: words)
            } catch {
                failure = error
                return []
            }
        }
        if let failure { throw CommandFailure(.environment, "promesa: error: \(failure)") }
        return proofs + grammars
    }
}
