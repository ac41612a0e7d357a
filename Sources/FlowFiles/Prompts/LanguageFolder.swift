import Dialog

/// Reads the files of one language into texts, phrases, debt words and threat words.
struct LanguageFolder {
    let path: String
    let catalogue: PromptCatalogue
    /// A broken catalogue may lack names that the files rightly use.
    let isCatalogueSound: Bool
    let findings: Findings
    private(set) var prompts = LanguagePrompts()
    private var choicePositions: [ChoicesName: SourcePosition] = [:]
    private var universalPositions: [UniversalName: SourcePosition] = [:]

    init(path: String, catalogue: PromptCatalogue, isCatalogueSound: Bool, findings: Findings) {
        self.path = path
        self.catalogue = catalogue
        self.isCatalogueSound = isCatalogueSound
        self.findings = findings
    }

    mutating func load(_ files: ProjectFiles) {
        for name in files.names(in: path) ?? [] {
            let file = ProjectFiles.join(path, name)
            if name.hasSuffix(".yml") {
                files.report(file, "name it '\(name.dropLast(4)).yaml'; other endings are not read")
            }
            guard name.hasSuffix(".yaml"), let bytes = files.bytes(of: file),
                let node = YAMLReader.read(bytes, file: file, findings: findings)
            else { continue }
            read(node)
        }
    }

    mutating func read(_ node: YAMLNode) {
        guard
            let record = Record(
                node, "the file", keys: ["texts", "choices", "universals", "debt_words", "threat_words"],
                findings: findings)
        else { return }
        for entry in record["texts"]?.mapping("'texts'", findings) ?? [] { readText(entry) }
        for entry in record["choices"]?.mapping("'choices'", findings) ?? [] { readChoices(entry) }
        for entry in record["universals"]?.mapping("'universals'", findings) ?? [] { readUniversal(entry) }
        if let node = record["debt_words"] { read(node, "debt", into: &prompts.debtLexicon) }
        if let node = record["threat_words"] { read(node, "threat", into: &prompts.threatLexicon) }
    }

    private func reportSecond(_ what: String, at position: SourcePosition, first: SourcePosition) {
        findings.error(position, "\(what) stands twice", notes: ["the first is at \(first)"])
    }

    // MARK: Texts

    private mutating func readText(_ entry: YAMLEntry) {
        let id = PromptID(entry.key)
        let subject = "the text of '\(entry.key.shortened)'"
        if catalogue.declarations[id] == nil {
            guard isCatalogueSound else { return }
            let hint = Spelling.hint(for: entry.key, among: catalogue.declarations.keys.map(\.rawValue))
            findings.error(
                entry.keyPosition, "'\(entry.key.shortened)' is not declared in catalogue.yaml\(hint)")
            return
        }
        if let first = prompts.texts[id] {
            reportSecond(subject, at: entry.keyPosition, first: first.position)
            return
        }
        let variants = self.variants(entry.value, subject)
        // A text that cannot be read counts as there: its own report is enough.
        prompts.texts[id] = PromptText(
            variants: variants.isEmpty ? [[]] : variants, position: entry.keyPosition)
    }

    private func variants(_ node: YAMLNode, _ subject: String) -> [[PromptSegment]] {
        guard let list = node["variants"] else { return [segments(node, subject)] }
        _ = Record(node, subject, keys: ["variants"], findings: findings)
        guard let nodes = list.sequence("'variants' of \(subject)", findings) else { return [] }
        if nodes.isEmpty {
            findings.error(list.position, "'variants' of \(subject) is empty; write at least one")
        }
        return nodes.map { segments($0, subject) }
    }

    private func segments(_ node: YAMLNode, _ subject: String) -> [PromptSegment] {
        guard let list = node["segments"] else { return segment(node, subject).map { [$0] } ?? [] }
        _ = Record(node, subject, keys: ["segments"], findings: findings)
        guard let nodes = list.sequence("'segments' of \(subject)", findings) else { return [] }
        if nodes.isEmpty {
            findings.error(list.position, "'segments' of \(subject) is empty; write at least one")
        }
        return nodes.compactMap { segment($0, subject) }
    }

    private func segment(_ node: YAMLNode, _ subject: String) -> PromptSegment? {
        guard node.entries != nil else {
            return PromptTextParser.parts(of: node, subject, findings).map { PromptSegment(parts: $0) }
        }
        guard
            let record = Record(
                node, subject, keys: ["text", "wav"], required: ["text", "wav"], findings: findings),
            let text = record["text"], let parts = PromptTextParser.parts(of: text, subject, findings)
        else { return nil }
        let recording = record["wav"].flatMap { self.recording($0, subject) }
        let hasPlaceholder = parts.contains { if case .placeholder = $0 { true } else { false } }
        if recording != nil, hasPlaceholder {
            findings.error(
                text.position,
                "\(subject) has a placeholder in a recorded segment; give it a segment of its own")
        }
        return PromptSegment(parts: parts, recording: recording)
    }

