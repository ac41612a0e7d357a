import Compliance
import Dialog
import Foundation

/// Findings as SARIF 2.1.0 (OASIS), with each way as a code flow.
struct SARIFReport {
    private let findings: [Diagnostic]
    private let rules: [Compliance.Rule]
    private let notes: PolicyNotes

    /// A report of findings under these rules, with what is waived of them.
    init(_ findings: [Diagnostic], rules: [Compliance.Rule], notes: PolicyNotes) {
        self.findings = findings
        self.rules = rules
        self.notes = notes
    }

    /// Pretty-printed JSON with sorted keys and a final line end.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(log), as: UTF8.self) + "\n"
    }

    private var log: Log {
        let waivers = notes.waiverDocuments
        let used = Set(findings.map { $0.rule ?? Self.unruled } + waivers.map(\.rule))
        let known = Dictionary(
            rules.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
        let descriptors = used.sorted().map { id in
            ReportingDescriptor(
                id: id, shortDescription: Message(text: known[id]?.text ?? "The file is well-formed."),
                help: known[id].map { Message(text: "Source: \($0.source)") })
        }
        let driver = Driver(name: "promesa", rules: descriptors)
        let results = findings.map(result) + waivers.map(result)
        return Log(runs: [Run(tool: Tool(driver: driver), results: results)])
    }

    /// What is wrong with a file before any rule applies.
    private static let unruled = "syntax"

    private func result(_ finding: Diagnostic) -> Result {
        let text = ([finding.message] + finding.notes).joined(separator: "\n")
        let steps = finding.trail.map { move in
            ThreadFlowLocation(
                location: Location(
                    physicalLocation: (move.position ?? finding.position).physicalLocation,
                    message: Message(text: move.words)))
        }
        return Result(
            ruleId: finding.rule ?? Self.unruled, kind: nil, level: finding.severity.rawValue,
            message: Message(text: text),
            locations: [Location(physicalLocation: finding.position.physicalLocation, message: nil)],
            codeFlows: steps.isEmpty ? nil : [CodeFlow(threadFlows: [ThreadFlow(locations: steps)])])
    }
}

extension SARIFReport {
    /// A waiver, for the reader of a review; it fails nothing.
    private func result(_ waiver: PolicyNotes.WaiverDocument) -> Result {
        let end = waiver.until.map { " until \($0)" } ?? ""
        let text =
            "Waived: '\(waiver.parameter)' is \(waiver.value) instead of \(waiver.instead)\(end), by \(waiver.by) on "
            + "\(waiver.on): \(waiver.because)"
        let position = SourcePosition(file: waiver.file, line: waiver.line, column: waiver.column)
        return Result(
            ruleId: waiver.rule, kind: "informational", level: "none", message: Message(text: text),
            locations: [Location(physicalLocation: position.physicalLocation, message: nil)], codeFlows: nil)
    }
}

extension SourcePosition {
    fileprivate var physicalLocation: SARIFReport.PhysicalLocation {
        SARIFReport.PhysicalLocation(
            artifactLocation: SARIFReport.ArtifactLocation(uri: file),
            region: SARIFReport.Region(startLine: max(line, 1), startColumn: max(column, 1)))
    }
}

// The objects of the format that a report has, by the format's own names.
extension SARIFReport {
    struct Log: Encodable {
        let schema = "https://json.schemastore.org/sarif-2.1.0.json"
        let version = "2.1.0"
        let runs: [Run]

        enum CodingKeys: String, CodingKey {
            case schema = "$schema"
            case version, runs
        }
    }

    struct Run: Encodable {
        let tool: Tool
        let results: [Result]
        let columnKind = "unicodeCodePoints"
    }

    struct Tool: Encodable { let driver: Driver }

    struct Driver: Encodable {
        let name: String
        let rules: [ReportingDescriptor]
    }

    struct ReportingDescriptor: Encodable {
        let id: String
        let shortDescription: Message
        let help: Message?
    }

    struct Result: Encodable {
        let ruleId: String
        /// Left out where a finding fails, as the format has it by default.
        let kind: String?
        let level: String
        let message: Message
        let locations: [Location]
        let codeFlows: [CodeFlow]?
    }

    struct Message: Encodable { let text: String }

    struct Location: Encodable {
        let physicalLocation: PhysicalLocation
        let message: Message?
    }

    struct PhysicalLocation: Encodable {
        let artifactLocation: ArtifactLocation
        let region: Region
    }

    struct ArtifactLocation: Encodable { let uri: String }

    struct Region: Encodable {
        let startLine: Int
        let startColumn: Int
    }

    struct CodeFlow: Encodable { let threadFlows: [ThreadFlow] }
    struct ThreadFlow: Encodable { let locations: [ThreadFlowLocation] }
    struct ThreadFlowLocation: Encodable { let location: Location }
}
