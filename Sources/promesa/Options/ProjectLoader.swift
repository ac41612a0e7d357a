import Audio
import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation

/// Loads the files of a call and refuses what must not run.
struct ProjectLoader {
    private let options: CallOptions

    init(_ options: CallOptions) { self.options = options }

    private var promptFolder: String { options.prompts ?? ProgramLoader.defaultPrompts(forFlow: options.flow) }

    /// A call that may be made; prints every problem there is and fails otherwise.
    func setup() throws -> CallSetup {
        let loaded = ProgramLoader.load(flowFile: options.flow, prompts: options.prompts)
        let organisation = OrganisationFile.load(options.organisation)
        let account = AccountFile.load(options.account)
        var diagnostics = loaded.diagnostics + organisation.diagnostics + account.diagnostics
        if let program = loaded.program {
            diagnostics += FlowCheck.findings(program, loaded.catalogue)
        }
        for diagnostic in diagnostics { StandardError.print(diagnostic.description) }
        guard !diagnostics.contains(where: { $0.severity == .error }), let program = loaded.program,
            let organisation = organisation.organisation, let account = account.account
        else { throw CommandFailure(.findings, "promesa: error: the call was not made; see the findings above") }
        let language = LanguageTag(options.language ?? account.language.rawValue)
        guard program.root.languages.contains(language) else {
            throw CommandFailure(
                .findings,
                "promesa: error: the flow '\(program.root.name)' doesn't speak \(language); it speaks "
                    + program.root.languages.map(\.rawValue).joined(separator: ", "))
        }
        do {
            let data = try CallDataBinding.bind(account, organisation, to: program)
            return CallSetup(
                account: account.id, program: program, catalogue: loaded.catalogue, language: language,
                currency: account.currency, data: data, today: try options.today, seed: options.seed,
                phone: account.phones.first?.number)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.findings, "promesa: error: \(options.account): \(error)")
        }
    }

    /// The recorded prompts of a language, read when first needed.
    func recordings(_ language: LanguageTag) -> @Sendable (String) -> [Int16]? {
        let folder = (promptFolder as NSString).appendingPathComponent(language.rawValue)
        return { name in
            try? AudioFile.read((folder as NSString).appendingPathComponent(name)).telephone()
        }
    }
}
