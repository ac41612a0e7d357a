import Audio
import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation

/// The flows of a service, loaded and proved, with what calls in them need of the organisation.
struct ServiceFlows: Sendable {
    struct Flow: Sendable {
        let program: FlowProgram
        let catalogue: PromptCatalogue
        let policy: PolicyInForce?
        /// By language.
        let prepared: [LanguageTag: PreparedProgram]
        /// Rules that it breaks and is allowed to.
        let unsafeAllowed: [String]
    }

    let organisation: Organisation
    let holidays: [String: Holidays]
    /// By file.
    let flows: [String: Flow]
    let accounts: AccountFolder

    /// Loads everything that a configuration names; prints every problem, and fails if there is an error.
    ///
    /// `allowed` are rules that the flows may break.
    init(_ configuration: ServiceConfiguration, on date: LocalDate, allowed: AllowedRules? = nil) throws {
        let organisation = OrganisationFile.load(path: configuration.organisation)
        let files = Set(configuration.routes.map(\.flow) + (configuration.dial?.flows ?? [])).sorted()
        var diagnostics = organisation.diagnostics
        var flows: [String: Flow] = [:]
        var holidays: [String: Holidays] = [:]
        for file in files {
            let loaded = ProgramLoader.load(flowFile: file, prompts: configuration.prompts)
            diagnostics += loaded.diagnostics
            let days = HolidayFile.loadAll(
                folder: configuration.holidays ?? HolidayFile.defaultFolder(forFlow: file))
            diagnostics += days.diagnostics
            holidays.merge(days.holidays) { $1 }
            guard let program = loaded.program else { continue }
            if let organisation = organisation.organisation {
                diagnostics += CallDataBinding.missing(in: organisation, for: program).map { field in
                    Diagnostic(
                        field.position, .error,
                        "the organisation ('\(configuration.organisation)') has no '\(field.name)', which each call needs"
                    )
                }
            }
            let policies = PolicyFile.load(
                folder: configuration.policies ?? PolicyFile.defaultFolder(forFlow: file))
            let check = try FlowCheck(
                program, loaded.catalogue, policies: policies.policies, on: date, all: allowed != nil,
                models: .ofEnvironment(over: configuration.speech))
            var verdict = AllowedRules.Verdict(findings: check.findings, broken: [])
            if let allowed, let policy = check.policy {
                verdict = try allowed.apply(to: check.findings, under: policy)
            }
            diagnostics += policies.diagnostics + verdict.findings
            let prepared = program.root.languages.map { language in
                (language, PreparedProgram(program, loaded.catalogue, language))
            }
            flows[file] = Flow(
                program: program, catalogue: loaded.catalogue, policy: check.policy,
                prepared: Dictionary(uniqueKeysWithValues: prepared), unsafeAllowed: verdict.broken)
        }
        diagnostics += Self.languages(configuration.routes, flows)
        for diagnostic in diagnostics.sortedByPosition() { StandardError.print(diagnostic.description) }
        guard !diagnostics.hasErrors, let organisation = organisation.organisation else {
            throw CommandFailure(.findings, "promesa: error: the flows can't be used; see the findings above")
        }
        self.organisation = organisation
        self.holidays = holidays
        self.flows = flows
        do {
            accounts = try AccountFolder(configuration.accounts)
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    /// The languages that calls may be in.
    var languages: [LanguageTag] {
        var seen: Set<LanguageTag> = []
        return flows.sorted { $0.key < $1.key }.flatMap(\.value.program.root.languages)
            .filter { seen.insert($0).inserted }
    }

    private static func languages(_ routes: [ServiceRoute], _ flows: [String: Flow]) -> [Diagnostic] {
        routes.compactMap { route in
            guard let language = route.language, let flow = flows[route.flow],
                !flow.program.root.languages.contains(language)
            else { return nil }
            let spoken = flow.program.root.languages.map(\.rawValue).joined(separator: ", ")
            return Diagnostic(
                route.position, .error,
                "the flow '\(flow.program.root.name)' doesn't speak \(language); it speaks \(spoken)")
        }
    }
}
