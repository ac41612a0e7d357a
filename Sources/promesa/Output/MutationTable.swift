import Counterproof
import Foundation
import Scenarios

/// What mutants of a flow showed of the prover, by kind, for a person and for a program.
struct MutationTable {
    let flow: String
    let report: MutationTrials.Report

    /// Whether the prover misses anything that a call can do wrong, or says what no call does whatever its bounds.
    var hasDisagreements: Bool { !report.disagreements.isEmpty }

    private static let columns = [
        "mutants", "invalid", "violating", "clean", "undecided", "agreed", "cautious",
    ]

    private static func cells(_ row: MutationTrials.Row) -> [Int] {
        [row.mutants, row[.invalid], row[.violating], row[.clean], row[.undecided], row.agreed, row.cautious]
    }

    private var kinds: [(name: String, row: MutationTrials.Row)] {
        MutationKind.allCases.compactMap { kind in report.rows[kind].map { (kind.rawValue, $0) } }
    }

    var text: String {
        let width = kinds.map(\.name.count).max() ?? 0
        func line(_ name: String, _ cells: [String]) -> String {
            let numbers = zip(cells, Self.columns).map { cell, column in
                String(repeating: " ", count: max(0, column.count - cell.count)) + cell
            }
            return ([name.padding(toLength: max(width, 1), withPad: " ", startingAt: 0)] + numbers)
                .joined(separator: "  ")
        }
        var lines = [line(flow, Self.columns)]
        lines += kinds.map { line($0.name, Self.cells($0.row).map(String.init)) }
        lines.append(line("all", Self.cells(report.total).map(String.init)))
        lines.append("")
        lines += report.violated.sorted { $0.key < $1.key }.map { "\($0.value) mutants break \($0.key)" }
        lines.append("\(report.boundedAway) would break a rule if visits had no bounds")
        for (mutant, trial) in report.disagreements.map({ ($0.mutant, $0.trial) }) {
            lines.append("\n\(mutant.kind.rawValue): \(mutant.change)")
            lines += trial.disagreements.map { "    \($0)" }
        }
        for (mutant, trial) in report.cautious.map({ ($0.mutant, $0.trial) }) {
            lines.append("\ncautious, \(mutant.kind.rawValue): \(mutant.change)")
            lines += trial.cautious.map { "    only without bounds of visits: \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    struct Document: Encodable {
        struct Row: Encodable {
            let kind: String
            let mutants, invalid, violating, clean, undecided, agreed, cautious: Int
        }

        struct Disagreement: Encodable {
            let kind: String
            let change: String
            let differences: [String]
        }

        let flow: String
        let rows: [Row]
        let disagreements: [Disagreement]
        let cautious: [Disagreement]
    }

    var document: Document {
        Document(
            flow: flow,
            rows: kinds.map { name, row in
                Document.Row(
                    kind: name, mutants: row.mutants, invalid: row[.invalid], violating: row[.violating],
                    clean: row[.clean], undecided: row[.undecided], agreed: row.agreed,
                    cautious: row.cautious)
            },
            disagreements: report.disagreements.map {
                Document.Disagreement(
                    kind: $0.mutant.kind.rawValue, change: $0.mutant.change,
                    differences: $0.trial.disagreements)
            },
            cautious: report.cautious.map {
                Document.Disagreement(
                    kind: $0.mutant.kind.rawValue, change: $0.mutant.change,
                    differences: $0.trial.cautious.map(\.description))
            })
    }
}
