import Calls
import Compliance
import Dialog
import Speech

/// All that a flow must pass before it may run, beyond being well-formed.
enum FlowCheck {
    /// Violations of the flow's policy, and what the recogniser could not work with.
    static func findings(_ program: FlowProgram, _ catalogue: PromptCatalogue) throws -> [Diagnostic] {
        let proofs = ComplianceProver(program: program, catalogue: catalogue).findings()
        var failure: (any Error)?
        let grammars = GrammarCheck.findings(program, catalogue) { words, language in
            do {
                return try PronunciationDictionary.standard(for: language).missingWords(in: words)
            } catch {
                failure = error
                return []
            }
        }
        if let failure { throw CommandFailure(.environment, "promesa: error: \(failure)") }
        return proofs + grammars
    }
}
