import ArgumentParser
import Dialog
import Foundation
import Speech

/// `promesa doctor`: whether this machine has what calls need.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say whether this machine has what calls need, and what to install.",
        discussion: "Exit code 3 if something is missing.")

    @Option(help: ArgumentHelp("The language of the calls.", valueName: "tag"))
    var language: String = "en-US"

    @OptionGroup var speech: SpeechModelOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    private struct Item: Encodable {
        let name: String
        let ok: Bool
        let detail: String
        let install: String?
    }

    func run() throws {
        let facts = SpeechEnvironment.facts(for: [LanguageTag(language)], models: try speech.models())
        let items = facts.map { fact in
            let package: String? = if case .missing(let package) = fact.state { package } else { nil }
            return Item(name: fact.name, ok: fact.isPresent, detail: fact.detail, install: package)
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(["facts": items]), as: UTF8.self))
        } else {
            for item in items { show(item) }
        }
        if items.contains(where: { !$0.ok }) { throw ExitCode(CommandFailure.Code.environment.rawValue) }
    }

    private func show(_ item: Item) {
        print("\(item.ok ? "ok     " : "MISSING")  \(item.name): \(item.detail)")
        if let package = item.install { print("         install it with: apt-get install \(package)") }
    }
}
