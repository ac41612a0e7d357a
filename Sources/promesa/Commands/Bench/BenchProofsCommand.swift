import ArgumentParser
import Dialog
import FlowFiles
import Foundation
import Scenarios

/// `promesa bench proofs`: the prover against a walk of every path, on flows with one thing changed.
struct BenchProofsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proofs",
        abstract: "Change flows in one place, and check that the proofs see exactly what is wrong.",
        discussion: """
            Each flow is changed in one place, as a designer might by mistake: a notice left out, an edge led elsewhere,
            a debt word in a neutral prompt, a confirmation gone past. A walk of every path, which shares nothing with
            the prover but the flow, decides what the change breaks. The prover must say the same, rule by rule.

            Where the walk has too many positions to visit, the mutant is undecided: then the prover must find at least
            what the walk found.

            What the prover says of calls that enter a step more or less often than they can is caution, and counted
            apart: the walk found the same, and found it gone once it counted the visits.

            Exit codes: 0 they agree, but for caution · 1 they disagree, or the flows have errors.
            """)

    @Argument(help: "Folders of flows.", completion: .directory)
    var folders: [String] = ["Flows"]

    @Option(help: "How many mutants of each flow.")
    var mutants: Int = 500

    @Option(help: "The seed from which the changes follow.")
    var seed: UInt64 = 1

    @Option(help: "How many at a time; by default one for each processor.")
    var workers: Int?

    @Option(help: "After how many positions the walk of one mutant gives up.")
    var positions: Int = MutationTrials.usualPositions

    @Flag(help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        guard mutants >= 1 else { throw ValidationError("--mutants must be 1 or more.") }
        guard positions >= 1 else { throw ValidationError("--positions must be 1 or more.") }
        guard workers ?? 1 >= 1 else { throw ValidationError("--workers must be 1 or more.") }
    }

    func run() throws {
        var tables: [MutationTable] = []
        for folder in folders {
            let project = ProgramLoader.loadAll(folder: folder)
            for diagnostic in project.diagnostics where diagnostic.severity == .error {
                StandardError.print(diagnostic.description)
            }
            guard !project.programs.isEmpty, !project.diagnostics.contains(where: { $0.severity == .error })
            else {
                throw CommandFailure(
                    .findings,
                    "promesa: error: '\(folder)' has no flows that can be changed; run promesa check")
            }
            let policies = PolicyFile.load(folder: PolicyFile.defaultFolder(forFlows: folder)).policies
            for program in project.programs {
                let trials = MutationTrials(
                    program, catalogue: project.catalogue, policies: policies, on: try CallOptions.todayHere()
                )
                let report = trials.run(
                    mutants, seed: seed, workers: workers ?? ProcessInfo.processInfo.activeProcessorCount,
                    positions: positions)
                let table = MutationTable(flow: program.root.name.rawValue, report: report)
                if !json { print(table.text + "\n") }
                tables.append(table)
            }
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(tables.map(\.document)), as: UTF8.self))
        }
        if tables.contains(where: \.hasDisagreements) {
            throw ExitCode(CommandFailure.Code.findings.rawValue)
        }
    }
}
