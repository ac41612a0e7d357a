import ArgumentParser
import Foundation
import MediaAdapters

/// `promesa bench fuzz`: damaged input for everything that reads from the network.
struct BenchFuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Feed damaged input to everything that reads from the network.",
        discussion: """
            Inputs that are in order are damaged: bytes are changed, cut, inserted and repeated. Whatever comes, a reader must not
            fall over, and what it takes must hold what --list says. The same seed gives the same damage.

            Whoever breaks is printed with the input in hexadecimal.

            EXAMPLE
              promesa bench fuzz --mutations 1000000 --target rtp --target sdp

            Exit codes: 0 all that must hold did · 1 something didn't.
            """)

    @Option(name: .customLong("target"), help: ArgumentHelp("A reader; by default all.", valueName: "name"))
    var targets: [String] = []

    @Option(help: "Damaged inputs for each.")
    var mutations = 100_000

    @Option(help: "The seed of the damage.")
    var seed: UInt64 = 1

    @Flag(help: "Only say what the readers are, and what must hold of each.")
    var list = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard (1...1_000_000_000).contains(mutations) else {
            throw ValidationError("--mutations must be 1 to 1000000000.")
        }
        let known = FuzzTarget.all.map(\.name)
        if let unknown = targets.first(where: { !known.contains($0) }) {
            throw ValidationError(
                "there is no target '\(unknown)'; there are \(known.joined(separator: ", ")).")
        }
    }

    func run() throws {
        let chosen = FuzzTarget.all.filter { targets.isEmpty || targets.contains($0.name) }
        if list {
            for target in chosen { print("\(Self.column(target.name))\(target.subject)") }
            return
        }
        let clock = ContinuousClock()
        var reports: [FuzzRun.Report] = []
        for target in chosen {
            let begin = clock.now
            let report = FuzzRun(target).run(mutations, seed: seed)
            reports.append(report)
            if !json { print(Self.line(report, took: clock.now - begin)) }
        }
        if json { try printJSON(reports) }
        let isBroken = reports.contains { !$0.findings.isEmpty }
        if isBroken { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }

    private static func column(_ name: String) -> String {
        name + String(repeating: " ", count: max(13 - name.count, 1))
    }

    private static func line(_ report: FuzzRun.Report, took: Duration) -> String {
        let seconds = took.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        let head =
            "\(column(report.target))\(report.mutations) mutations, seed \(report.seed): \(report.accepted) accepted, "
            + "\(report.refused) refused, \(report.findings.count) broken, in \(seconds)"
        let findings = report.findings.map { "\n  mutation \($0.number): \($0.why)\n    \($0.input)" }
        return head + findings.joined()
    }

    private func printJSON(_ reports: [FuzzRun.Report]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(reports), as: UTF8.self))
    }
}
