package import Counterproof
package import Dialog
import Dispatch
import Synchronization

/// Many mutants of one flow, each tried on the prover and on a walk of every path.
package struct MutationTrials: Sendable {
    /// What all mutants of one kind, or of all kinds, came to.
    package struct Row: Sendable, Equatable {
        package fileprivate(set) var mutants = 0
        package fileprivate(set) var outcomes: [MutantVerdict.Outcome: Int] = [:]
        package fileprivate(set) var agreed = 0

        package subscript(outcome: MutantVerdict.Outcome) -> Int { outcomes[outcome] ?? 0 }

        fileprivate mutating func count(_ verdict: MutantVerdict) {
            mutants += 1
            outcomes[verdict.outcome, default: 0] += 1
            if verdict.isAgreed { agreed += 1 }
        }

        package static func + (left: Row, right: Row) -> Row {
            var sum = left
            sum.mutants += right.mutants
            sum.outcomes.merge(right.outcomes, uniquingKeysWith: +)
            sum.agreed += right.agreed
            return sum
        }
    }

    package struct Report: Sendable {
        package fileprivate(set) var rows: [MutationKind: Row] = [:]
        /// In the order of the mutants.
        package fileprivate(set) var disagreements: [MutantVerdict] = []

        package var total: Row { rows.values.reduce(Row(), +) }
    }

    private let program: FlowProgram
    private let catalogue: PromptCatalogue

    package init(_ program: FlowProgram, catalogue: PromptCatalogue) {
        self.program = program
        self.catalogue = catalogue
    }

    /// Tries as many mutants as `count`, if the flow has so many; the same on one core and on many.
    package func run(_ count: Int, seed: UInt64, workers: Int) -> Report {
        let mutants = Mutator.mutants(of: program, catalogue: catalogue, count: count, seed: seed)
        let verdicts = Mutex<[Int: MutantVerdict]>([:])
        DispatchQueue.concurrentPerform(iterations: max(1, workers)) { worker in
            for index in stride(from: worker, to: mutants.count, by: max(1, workers)) {
                let verdict = MutantVerdict(of: mutants[index])
                verdicts.withLock { $0[index] = verdict }
            }
        }
        var report = Report()
        for (_, verdict) in verdicts.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            report.rows[verdict.mutant.kind, default: Row()].count(verdict)
            if !verdict.isAgreed { report.disagreements.append(verdict) }
        }
        return report
    }
}
