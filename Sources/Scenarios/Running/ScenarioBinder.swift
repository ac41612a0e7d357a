import Calls
package import Dialog
import FlowFiles

/// Finds the files that scenarios name, each once, and what is wrong with the names in them.
///
/// A reference shared by one load; it never leaves the thread that loads.
package final class ScenarioBinder {
    private let findings = Findings()
    private var programs: [ProgramKey: LoadedProgram] = [:]
    private var prepared: [PreparedKey: PreparedProgram] = [:]
    private var accounts: [String: Account?] = [:]
    private var organisations: [String: Organisation?] = [:]
    private var holidays: [String: LoadedHolidays] = [:]

    private struct ProgramKey: Hashable {
        let flow: String
        let prompts: String?
    }

    private struct PreparedKey: Hashable {
        let program: ProgramKey
        let language: LanguageTag
    }

    package init() {}

    /// Every problem so far.
    package var diagnostics: [Diagnostic] { findings.diagnostics.sortedByPosition() }

    /// The programs that were loaded, by the path of their flow.
    package var loaded: [(program: FlowProgram, catalogue: PromptCatalogue)] {
        programs.sorted { $0.key.flow < $1.key.flow }.compactMap { _, loaded in
            loaded.program.map { ($0, loaded.catalogue) }
        }
    }

    /// The scenario, ready to run; nil if something is missing, which is reported.
    package func bind(_ scenario: Scenario) -> PreparedScenario? {
        let basis = scenario.basis
        let missing = [
            ("flow", basis.flow == nil), ("account", basis.account == nil),
            ("organisation", basis.organisation == nil), ("date", basis.date == nil),
        ].filter(\.1).map { "'\($0.0)'" }
        guard missing.isEmpty, let flow = basis.flow, let file = basis.account,
            let facts = basis.organisation, let date = basis.date
        else {
            findings.error(
                scenario.position,
                "the scenario '\(scenario.name.shortened)' needs \(missing.joined(separator: ", ")), here or under "
                    + "'defaults'")
            return nil
        }
        let key = ProgramKey(flow: path(flow), prompts: basis.prompts.map(path))
        let loaded = program(key, for: flow)
        let account = account(file)
        let organisation = organisation(facts)
        guard let program = loaded.program, let account, let organisation else { return nil }
        NameCheck(program: program, catalogue: loaded.catalogue, findings: findings).check(scenario)
        let language = basis.language.map { LanguageTag($0.text) } ?? account.language
        guard program.root.languages.contains(language) else {
            let spoken = program.root.languages.map(\.rawValue).joined(separator: ", ")
            findings.error(
                basis.language?.position ?? scenario.position,
                "the flow '\(program.root.name)' doesn't speak \(language); it speaks \(spoken)")
            return nil
        }
        let calendar: CallCalendar
        do throws(CalendarProblem) {
            calendar = try CallCalendarBinding.bind(
                program, account: account, organisation: organisation,
                holidays: holidays(besideFlow: key.flow)[account.country], today: date)
        } catch {
            findings.error(flow.position, error.description)
            return nil
        }
        return bind(scenario, key, loaded, program, account, organisation, date, language, calendar)
    }

    private func bind(
        _ scenario: Scenario, _ key: ProgramKey, _ loaded: LoadedProgram, _ program: FlowProgram,
        _ account: Account, _ organisation: Organisation, _ date: LocalDate, _ language: LanguageTag,
        _ calendar: CallCalendar
    ) -> PreparedScenario? {
        let changed = changed(account, by: scenario.basis, program)
        do throws(AccountRefusal) {
            let data = try CallDataBinding.bind(
                program, account: changed, organisation: organisation, today: date)
            let preparedKey = PreparedKey(program: key, language: language)
            let shared = prepared[preparedKey] ?? PreparedProgram(program, loaded.catalogue, language)
            prepared[preparedKey] = shared
            return PreparedScenario(
                scenario,
                CallSetup(
                    account: changed.id, debtor: changed.debtor, prepared: shared, currency: changed.currency,
                    data: data, today: date, seed: scenario.basis.seed ?? 1,
                    phone: changed.phones.first?.number, calendar: calendar))
        } catch {
            for line in error.description.split(separator: "\n") {
                findings.error(scenario.basis.account?.position ?? scenario.position, String(line))
            }
            return nil
        }
    }

    /// A path of a scenario file, from where we are.
    private func path(_ entry: CallBasis.Entry) -> String {
        if entry.text.hasPrefix("/") { return entry.text }
        return ScenarioPath.joined(ProjectFiles.folder(of: entry.position.file), entry.text)
    }

    private func program(_ key: ProgramKey, for entry: CallBasis.Entry) -> LoadedProgram {
        if let known = programs[key] { return known }
        let loaded = ProgramLoader.load(flowFile: key.flow, prompts: key.prompts)
        programs[key] = loaded
        let errors = loaded.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty {
            findings.error(
                entry.position, "the flow '\(entry.text)' has errors",
                notes: errors.map(\.description))
        }
        return loaded
    }

    private func account(_ entry: CallBasis.Entry) -> Account? {
        let path = path(entry)
        if let known = accounts[path] { return known }
        do throws(AccountFileFailure) {
            let account = try AccountFile.load(path: path)
            accounts[path] = account
            return account
        } catch {
            findings.error(entry.position, "the account can't be used", notes: [error.description])
            accounts[path] = .some(nil)
            return nil
        }
    }

    /// The holidays by country, as a call of the flow would find them.
    private func holidays(besideFlow flow: String) -> [String: Holidays] {
        let folder = HolidayFile.defaultFolder(forFlow: flow)
        if let known = holidays[folder] { return known.holidays }
        let loaded = HolidayFile.loadAll(folder: folder)
        holidays[folder] = loaded
        for problem in loaded.diagnostics {
            findings.error(problem.position, problem.message, notes: problem.notes)
        }
        return loaded.holidays
    }

    private func organisation(_ entry: CallBasis.Entry) -> Organisation? {
        let path = path(entry)
        if let known = organisations[path] { return known }
        let loaded = OrganisationFile.load(path: path)
        organisations[path] = loaded.organisation
        if loaded.organisation == nil {
            findings.error(
                entry.position, "the organisation can't be used", notes: loaded.diagnostics.map(\.description)
            )
        }
        return loaded.organisation
    }

    /// The account with the data that the scenario changes.
    private func changed(_ account: Account, by basis: CallBasis, _ program: FlowProgram) -> Account {
        guard !basis.data.isEmpty || !basis.without.isEmpty else { return account }
        let fields = program.root.fields.filter { $0.origin == .account }.map(\.name)
        let known = Set(account.values.keys).union(fields)
        for (name, position) in basis.data.map({ ($0.key, $0.value.position) }) + basis.without.map({ $0 })
        where !known.contains(name) {
            let hint = Spelling.hint(for: name.rawValue, among: known.map(\.rawValue))
            findings.error(position, "neither the account nor the flow has a datum '\(name)'\(hint)")
        }
        var values = account.values
        for (name, entry) in basis.data { values[name] = .text(entry.text) }
        for name in basis.without.keys { values[name] = nil }
        return Account(
            id: account.id, debtor: account.debtor, language: account.language, timeZone: account.timeZone,
            currency: account.currency, country: account.country, phones: account.phones,
            flags: account.flags, isInitialCommunication: account.isInitialCommunication, values: values)
    }
}

/// Joins paths as they are shown: `Tests/Scenarios` and `../../Flows/x.yaml` give `Flows/x.yaml`.
enum ScenarioPath {
    static func joined(_ folder: String, _ path: String) -> String {
        var parts = folder == "." ? [] : folder.split(separator: "/", omittingEmptySubsequences: false)
        for part in path.split(separator: "/") {
            switch part {
            case ".": break
            case "..":
                if let last = parts.last, last != "..", !last.isEmpty {
                    parts.removeLast()
                } else {
                    parts.append(part)
                }
            default: parts.append(part)
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
