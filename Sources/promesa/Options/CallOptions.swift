import ArgumentParser
import Calls
import Dialog
import Foundation

/// What `call` and `chat` need to know of a call.
struct CallOptions: ParsableArguments {
    @Argument(
        help: "The flow file, such as Flows/early-recovery.yaml.", completion: .file(extensions: ["yaml"]))
    var flow: String

    @Option(help: ArgumentHelp("The account, a JSON file (docs/account.schema.json).", valueName: "file"))
    var account: String

    @Option(help: ArgumentHelp("The facts about your company.", valueName: "file"))
    var organisation: String

    @Option(
        help: ArgumentHelp(
            "The prompts; by default the folder Prompts beside the flow's folder.", valueName: "folder"))
    var prompts: String?

    @Option(
        help: ArgumentHelp(
            "The holidays by country; by default the folder Holidays beside the flow's folder.",
            valueName: "folder"))
    var holidays: String?

    @Option(
        help: ArgumentHelp(
            "Your own policies; by default the folder Policies beside the flow's folder.", valueName: "folder"
        ))
    var policies: String?

    @Option(help: ArgumentHelp("The call's local date, YYYY-MM-DD; by default today's.", valueName: "date"))
    var date: String?

    @Option(help: ArgumentHelp("The language of the call; by default the account's.", valueName: "tag"))
    var language: String?

    @Option(help: "Chooses among prompt variants and names the call; equal seeds give equal calls.")
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Make the call although the flow breaks these rules, such as F13,U2. The journal says so. What the "
                + "running call refuses to say is refused all the same.", valueName: "rules"))
    var unsafeAllow: String?

    @Option(
        help: ArgumentHelp(
            "How an attempted transfer turns out: \(Self.transferNames).", valueName: "outcome"))
    var transfer: String = TransferOutcome.connected.rawValue

    @OptionGroup var speech: SpeechModelOptions

    private static let transferNames = TransferOutcome.allCases.map(\.rawValue).joined(separator: ", ")

    func validate() throws {
        if let date, LocalDate(iso: date) == nil {
            throw ValidationError("'\(date)' is no date; write it as 2026-03-15.")
        }
        if let unsafeAllow, AllowedRules(unsafeAllow) == nil {
            throw ValidationError("'\(unsafeAllow)' is no list of rules; write it as F13,U2.")
        }
        guard TransferOutcome(rawValue: transfer) != nil else {
            throw ValidationError(
                "'\(transfer)' is no outcome of a transfer; choose one of: \(Self.transferNames).")
        }
    }

    var transferOutcome: TransferOutcome { TransferOutcome(rawValue: transfer) ?? .connected }

    var choice: ProjectLoader.Choice {
        ProjectLoader.Choice(
            flow: flow, account: account, organisation: organisation, prompts: prompts,
            holidays: holidays, policies: policies, language: language, seed: seed,
            today: date.flatMap { LocalDate(iso: $0) },
            allowed: unsafeAllow.flatMap { AllowedRules($0) }, speech: speech)
    }

    /// Today in this machine's time zone.
    static func todayHere() throws -> LocalDate {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        guard let year = parts.year, let month = parts.month, let day = parts.day,
            let today = LocalDate(year: year, month: month, day: day)
        else {
            throw CommandFailure(
                .environment, "promesa: error: this machine's clock gives no date; use --date")
        }
        return today
    }
}
