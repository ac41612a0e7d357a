package import Dialog

/// Reads one flow file into the flow model.
///
/// Every problem is reported; what is broken is left out of the flow, so that the rest can still be checked.
package struct FlowParser {
    let file: String
    let findings: Findings
    var symbols: FlowSymbols
    var links = FlowLinks()

    /// Reads the bytes of a flow file.
    ///
    /// `file` is the path as messages show it, and its last part is what `flow:` must say. `rootData` is the data
    /// of the root flow that runs this one, if known: references to it are then checked and typed.
    package static func parse(
        _ bytes: some Collection<UInt8>, file: String, rootData: [DataField]? = nil
    ) -> ParsedFlow {
        let findings = Findings()
        var links = FlowLinks()
        var symbols = FlowSymbols(isSubFlow: false)
        var flow: Flow?
        var hasSoundInterface = false
        if let root = YAMLReader.read(bytes, file: file, findings: findings),
            let entries = root.mapping("the file", findings)
        {
            let isSubFlow = entries.contains { $0.key == "outcomes" || $0.key == "inputs" }
            var parser = FlowParser(
                file: file, findings: findings, symbols: FlowSymbols(isSubFlow: isSubFlow))
            if isSubFlow, let rootData {
                parser.symbols.rootData = Dictionary(
                    rootData.map { ($0.name.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
            }
            (flow, hasSoundInterface) = parser.parse(entries, at: root.position)
            (links, symbols) = (parser.links, parser.symbols)
        }
        return ParsedFlow(
            flow: flow, diagnostics: findings.diagnostics.sortedByPosition(),
            hasSoundInterface: hasSoundInterface, links: links, symbols: symbols)
    }

    private mutating func parse(_ entries: [YAMLEntry], at position: SourcePosition) -> (Flow?, Bool) {
        let isSubFlow = symbols.isSubFlow
        let record = flowRecord(entries, at: position)
        let name = flowName(record)
        let version = record.integer("version", 1...1_000_000) ?? 1
        let languages = isSubFlow ? [] : self.languages(record)
        let policy = record["policy"]?.name("'policy' of the flow", alsoHyphens: true, findings)

        let errorsBefore = findings.errorCount
        let fields = self.fields(record[isSubFlow ? "inputs" : "data"])
        let outcomes = isSubFlow ? self.outcomes(record) : nil
        let hasSoundInterface = findings.errorCount == errorsBefore

        let stepEntries = record["steps"]?.mapping("'steps'", findings) ?? []
        gather(fields: fields, outcomes: outcomes ?? [], steps: stepEntries)
        symbols.knowsOutcomes = !isSubFlow || outcomes?.isEmpty == false
        let defaults = self.defaults(record["defaults"])
        let universals = self.universals(record["universal"], languages)
        let start = self.start(record)
        let fault = record["fault"].flatMap { target($0, from: "'fault' of the flow") }
        let recordFrom = record.word("record_from", of: RecordFrom.self) ?? .notice
        let steps = stepEntries.compactMap { step($0) }
        let changes = isSubFlow ? [] : policyChanges(record)

        guard let name else { return (nil, hasSoundInterface) }
        let flow = Flow(
            name: FlowName(name), version: version, languages: languages, policy: policy,
            policyChanges: changes, fields: fields, outcomes: outcomes,
            defaults: defaults, universals: universals, start: StepID(start ?? ""),
            steps: steps, fault: fault, recordFrom: recordFrom, position: position)
        return (flow, hasSoundInterface)
    }

    /// The file's keys; those that belong to the other kind of flow are told apart from unknown ones.
    private func flowRecord(_ entries: [YAMLEntry], at position: SourcePosition) -> Record {
        let table = symbols.isSubFlow ? KeyTable.subFlow : KeyTable.rootFlow
        let keys = table.names
        let foreign = symbols.isSubFlow ? KeyTable.rootFlow.names.filter { !keys.contains($0) } : []
        for entry in entries where foreign.contains(entry.key) {
            findings.error(
                entry.keyPosition,
                "'\(entry.key)' belongs to a root flow; this file has 'inputs' or 'outcomes' and is a sub-flow"
            )
        }
        return Record(
            entries.filter { !foreign.contains($0.key) }, at: position, "the flow", keys: keys,
            required: table.required, findings: findings)
    }

    private func flowName(_ record: Record) -> String? {
        guard let node = record["flow"], let name = node.name("'flow'", alsoHyphens: true, findings) else {
            return nil
        }
        let expected = Self.name(ofFile: file)
        if name != expected {
            findings.error(
                node.position,
                "the flow is named '\(name)', but its file is '\(expected).yaml'; make them equal")
        }
        return name
    }

    /// `early-recovery` for `Flows/early-recovery.yaml`.
    static func name(ofFile path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
    }

    private mutating func languages(_ record: Record) -> [LanguageTag] {
        guard let node = record["languages"], let nodes = node.sequence("'languages'", findings) else {
            return []
        }
        if nodes.isEmpty {
            findings.error(node.position, "'languages' is empty; name at least one, such as en-US")
        }
        var tags: [LanguageTag] = []
        for node in nodes {
            guard let text = node.text("a language", findings) else { continue }
            let tag = LanguageTag(text)
            if !LanguageRule.holds(for: text) {
                findings.error(node.position, "'\(text.shortened)' is not a language tag such as en-US")
            } else if tags.contains(tag) {
                findings.error(node.position, "the language '\(text)' stands twice")
            } else {
                tags.append(tag)
                links.languagePositions[tag] = node.position
            }
        }
        return tags
    }

    private func outcomes(_ record: Record) -> [OutcomeName] {
        guard let names = record.names("outcomes") else { return [] }
        var found: [OutcomeName] = []
        for named in names {
            if found.contains(OutcomeName(named.name)) {
                findings.error(named.position, "the outcome '\(named.name)' stands twice")
            } else {
                found.append(OutcomeName(named.name))
            }
        }
        return found
    }

    private mutating func gather(fields: [DataField], outcomes: [OutcomeName], steps: [YAMLEntry]) {
        symbols.outcomes = outcomes.map(\.rawValue)
        for field in fields { symbols.fields[field.name.rawValue] = field }
        symbols.steps = steps.map(\.key)
        for entry in steps {
            _ = NameRule.check(entry.key, "a step", at: entry.keyPosition, findings)
            if symbols.outcomes.contains(entry.key) {
                findings.error(
                    entry.keyPosition,
                    "'\(entry.key)' is both a step and an outcome of the flow; rename one of them")
            }
        }
        symbols.gatherSlots(steps, findings)
    }

    private func start(_ record: Record) -> String? {
        guard let node = record["start"], let name = node.text("'start'", findings) else { return nil }
        if !symbols.steps.contains(name) {
            let hint = Spelling.hint(for: name, among: symbols.steps)
            findings.error(
                node.position, "the flow starts at '\(name.shortened)', which does not exist\(hint)")
        }
        return name
    }
}

/// How language tags are written: `en`, `en-US`, `zh-Hant-TW`, `es-419`.
enum LanguageRule {
    static func holds(for tag: String) -> Bool {
        var parts = tag.split(separator: "-", omittingEmptySubsequences: false)[...]
        func isASCII(_ part: Substring, _ ranges: ClosedRange<UInt8>...) -> Bool {
            part.utf8.allSatisfy { byte in ranges.contains { $0.contains(byte) } }
        }
        guard let language = parts.popFirst(), (2...3).contains(language.utf8.count),
            isASCII(language, 97...122)
        else { return false }
        if let script = parts.first, script.utf8.count == 4, isASCII(script.prefix(1), 65...90),
            isASCII(script.dropFirst(), 97...122)
        {
            parts.removeFirst()
        }
        if let region = parts.first,
            (region.utf8.count == 2 && isASCII(region, 65...90))
                || (region.utf8.count == 3 && isASCII(region, 48...57))
        {
            parts.removeFirst()
        }
        return parts.isEmpty
    }
}
