import Audio
import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation

/// Loads the files of a call and refuses what must not run.
struct ProjectLoader {
    /// The files of a call, and what else it starts from.
    struct Choice {
        var flow: String
        var account: String
        var organisation: String
        var prompts: String?
        /// By default the folder `Holidays` beside the flow's.
        var holidays: String?
        /// By default the folder `Policies` beside the flow's.
        var policies: String?
        /// By default the account's.
        var language: String?
        var seed: UInt64
        /// By default today in this machine's time zone.
        var today: LocalDate?
        /// What a call may break; by default nothing.
        var allowed: AllowedRules?
        /// Nil for the models of the environment.
        var speech: SpeechModelOptions?
    }

    /// Whether the flow is proved before it is used.
    enum Proof { case required, notRequired }

    let options: Choice

    init(_ options: Choice) { self.options = options }

    init(options: CallOptions) { self.init(options.choice) }

    /// A call that may be made; prints every problem there is and fails otherwise.
    func setup(proof: Proof = .required) throws -> CallSetup {
        let loaded = ProgramLoader.load(flowFile: options.flow, prompts: options.prompts)
        let organisation = OrganisationFile.load(path: options.organisation)
        let holidays = HolidayFile.loadAll(
            folder: options.holidays ?? HolidayFile.defaultFolder(forFlow: options.flow))
        let today = try options.today ?? CallOptions.todayHere()
        var diagnostics = loaded.diagnostics + organisation.diagnostics + holidays.diagnostics
        let file = Result { () throws(AccountFileFailure) in try AccountFile.load(path: options.account) }
        var broken: [String] = []
        if proof == .required, let program = loaded.program {
            let verdict = try check(program, loaded.catalogue, of: try? file.get(), on: today)
            diagnostics += verdict.findings
            broken = verdict.broken
        }
        for diagnostic in diagnostics { StandardError.print(diagnostic.description) }
        let account = try refusing { () throws(AccountFileFailure) in try file.get() }
        guard !diagnostics.contains(where: { $0.severity == .error }), let program = loaded.program,
            let organisation = organisation.organisation
        else {
            throw CommandFailure(.findings, "promesa: error: the call was not made; see the findings above")
        }
        let language = try language(of: account, program)
        let data = try refusing { () throws(AccountRefusal) in
            try CallDataBinding.bind(program, account: account, organisation: organisation, today: today)
        }
        let calendar = try refusing { () throws(CalendarProblem) in
            try CallCalendarBinding.bind(
                program, account: account, organisation: organisation,
                holidays: holidays.holidays[account.country], today: today)
        }
        return CallSetup(
            account: account.id, debtor: account.debtor, program: program, catalogue: loaded.catalogue,
            language: language, currency: account.currency, data: data, today: today, seed: options.seed,
            phone: account.phones.first?.number, calendar: calendar, unsafeAllowed: broken)
    }

    private func check(
        _ program: FlowProgram, _ catalogue: PromptCatalogue, of account: Account?, on date: LocalDate
    ) throws -> AllowedRules.Verdict {
        let policies = PolicyFile.load(
            folder: options.policies ?? PolicyFile.defaultFolder(forFlow: options.flow))
        // What only follows from another finding is broken too, and must be named.
        let check = try FlowCheck(
            program, catalogue, policies: policies.policies, on: date, all: options.allowed != nil,
            models: options.speech?.models())
        let place = SourcePosition(file: options.account, line: 1, column: 1)
        let refusal = account.flatMap { check.policy?.refusal(of: $0, at: place) }
        let findings = policies.diagnostics + check.findings + [refusal].compactMap(\.self)
        guard let allowed = options.allowed, let policy = check.policy else {
            return AllowedRules.Verdict(findings: findings, broken: [])
        }
        return try allowed.apply(to: findings, under: policy)
    }

    private func language(of account: Account, _ program: FlowProgram) throws -> LanguageTag {
        let language = LanguageTag(options.language ?? account.language.rawValue)
        guard program.root.languages.contains(language) else {
            let spoken = program.root.languages.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(
                .findings,
                "\(options.flow): error: the flow '\(program.root.name)' doesn't speak \(language); it speaks \(spoken)"
            )
        }
        return language
    }

    private func refusing<T, Failure: Error>(_ make: () throws(Failure) -> T) throws -> T {
        do {
            return try make()
        } catch let failure as AccountRefusal {
            throw CommandFailure(.findings, "\(options.account): error: \(failure)")
        } catch let problem as CalendarProblem {
            throw CommandFailure(.findings, "\(options.account): error: \(problem)")
        } catch {
            throw CommandFailure(.findings, "\(error)")
        }
    }

    /// The recorded prompts by path and language, each read when it is first needed.
    var recordings: @Sendable (String, LanguageTag) -> [Int16]? {
        PromptRecordings.reader(
            folder: options.prompts ?? ProgramLoader.defaultPrompts(forFlow: options.flow))
    }
}

/// The recorded prompts of a folder.
enum PromptRecordings {
    /// Gives the samples (8 kHz) of a recording by path and language; nil if it can't be read.
    static func reader(folder: String) -> @Sendable (String, LanguageTag) -> [Int16]? {
        { name, language in
            let recordings = (folder as NSString).appendingPathComponent(language.rawValue)
            return try? AudioFile.read((recordings as NSString).appendingPathComponent(name)).telephone()
        }
    }
}
