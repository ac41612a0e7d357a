import Dialog
import Foundation

/// What a check found, for a program.
struct CheckDocument: Encodable {
    private struct Finding: Encodable {
        let file: String
        let line: Int
        let column: Int
        let severity: String
        let rule: String?
        let message: String
        let notes: [String]
    }

    private let errors: Int
    private let warnings: Int
    private let flows: [String]
    private let findings: [Finding]
    private let waivers: [PolicyNotes.WaiverDocument]
    private let coming: [PolicyNotes.ComingDocument]
    /// With `--report` only.
    private var reports: [FlowReport.Document]?
    private var prompts: [FlowReport.PromptDocument]?

    init(_ result: CheckResult, withReport: Bool) {
        errors = result.errors
        warnings = result.warnings
        flows = result.programs.map(\.root.name.rawValue)
        findings = result.findings.map {
            Finding(
                file: $0.position.file, line: $0.position.line, column: $0.position.column,
                severity: $0.severity.rawValue, rule: $0.rule, message: $0.message, notes: $0.notes)
        }
        waivers = result.notes.waiverDocuments
        coming = result.notes.comingDocuments
        guard withReport else { return }
        reports = result.reports.map(\.document)
        prompts = result.promptReviews.map(FlowReport.PromptDocument.init)
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
