package import Dialog

/// The wordings that a translator's file gives for prompts, checked against the source language.
package struct TranslationImport: Sendable {
    /// By prompt: its wordings; prompts without a translation are left out.
    package private(set) var texts: [PromptID: [String]] = [:]
    /// How many prompts of the file have no translation.
    package private(set) var untranslated = 0
    package private(set) var diagnostics: [Diagnostic] = []

    private let file: String
    private let catalogue: PromptCatalogue
    private let source: LanguageTag

    /// Reads a file of rows as `TranslationRow` has them; more columns than its own are passed over.
    package init(
        _ bytes: [UInt8], file: String, catalogue: PromptCatalogue, from source: LanguageTag
    ) {
        self.file = file
        self.catalogue = catalogue
        self.source = source
        do throws(DelimitedText.Failure) {
            read(try DelimitedText.read(bytes))
        } catch {
            diagnostics.append(
                Diagnostic(
                    SourcePosition(file: file, line: error.line, column: error.column), .error, error.message)
            )
        }
    }

    private mutating func report(_ line: Int, _ message: String, notes: [String] = []) {
        diagnostics.append(
            Diagnostic(SourcePosition(file: file, line: line, column: 1), .error, message, notes: notes))
    }

    private mutating func read(_ rows: [DelimitedRow]) {
        guard let header = rows.first else { return report(1, "the file is empty") }
        var places: [String: Int] = [:]
        for (place, name) in header.cells.enumerated() where places[name] == nil { places[name] = place }
        let missing = ["prompt", "variant", "source", "target"].filter { places[$0] == nil }
        guard missing.isEmpty else {
            let names = missing.map { "'\($0)'" }.joined(separator: ", ")
            return report(header.line, "there is no column \(names); the first row names the columns")
        }
        var wordings: [PromptID: [(variant: Int, text: String)]] = [:]
        var seen: Set<PromptID> = []
        for row in rows.dropFirst() {
            guard row.cells.count == header.cells.count else {
                report(
                    row.line,
                    "the row has \(row.cells.count) cells, and the first row has \(header.cells.count)")
                continue
            }
            func cell(_ name: String) -> String { places[name].map { row.cells[$0] } ?? "" }
            let prompt = PromptID(cell("prompt"))
            guard let declared = known(prompt, row.line) else { continue }
            seen.insert(declared)
            guard let variant = Int(cell("variant")), variant >= 1 else {
                report(row.line, "'\(cell("variant").prefix(20))' is no number of a variant, from 1 on")
                continue
            }
            let text = cell("target")
            if text.allSatisfy(\.isWhitespace) { continue }
            if wordings[prompt, default: []].contains(where: { $0.variant == variant }) {
                report(row.line, "variant \(variant) of '\(prompt)' stands twice")
                continue
            }
            if check(text, of: prompt, variant, cell("source"), row.line) {
                wordings[prompt, default: []].append((variant, text))
            }
        }
        untranslated = seen.count { wordings[$0] == nil }
        texts = wordings.mapValues { $0.sorted { $0.variant < $1.variant }.map(\.text) }
    }

    private mutating func known(_ prompt: PromptID, _ line: Int) -> PromptID? {
        if catalogue.declarations[prompt] != nil { return prompt }
        let hint = Spelling.hint(for: prompt.rawValue, among: catalogue.declarations.keys.map(\.rawValue))
        report(line, "the prompt '\(prompt.rawValue.prefix(60))' is not in catalogue.yaml\(hint)")
        return nil
    }

    /// Whether the translation can be taken; says what is wrong with it.
    private mutating func check(
        _ text: String, of prompt: PromptID, _ variant: Int, _ sourceCell: String, _ line: Int
    ) -> Bool {
        let findings = Findings()
        let node = YAMLNode(
            content: .scalar(YAMLScalar(text: text, textPosition: nil)),
            position: SourcePosition(file: file, line: line, column: 1))
        guard let parts = PromptTextParser.parts(of: node, "the translation of '\(prompt)'", findings),
            findings.errorCount == 0
        else {
            diagnostics += findings.diagnostics
            return false
        }
        let variants = catalogue.languages[source]?.texts[prompt]?.variants ?? []
        let now = variant <= variants.count ? variants[variant - 1].written : ""
        guard now == sourceCell else {
            report(
                line, "the text of '\(prompt)' in \(source) is another one now; export it again",
                notes: ["now: \(now.isEmpty ? "no such variant" : now)"])
            return false
        }
        // A wording of the translator's own must speak what the first wording speaks.
        let spoken = (variant <= variants.count ? variants[variant - 1] : variants.first ?? []).names
        let own = [PromptSegment(parts: parts)].names
        guard spoken != own else { return true }
        let left = spoken.subtracting(own).sorted().map { "{\($0)} is missing" }
        let added = own.subtracting(spoken).sorted().map { "{\($0)} is not in the source" }
        report(
            line,
            "the translation of '\(prompt)' has other placeholders than its source: "
                + (left + added).joined(separator: ", "))
        return false
    }
}

extension [PromptSegment] {
    fileprivate var names: Set<FieldName> {
        Set(flatMap(\.parts).compactMap { if case .placeholder(let name) = $0 { name } else { nil } })
    }
}
