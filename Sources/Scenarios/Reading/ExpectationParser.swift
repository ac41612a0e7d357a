import Dialog
import FlowFiles

/// Reads an `expect`.
struct ExpectationParser {
    let findings: Findings
    let span: Expectation.Span

    func expectations(_ node: YAMLNode) -> [Expectation] {
        guard let record = Record(node, "'expect'", keys: ScenarioKeys.expectation, findings: findings) else {
            return []
        }
        if (node.entries ?? []).isEmpty { findings.error(node.position, "'expect' expects nothing") }
        return ScenarioKeys.expectation.flatMap { key in
            guard let value = record[key] else { return [Expectation]() }
            return claims(key, value, record)
        }
    }

    private func claims(_ key: String, _ value: YAMLNode, _ record: Record) -> [Expectation] {
        func here(_ claim: Expectation.Claim?) -> [Expectation] {
            claim.map { [Expectation(claim: $0, span: span, position: record.keyPosition(key))] } ?? []
        }
        switch key {
        case "prompt": return here(record.names(key).map { .prompts($0.map { PromptID($0.name) }) })
        case "says": return texts(value, "'says'").map(saying)
        case "step": return here(record.text(key).flatMap { reference($0, at: value) }.map { .step($0) })
        case "path": return here(path(value))
        case "slots": return slots(value)
        case "disposition": return here(disposition(record).map { .disposition($0) })
        case "end": return here(record.word(key, of: CallEnd.self).map { .end($0) })
        case "promise": return here(promise(value))
        case "never": return texts(value, "'never'").map(forbidding)
        case "turns": return here(turns(value).map { .turns($0) })
        case "stored": return stored(value)
        default: return here(verified(record))
        }
    }

    // MARK: What was said

    /// A text, or a list of them.
    private func texts(_ node: YAMLNode, _ subject: String) -> [(text: String, position: SourcePosition)] {
        let nodes = node.scalarText == nil ? node.sequence(subject, findings) ?? [] : [node]
        return nodes.compactMap { node in node.text(subject, findings).map { ($0, node.position) } }
    }

    private func saying(_ text: (text: String, position: SourcePosition)) -> Expectation {
        Expectation(claim: .says(text.text), span: span, position: text.position)
    }

    private func forbidding(_ text: (text: String, position: SourcePosition)) -> Expectation {
        let isDebt = text.text == ScenarioKeys.debtUnverified
        return Expectation(
            claim: isDebt ? .neverDebtUnverified : .neverSays(text.text), span: .wholeCall,
            position: text.position)
    }

    // MARK: Where the call is

    private func reference(_ text: String, at node: YAMLNode) -> StepReference? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let step = parts.last, NameRule.holds(for: step),
            parts.count == 1 || NameRule.holds(for: parts[0], alsoHyphens: true)
        else {
            findings.error(node.position, "'\(text.shortened)' names no step; write STEP or FLOW.STEP")
            return nil
        }
        return StepReference(flow: parts.count == 2 ? FlowName(parts[0]) : nil, step: StepID(step))
    }

    private func path(_ node: YAMLNode) -> Expectation.Claim? {
        guard let nodes = node.sequence("'path'", findings) else { return nil }
        return .path(
            nodes.compactMap { node in
                node.text("a step of 'path'", findings).flatMap { reference($0, at: node) }
            })
    }

    private func slots(_ node: YAMLNode) -> [Expectation] {
        (node.mapping("'slots'", findings) ?? []).compactMap { entry in
            guard NameRule.check(entry.key, "a slot", at: entry.keyPosition, findings),
                let text = entry.value.text("the slot '\(entry.key)'", findings)
            else { return nil }
            return Expectation(
                claim: .slot(FieldName(entry.key), text), span: span, position: entry.keyPosition)
        }
    }

    // MARK: What came of it

    /// A flow word such as `promise`, or a code such as `PTP`.
    private func disposition(_ record: Record) -> Disposition? {
        guard let text = record.text("disposition"), let node = record["disposition"] else { return nil }
        if let found = Disposition(rawValue: text) ?? Disposition(word: text) { return found }
        let words = Disposition.allCases.flatMap { [$0.word, $0.rawValue] }
        findings.error(
            node.position,
            "there is no disposition '\(text.shortened)'\(Spelling.hint(for: text, among: words))")
        return nil
    }

    private func promise(_ node: YAMLNode) -> Expectation.Claim? {
        if node.scalarText == "none" { return .noPromise }
        guard let record = Record(node, "'promise'", keys: ScenarioKeys.promise, findings: findings) else {
            return nil
        }
        var claim = PromiseClaim()
        claim.kind = record.word("kind", of: PromiseKind.self)
        claim.instalments = record.integer("instalments", 1...6)
        claim.isAnnounced = record.truth("announced")
        claim.amounts = record["amounts"].map { amounts in
            texts(amounts, "'amounts'").compactMap { text, position in
                if Literal.minorUnits(text) == nil {
                    findings.error(position, "'\(text.shortened)' is no amount; write it as 25.00")
                }
                return text
            }
        }
        claim.dates = record["dates"].map { dates in
            texts(dates, "'dates'").compactMap { text, position in
                let date = LocalDate(iso: text)
                if date == nil {
                    findings.error(position, "'\(text.shortened)' is no date; write it as 2026-03-15")
                }
                return date
            }
        }
        return .promise(claim)
    }

    private func turns(_ node: YAMLNode) -> ClosedRange<Int>? {
        if node.scalarText != nil { return node.integer("'turns'", 0...1_000, findings).map { $0...$0 } }
        guard let record = Record(node, "'turns'", keys: ScenarioKeys.turns, findings: findings) else {
            return nil
        }
        let least = record.integer("at_least", 0...1_000) ?? 0
        let most = record.integer("at_most", 0...1_000) ?? 1_000
        guard least <= most else {
            findings.error(node.position, "'turns' can't be at least \(least) and at most \(most)")
            return nil
        }
        return least...most
    }

    private func stored(_ node: YAMLNode) -> [Expectation] {
        if node.scalarText == "nothing" {
            return [Expectation(claim: .storedNothing, span: span, position: node.position)]
        }
        let words = StoredContent.words
        return texts(node, "'stored'").compactMap { text, position in
            guard words.contains(text) else {
                findings.error(
                    position,
                    "'stored' is nothing, \(StoredContent.plainWords.joined(separator: ", ")) or the word of a flag, "
                        + "not '\(text.shortened)'\(Spelling.hint(for: text, among: words))")
                return nil
            }
            return Expectation(claim: .stored(text), span: span, position: position)
        }
    }

    private func verified(_ record: Record) -> Expectation.Claim? {
        if record["verified"]?.scalarText == "no" { return .verified(nil) }
        return record.word("verified", of: VerificationLevel.self).map { .verified($0) }
    }
}
