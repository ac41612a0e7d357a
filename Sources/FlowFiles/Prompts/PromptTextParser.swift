import Dialog

/// Reads the text of a prompt: `{name}` is a placeholder, `{{` and `}}` are braces.
enum PromptTextParser {
    /// The parts of a text; problems are reported, and what can be read is returned all the same.
    static func parts(of node: YAMLNode, _ subject: String, _ findings: Findings) -> [PromptPart]? {
        guard let text = node.text(subject, findings), case .scalar(let scalar) = node.content else {
            return nil
        }
        let scalars = Array(text.unicodeScalars)
        if scalars.allSatisfy(\.properties.isWhitespace) {
            findings.error(node.position, "\(subject) is blank; a prompt must have words")
        }
        func report(_ offset: Int, _ message: String) {
            let start = scalar.textPosition
            let position = start.map {
                SourcePosition(file: $0.file, line: $0.line, column: $0.column + offset)
            }
            findings.error(position ?? node.position, "\(subject) \(message)")
        }
        return read(scalars, report)
    }

    private static func read(_ scalars: [Unicode.Scalar], _ report: (Int, String) -> Void) -> [PromptPart] {
        var parts: [PromptPart] = []
        var text = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let isDouble = index + 1 < scalars.count && scalars[index + 1] == scalar
            if (scalar == "{" || scalar == "}") && isDouble {
                text.append(scalar)
                index += 2
            } else if scalar == "{" {
                let rest = scalars[(index + 1)...]
                guard let end = rest.firstIndex(of: "}"), !rest[..<end].contains("{") else {
                    report(index, "has a '{' that is not closed; write '{{' for a brace")
                    index += 1
                    continue
                }
                let name = string(scalars[(index + 1)..<end])
                if NameRule.holds(for: name) {
                    if !text.isEmpty { parts.append(.text(String(text))) }
                    text = String.UnicodeScalarView()
                    parts.append(.placeholder(FieldName(name)))
                } else {
                    report(index, "has '{\(name.shortened)}', which is no name in braces, such as {amount}")
                }
                index = end + 1
            } else if scalar == "}" {
                report(index, "has a '}' that closes nothing; write '}}' for a brace")
                index += 1
            } else {
                text.append(scalar)
                index += 1
            }
        }
        if !text.isEmpty { parts.append(.text(String(text))) }
        return parts
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