    private func recording(_ node: YAMLNode, _ subject: String) -> String? {
        guard let name = node.text("'wav' of \(subject)", findings) else { return nil }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let file = ProjectFiles.join(path, name)
        guard !parts.contains(".."), !parts.contains(""), !parts.contains(".") else {
            findings.error(
                node.position, "the recording '\(name.shortened)' must be inside the language's folder")
            return nil
        }
        guard ProjectFiles.isFile(file) else {
            findings.error(node.position, "the recording '\(name.shortened)' is not in \(path)")
            return nil
        }
        guard ProjectFiles.resolved(file).hasPrefix(ProjectFiles.resolved(path) + "/") else {
            findings.error(
                node.position,
                "the recording '\(name.shortened)' is a link that leads out of the language's folder")
            return nil
        }
        return name
    }

    // MARK: Phrases

    private mutating func readChoices(_ entry: YAMLEntry) {
        let name = ChoicesName(entry.key)
        let subject = "choices '\(entry.key.shortened)'"
        guard let declaration = catalogue.choices[name] else {
            guard isCatalogueSound else { return }
            let hint = Spelling.hint(for: entry.key, among: catalogue.choices.keys.map(\.rawValue))
            findings.error(entry.keyPosition, "\(subject) is not declared in catalogue.yaml\(hint)")
            return
        }
        if let first = choicePositions[name] {
            reportSecond(subject, at: entry.keyPosition, first: first)
            return
        }
        choicePositions[name] = entry.keyPosition
        let values = declaration.choices.map(\.value.rawValue)
        var phrases: [OutcomeName: [Phrase]] = [:]
        var seen: [String: String] = [:]
        for value in entry.value.mapping(subject, findings) ?? [] {
            if !values.contains(value.key), isCatalogueSound {
                let hint = Spelling.hint(for: value.key, among: values)
                findings.error(value.keyPosition, "\(subject) has no value '\(value.key.shortened)'\(hint)")
                continue
            }
            let found = self.phrases(value.value, "'\(value.key.shortened)' of \(subject)")
            phrases[OutcomeName(value.key)] = found
            for phrase in found {
                if let other = seen[phrase.text], other != value.key {
                    findings.error(
                        phrase.position,
                        "the phrase '\(phrase.text.shortened)' stands for '\(other)' and '\(value.key)'")
                }
                seen[phrase.text] = value.key
            }
        }
        let missing = values.filter { phrases[OutcomeName($0)] == nil }
        if !missing.isEmpty, !entry.value.isRefused {
            let names = missing.map { "'\($0)'" }.joined(separator: ", ")
            findings.error(entry.keyPosition, "\(subject) has no phrases for \(names)")
        }
        prompts.choicePhrases[name] = phrases
    }

    private mutating func readUniversal(_ entry: YAMLEntry) {
        let name = UniversalName(entry.key)
        let subject = "universal '\(entry.key.shortened)'"
        _ = NameRule.check(entry.key, "a universal", at: entry.keyPosition, findings)
        if let first = universalPositions[name] {
            reportSecond(subject, at: entry.keyPosition, first: first)
            return
        }
        universalPositions[name] = entry.keyPosition
        prompts.universalPhrases[name] = phrases(entry.value, subject)
    }

    private func phrases(_ node: YAMLNode, _ subject: String) -> [Phrase] {
        guard let nodes = node.sequence("the phrases of \(subject)", findings) else { return [] }
        if nodes.isEmpty { findings.error(node.position, "\(subject) has no phrases; write at least one") }
        var found: [Phrase] = []
        var seen: Set<String> = []
        for node in nodes {
            guard let text = node.text("a phrase of \(subject)", findings) else { continue }
            if let problem = PhraseSyntax.problem(in: text) {
                report(problem, of: node)
            } else if !seen.insert(text).inserted {
                findings.error(node.position, "\(subject) has the phrase '\(text.shortened)' twice")
            } else {
                found.append(Phrase(text, position: node.position))
            }
        }
        return found
    }

    private func report(_ problem: PhraseSyntax.Problem, of node: YAMLNode) {
        guard case .scalar(let scalar) = node.content else { return }
        let place = scalar.textPosition.map {
            SourcePosition(file: $0.file, line: $0.line, column: $0.column + problem.offset)
        }
        findings.error(place ?? node.position, "the phrase '\(scalar.text.shortened)' \(problem.message)")
    }

    private func read(_ node: YAMLNode, _ kind: String, into lexicon: inout [String]) {
        var seen = Set(lexicon)
        for node in node.sequence("'\(kind)_words'", findings) ?? [] {
            guard let text = node.text("a \(kind) word", findings) else { continue }
            if text != text.lowercased() {
                findings.error(
                    node.position, "the \(kind) word '\(text.shortened)' must be in lower case")
            } else if !seen.insert(text).inserted {
                findings.error(node.position, "the \(kind) word '\(text.shortened)' stands twice")
            } else {
                lexicon.append(text)
            }
        }
    }
}
