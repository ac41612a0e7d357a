package import Dialog

/// New texts put into the files of one language: only the entries that change are written anew.
package struct TranslationEdit {
    /// The whole new text of every file that changes, by path.
    package private(set) var files: [String: String] = [:]
    package private(set) var changed: [PromptID] = []
    package private(set) var added: [PromptID] = []
    package private(set) var diagnostics: [Diagnostic] = []

    /// Puts the texts into the files of a language's folder; `read` gives the text of a file.
    ///
    /// Prompts that have no text yet go to `newFile`.
    package init(
        _ texts: [PromptID: [String]], known: LanguagePrompts?, newFile: String,
        read: (String) -> String?
    ) {
        var edits: [String: [(line: Int, prompt: PromptID, wordings: [String])]] = [:]
        for (prompt, wordings) in texts.sorted(by: { $0.key < $1.key }) {
            guard let text = known?.texts[prompt] else {
                added.append(prompt)
                continue
            }
            if text.variants.map(\.written) == wordings { continue }
            guard !text.variants.joined().contains(where: { $0.recording != nil }) else {
                diagnostics.append(
                    Diagnostic(
                        text.position, .error,
                        "the text of '\(prompt)' is recorded, so it can't be replaced by another",
                        notes: ["take the recording away first, or leave the text as it is"]))
                continue
            }
            changed.append(prompt)
            edits[text.position.file, default: []].append((text.position.line, prompt, wordings))
        }
        for (file, edits) in edits {
            guard let text = read(file) else {
                diagnostics.append(
                    Diagnostic(
                        SourcePosition(file: file, line: 1, column: 1), .error, "the file can't be read"))
                continue
            }
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            // From the last line up, so that the others stay where they are.
            for edit in edits.sorted(by: { $0.line > $1.line }) {
                replace(edit.prompt, edit.wordings, at: edit.line - 1, in: &lines, of: file)
            }
            files[file] = lines.joined(separator: "\n")
        }
        if !added.isEmpty {
            let entries = added.flatMap { Self.entry($0, texts[$0] ?? [], indent: "  ") }
            var text = read(newFile) ?? "texts:\n"
            if !text.hasSuffix("\n") { text += "\n" }
            files[newFile] = text + entries.joined(separator: "\n") + "\n"
        }
    }

    private mutating func replace(
        _ prompt: PromptID, _ wordings: [String], at first: Int, in lines: inout [String], of file: String
    ) {
        let indent = String(lines[first].prefix { $0 == " " })
        guard lines[first].dropFirst(indent.count).hasPrefix("\(prompt):") else {
            diagnostics.append(
                Diagnostic(
                    SourcePosition(file: file, line: first + 1, column: 1), .error,
                    "the text of '\(prompt)' does not begin its line, so it can't be replaced"))
            return
        }
        var end = first + 1
        while end < lines.count, Self.belongs(lines[end], under: indent) { end += 1 }
        while end > first + 1, lines[end - 1].allSatisfy(\.isWhitespace) { end -= 1 }
        lines.replaceSubrange(first..<end, with: Self.entry(prompt, wordings, indent: indent))
    }

    /// Whether a line goes on with the entry above: it is empty or further in.
    private static func belongs(_ line: String, under indent: String) -> Bool {
        line.allSatisfy(\.isWhitespace) || line.prefix { $0 == " " }.count > indent.count
    }

    private static func entry(_ prompt: PromptID, _ wordings: [String], indent: String) -> [String] {
        if wordings.count == 1 { return ["\(indent)\(prompt): \(quoted(wordings[0]))"] }
        return ["\(indent)\(prompt):", "\(indent)  variants:"]
            + wordings.map { "\(indent)    - \(quoted($0))" }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.reduce(into: "") { result, character in
            switch character {
            case "\\", "\"": result += "\\\(character)"
            case "\n", "\r\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.append(character)
            }
        }
        return "\"\(escaped)\""
    }
}
