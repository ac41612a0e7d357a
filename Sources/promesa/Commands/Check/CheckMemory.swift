import Compliance
import Dialog

/// What was found of each flow in the check before, for flows of which nothing has changed since.
struct CheckMemory {
    private struct Known {
        let program: FlowProgram
        let catalogue: PromptCatalogue
        let policies: PolicyBook
        let date: LocalDate
        let check: FlowCheck
    }

    private var before: [Known] = []
    private var now: [Known] = []

    /// Forgets what the check before the last one found.
    mutating func begin() {
        before = now
        now = []
    }

    /// The check of a flow, from memory if the flow, its prompts and policies are the same to the last position.
    mutating func check(
        _ program: FlowProgram, _ catalogue: PromptCatalogue, _ policies: PolicyBook, _ input: CheckInput
    ) throws -> FlowCheck {
        let same = before.first {
            $0.program == program && $0.date == input.date && $0.policies == policies
                && $0.catalogue == catalogue
        }
        let check =
            try same?.check
            ?? FlowCheck(
                program, catalogue, policies: policies, on: input.date, all: input.all, models: input.models)
        now.append(
            Known(
                program: program, catalogue: catalogue, policies: policies, date: input.date, check: check))
        return check
    }
}
