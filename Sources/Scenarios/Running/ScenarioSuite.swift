package import Dialog
import Dispatch
import Synchronization

/// All scenarios of a run: read, bound to their programs, run, counted.
package struct ScenarioSuite: Sendable {
    /// Ready to run, in the order of the files.
    package let scenarios: [PreparedScenario]
    /// Scenarios that a filter left out.
    package let leftOut: Int
    package let diagnostics: [Diagnostic]
    /// The programs that scenarios run, by the path of their flow.
    private let programs: [(program: FlowProgram, catalogue: PromptCatalogue)]

    /// Reads scenario files and folders of them; `filter` keeps scenarios whose name, or whose file's path, has it.
    package static func load(_ paths: [String], filter: String? = nil) -> ScenarioSuite {
        let binder = ScenarioBinder()
        var diagnostics: [Diagnostic] = []
        var scenarios: [PreparedScenario] = []
        var leftOut = 0
        for path in paths.flatMap(ScenarioFile.paths) {
            let file = ScenarioFile.load(path: path)
            diagnostics += file.diagnostics
            for scenario in file.scenarios {
                if let filter, !scenario.name.contains(filter), !file.path.contains(filter) {
                    leftOut += 1
                } else if let prepared = binder.bind(scenario) {
                    scenarios.append(prepared)
                }
            }
        }
        return ScenarioSuite(
            scenarios: scenarios, leftOut: leftOut, diagnostics: diagnostics + binder.diagnostics,
            programs: binder.loaded)
    }

    /// Runs all of them on so many threads; the results are in the order of the scenarios.
    package func run(jobs: Int = 1) -> [ScenarioResult] {
        let count = scenarios.count
        let threads = max(1, min(jobs, count))
        guard threads > 1 else { return scenarios.map(Self.result) }
        let results = Mutex<[(Int, ScenarioResult)]>([])
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            // Every thread takes each n-th: neighbours are of one length.
            let own = stride(from: thread, to: count, by: threads).map { ($0, Self.result(scenarios[$0])) }
            results.withLock { $0 += own }
        }
        return results.withLock { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private static func result(_ scenario: PreparedScenario) -> ScenarioResult {
        var run = ScenarioRun(scenario)
        return run.result()
    }

    /// What the results cover of the programs.
    package func coverage(of results: [ScenarioResult]) -> CoverageReport {
        CoverageReport(
            maps: programs.map { CoverageMap($0.program, $0.catalogue) }, tallies: results.map(\.tally))
    }
}
