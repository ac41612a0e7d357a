import Calls
import Dialog
import FlowFiles
import Foundation
import Scenarios

/// The flows of a folder, each in each of its languages, with made-up accounts.
enum SimulatedProject {
    /// Accounts for each flow and language: the amounts decide which ways a call may take.
    private static let accountsPerFlow: UInt64 = 12

    /// Throws what `check` would print, if the flows have errors.
    static func setups(folder: String) throws -> [CallSetup] {
        let project = ProgramLoader.loadAll(folder: folder)
        for diagnostic in project.diagnostics where diagnostic.severity == .error {
            StandardError.print(diagnostic.description)
        }
        guard !project.programs.isEmpty, !project.diagnostics.contains(where: { $0.severity == .error })
        else {
            throw CommandFailure(.findings, "promesa: error: '\(folder)' has no flows that can be called")
        }
        guard let today = LocalDate(iso: "2026-03-02") else { return [] }
        return try project.programs.flatMap { program in
            try program.root.languages.flatMap { language in
                try (1...accountsPerFlow).map { seed in
                    try setup(program, project.catalogue, language, today, seed)
                }
            }
        }
    }

    private static func setup(
        _ program: FlowProgram, _ catalogue: PromptCatalogue, _ language: LanguageTag, _ today: LocalDate,
        _ seed: UInt64
    ) throws -> CallSetup {
        let account = SyntheticAccount.account(
            for: program.root, language: language, currency: .usd, seed: seed)
        let organisation = SyntheticAccount.organisation(for: program.root)
        do throws(AccountRefusal) {
            return CallSetup(
                account: account.id, program: program, catalogue: catalogue, language: language,
                currency: account.currency,
                data: try CallDataBinding.bind(
                    program, account: account, organisation: organisation, today: today),
                today: today, seed: seed)
        } catch {
            throw CommandFailure(.findings, "promesa: error: \(error)")
        }
    }
}
