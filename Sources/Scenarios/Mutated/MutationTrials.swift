package import Compliance
package import Counterproof
package import Dialog
import Dispatch
import Synchronization

/// Many mutants of one flow, each tried on the prover and on a walk of every path.
package struct MutationTrials: Sendable {
    /// What all mutants of one kind, or of all kinds, came to.
    package struct Row: Sendable, Equatable {
        package fileprivate(set) var mutants = 0
        package fileprivate(set) var outcomes: [ProofTrial.Outcome: Int] = [:]
        /// Mutants of which the prover and the walk say the same.
        package fileprivate(set) var agreed = 0
        /// Mutants of which the prover says more, and only what bounds of visits rule out.
        package fileprivate(set) var cautious = 0

        package subscript(outcome: ProofTrial.Outcome) -> Int { outcomes[outcome] ?? 0 }

        fileprivate mutating func count(_ trial: ProofTrial) {
            mutants += 1
            outcomes[trial.outcome, default: 0] += 1
            guard trial.isAgreed else { return }
            if trial.cautious.isEmpty { agreed += 1 } else { cautious += 1 }
        }

        package static func + (left: Row, right: Row) -> Row {
            var sum = left
            sum.mutants += right.mutants
            sum.outcomes.merge(right.outcomes, uniquingKeysWith: +)
            sum.agreed += right.agreed
            sum.cautious += right.cautious
            return sum
        }
    }

    /// A mutant and what was found of it.
    package struct Case: Sendable {
        package let mutant: Mutant
        package let trial: ProofTrial
    }

    package struct Report: Sendable {
        package fileprivate(set) var rows: [MutationKind: Row] = [:]
        /// Mutants of which the two say different things, in the order of the mutants.
        package fileprivate(set) var disagreements: [Case] = []
        /// Mutants of which the prover says more from caution alone, in the order of the mutants.
        package fileprivate(set) var cautious: [Case] = []
        /// How many mutants violate each check.
        package fileprivate(set) var violated: [String: Int] = [:]
        /// Mutants of which something is wrong only on paths that bounds of visits rule out.
        package fileprivate(set) var boundedAway = 0

        package var total: Row { rows.values.reduce(Row(), +) }
    }

    /// After how many positions the walk of one mutant gives up, if nothing else is said.
    package static let usualPositions = 400_000

    private let program: FlowProgram
    private let catalogue: PromptCatalogue
    private let policies: PolicyBook
    private let date: LocalDate

    /// Trials under the program's policy as it is in force on a day.
    package init(
        _ program: FlowProgram, catalogue: PromptCatalogue, policies: PolicyBook, on date: LocalDate
    ) {
        self.program = program
        self.catalogue = catalogue
        self.policies = policies
        self.date = date
    }

    /// Tries as many mutants as `count`, if the flow has so many, each with a walk of at most `positions`; the same on one
    /// core and on many.
    package func run(
        _ count: Int, seed: UInt64, workers: Int, positions: Int = usualPositions
    ) -> Report {
        let mutants = Mutator.mutants(of: program, catalogue: catalogue, count: count, seed: seed)
        let trials = Mutex<[Int: ProofTrial]>([:])
        DispatchQueue.concurrentPerform(iterations: max(1, workers)) { worker in
            for index in stride(from: worker, to: mutants.count, by: max(1, workers)) {
                let trial = ProofTrial(
                    mutants[index].program, catalogue: mutants[index].catalogue, policies: policies, on: date,
                    positions: positions)
                trials.withLock { $0[index] = trial }
            }
        }
        var report = Report()
        for (index, trial) in trials.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            report.rows[mutants[index].kind, default: Row()].count(trial)
            for check in trial.violated { report.violated[check, default: 0] += 1 }
            if !trial.impossible.isEmpty { report.boundedAway += 1 }
            let tried = Case(mutant: mutants[index], trial: trial)
            if !trial.isAgreed {
                report.disagreements.append(tried)
            } else if !trial.cautious.isEmpty {
                report.cautious.append(tried)
            }
        }
        return report
    }
}
