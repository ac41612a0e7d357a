import Compliance
import Dialog
import Foundation

/// Findings as SARIF 2.1.0 (OASIS), with each way as a code flow.
struct SARIFReport {
    private let findings: [Diagnostic]

    init(_ findings: [Diagnostic]) { self.findings = findings }

    /// Pretty-printed JSON with sorted keys and a final line end.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(log), as: UTF8.self) + "\n"
    }

    private var log: Log {
        let used = Set(findings.map { $0.rule ?? Self.unruled })
        var known: [String: Rule] = [:]
        for rule in CompliancePolicy.all.flatMap(\.rules) where known[rule.id.rawValue] == nil {
            known[rule.id.rawValue] = rule
        }
        let rules = used.sorted().map { id in
            ReportingDescriptor(
                id: id, shortDescription: Message(text: known[id]?.text ?? "The file is well-formed."),
                help: known[id].map { Message(text: "Source: \($0.source)") })
        }
        let driver = Driver(name: "promesa", rules: rules)
        return Log(runs: [Run(tool: Tool(driver: driver), results: findings.map(result))])
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
            ruleId: finding.rule ?? Self.unruled, level: finding.severity.rawValue,
            message: Message(text: text),
            locations: [Location(physicalLocation: finding.position.physicalLocation, message: nil)],
            codeFlows: steps.isEmpty ? nil : [CodeFlow(threadFlows: [ThreadFlow(locations: steps)])])
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
