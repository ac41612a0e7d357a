package import Calls
package import Dialog
import Dispatch
import Synchronization

/// Many random callers over several calls, on every core.
package struct CallerTrials: Sendable {
    /// A caller in whose call a rule was broken.
    package struct Finding: Sendable {
        package let seed: UInt64
        package let flow: FlowName
        package let language: LanguageTag
        package let violation: String
        /// The fewest moves that still break the rule, and the events that came of them.
        package let moves: [CallerMove]
        package let events: [SimulatedLine.Sent]
    }

    /// What all calls together came to.
    package struct Report: Sendable {
        package fileprivate(set) var calls = 0
        package fileprivate(set) var events = 0
        package fileprivate(set) var promises = 0
        package fileprivate(set) var replays = 0
        package fileprivate(set) var dispositions: [Disposition: Int] = [:]
        package fileprivate(set) var ends: [CallEnd: Int] = [:]
        /// Steps that were entered, as `flow/step`.
        package fileprivate(set) var entered: Set<String> = []
        /// The first ones, in order of their seeds.
        package fileprivate(set) var findings: [Finding] = []
    }

    /// More findings than these tell nothing new.
    private static let findingsLimit = 5
    /// Every so manieth call is replayed from its journal.
    private static let replayedOneIn: UInt64 = 50

    private let calls: [SimulatedCall]

    package init(_ setups: [CallSetup]) { calls = setups.map { SimulatedCall($0) } }

    /// Tries as many callers as `count`, with seeds from `seed` on; the same on one core and on many.
    package func run(_ count: Int, seed: UInt64, workers: Int) -> Report {
        let total = Mutex(Report())
        let workers = max(1, min(workers, count))
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            var part = Report()
            for index in stride(from: worker, to: count, by: workers)
            where part.findings.count < Self.findingsLimit {
                attempt(seed &+ UInt64(index), &part)
            }
            total.withLock { $0.add(part) }
        }
        var report = total.withLock { $0 }
        report.findings.sort { $0.seed < $1.seed }
        report.findings.removeLast(max(0, report.findings.count - Self.findingsLimit))
        return report
    }

    /// Every step of the flows that are tried, as `flow/step`.
    package var steps: Set<String> {
        Set(
            calls.flatMap { call in
                let program = call.setup.program
                return ([program.root] + program.subFlows.values).flatMap { flow in
                    flow.steps.map { "\(flow.name)/\($0.id)" }
                }
            })
    }

    private func attempt(_ seed: UInt64, _ report: inout Report) {
        guard !calls.isEmpty else { return }
        let call = calls[Int(seed % UInt64(calls.count))]
        let result = call.run(seed: seed)
        report.count(result)
        var violation = result.violations.first
        var moves = result.moves
        if violation != nil {
            moves = call.shrink(moves)
        } else if seed % Self.replayedOneIn == 0 {
            report.replays += 1
            violation = Self.problemOfReplaying(result, of: call.setup)
        }
        guard let violation else { return }
        report.findings.append(
            Finding(
                seed: seed, flow: call.setup.program.root.name, language: call.setup.language,
                violation: violation,
                moves: moves, events: call.run(moves).line.sent))
    }

    /// Why the journal of a call doesn't replay to the same; nil if it does.
    private static func problemOfReplaying(_ result: SimulatedCall.Result, of setup: CallSetup) -> String? {
        var line = result.line
        do {
            let journal = try JournalText(lines: line.drainJournal().map(\.json))
            switch try JournalReplay(journal, with: setup).ending {
            case .complete, .withheld: return nil
            case .brokenOff: return "the journal breaks off"
            case .different(let difference): return "the replay differs from line \(difference.line) on"
            }
        } catch {
            return "the journal can't be read: \(error)"
        }
    }
}

extension CallerTrials.Report {
    fileprivate mutating func count(_ result: SimulatedCall.Result) {
        calls += 1
        events += result.line.sent.count
        promises += result.line.observer.promises
        entered.formUnion(result.line.observer.entered)
        guard let (end, disposition) = result.line.end else { return }
        ends[end, default: 0] += 1
        dispositions[disposition, default: 0] += 1
    }

    fileprivate mutating func add(_ other: Self) {
        calls += other.calls
        events += other.events
        promises += other.promises
        replays += other.replays
        dispositions.merge(other.dispositions, uniquingKeysWith: +)
        ends.merge(other.ends, uniquingKeysWith: +)
        entered.formUnion(other.entered)
        findings += other.findings
    }
}
