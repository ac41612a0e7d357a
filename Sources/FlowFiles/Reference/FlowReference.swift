/// The page that lists every key of a flow file, from the tables that the parser reads by.
package enum FlowReference {
    /// Every table, each once, in the order in which a file has them.
    package static let tables: [KeyTable] =
        [
            .rootFlow, .stricter, .waiver, .subFlow, .datum, .input, .defaults, .noInput, .noMatch,
            .universal,
        ] + KeyTable.steps + [
            .visits, .question, .confidence, .comparison, .decision, .commitment, .waiting,
        ]

    /// The page in Markdown.
    package static func page() -> String {
        var lines = [
            "# The keys of a flow file", "",
            "Every key that a flow file can have, with its type, its default and an example. What they mean is told in",
            "[the flow language](flow-language.md). This page follows from the parser's own tables; record it with",
            "`RECORD_SNAPSHOTS=1 swift test --filter FlowReferenceTests`.", "",
        ]
        for table in tables {
            lines += [
                "## \(heading(table))", "", "| key | type | default | example | |", "|---|---|---|---|---|",
            ]
            lines += table.keys.map { key in
                "| `\(key.name)` | \(text(of: key.shape)) | \(key.fallback) | `\(key.example)` | \(key.summary) |"
            }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    private static func heading(_ table: KeyTable) -> String {
        table.name.hasPrefix("step: ") ? "A `\(table.name.dropFirst(6))` step" : "`\(table.name)`"
    }

    private static func text(of shape: KeyTable.Shape) -> String {
        switch shape {
        case .text: "text"
        case .texts: "text, or list of texts"
        case .name: "name"
        case .names: "name, or list of names"
        case .truth: "`true` or `false`"
        case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .fraction: "0 to 1"
        case .duration: "time with its unit"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .dialKeys: "one to four of 0–9 and `*`"
        case .reference: "`$reference`"
        case .operand: "`$reference` or literal"
        case .mapping(let table): "mapping: `\(table.name)`"
        case .list(let element): "list of: \(text(of: element))"
        case .named(let element): "by name: \(text(of: element))"
        case .steps: "by name: a step"
        }
    }
}
