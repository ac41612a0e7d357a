import ArgumentParser
import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import Glibc

/// `promesa bench check`: how long flows of many steps take to be checked.
struct BenchCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Measure how the time of a check grows with the steps of a flow.",
        discussion: """
            Writes flows of several shapes with more and more steps, and checks each as `promesa check` does: files read,
            proofs, grammars, pronunciations. Times are of the processor, so that other work on the machine doesn't count. The
            last column is the exponent by which the time grew since the size before: 1 is linear.
            """)

    @Option(help: "How many steps, from few to many.", transform: BenchCheckCommand.sizes)
    var steps: [Int] = [125, 250, 500, 1_000, 2_000, 4_000]

    @Option(help: "Only this shape: chain, menus, retries, sub-flows or slots.")
    var shape: GeneratedProject.Shape?

    @Flag(help: "Print the result as JSON.")
    var json = false

    private static func sizes(_ text: String) throws -> [Int] {
        let sizes = text.split(separator: ",").map { Int($0) ?? 0 }
        guard !sizes.isEmpty, sizes.allSatisfy({ (1...100_000).contains($0) }) else {
            throw ValidationError("--steps takes numbers such as 125,250,500.")
        }
        return sizes
    }

    /// One flow that was checked.
    private struct Row: Encodable {
        let shape: String
        let steps: Int
        let findings: Int
        let readMilliseconds: Double
        let proofMilliseconds: Double
        let grammarMilliseconds: Double
        var totalMilliseconds: Double { readMilliseconds + proofMilliseconds + grammarMilliseconds }
    }

    func run() throws {
        var rows: [Row] = []
        if !json { print("shape       steps  findings   read ms  proofs ms  grammars ms  total ms  growth") }
        for shape in shape.map({ [$0] }) ?? GeneratedProject.Shape.allCases {
            var before: Row?
            for count in steps {
                let row = try measure(shape, count)
                if !json { print(Self.line(row, after: before)) }
                rows.append(row)
                before = row
            }
        }
        guard json else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        print(String(decoding: try encoder.encode(rows), as: UTF8.self))
    }

    private func measure(_ shape: GeneratedProject.Shape, _ count: Int) throws -> Row {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "promesa-check-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let flow = try GeneratedProject(shape, steps: count).write(to: folder)
        var loaded = ProgramLoader.load(flowFile: flow)
        let read = Self.processorTime { loaded = ProgramLoader.load(flowFile: flow) }
        guard let program = loaded.program else {
            let problems = loaded.diagnostics.prefix(5).map(\.description).joined(separator: "\n")
            throw CommandFailure(.findings, "promesa: error: a generated flow can't be read:\n\(problems)")
        }
        let date = try CallOptions.todayHere()
        var findings: [Diagnostic] = []
        let proofs = Self.processorTime {
            findings = ComplianceProver(
                program: program, catalogue: loaded.catalogue, policies: PolicyFile.shipped, on: date
            ).findings()
        }
        let whole = try Self.processorTime {
            findings = try FlowCheck(
                program, loaded.catalogue, policies: PolicyFile.shipped, on: date
            ).findings
        }
        return Row(
            shape: shape.rawValue, steps: program.flows.reduce(0) { $0 + $1.steps.count },
            findings: findings.count, readMilliseconds: read / .milliseconds(1),
            proofMilliseconds: proofs / .milliseconds(1),
            grammarMilliseconds: max(0, (whole - proofs) / .milliseconds(1)))
    }

    /// How long the processor worked on it.
    private static func processorTime(of work: () throws -> Void) rethrows -> Duration {
        func used() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        let before = used()
        try work()
        return used() - before
    }

    private static func line(_ row: Row, after before: Row?) -> String {
        func cell(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        func rounded(_ number: Double) -> String { String(format: "%.1f", number) }
        let growth = before.map { before in
            log(row.totalMilliseconds / before.totalMilliseconds)
                / log(Double(row.steps) / Double(before.steps))
        }
        return row.shape.padding(toLength: 10, withPad: " ", startingAt: 0) + cell("\(row.steps)", 7)
            + cell("\(row.findings)", 10) + cell(rounded(row.readMilliseconds), 10)
            + cell(rounded(row.proofMilliseconds), 11) + cell(rounded(row.grammarMilliseconds), 13)
            + cell(rounded(row.totalMilliseconds), 10)
            + cell(growth.map { String(format: "%.2f", $0) } ?? "", 8)
    }
}

extension GeneratedProject.Shape: ExpressibleByArgument {}
