import Calls
import Dialog
import FlowFiles

// What happens in a call, entry by entry.
extension ScenarioParser {
    func acts(_ node: YAMLNode, of subject: String) -> [Act] {
        let nodes = node.sequence(subject, findings) ?? []
        guard nodes.count <= Self.maximumActs else {
            findings.error(node.position, "\(subject) has more than \(Self.maximumActs) entries")
            return []
        }
        return nodes.flatMap(acts)
    }

    private func acts(_ node: YAMLNode) -> [Act] {
        if let word = node.scalarText { return self.word(word, at: node) }
        let keys = ScenarioKeys.acts + ["confidence"]
        guard let record = Record(node, "an entry of 'call'", keys: keys, findings: findings) else {
            return []
        }
        let kinds = ScenarioKeys.acts.filter(record.has)
        guard kinds.count == 1, let kind = kinds.first, let value = record[kind] else {
            let found = kinds.isEmpty ? "none of them" : kinds.map { "'\($0)'" }.joined(separator: " and ")
            if kinds.count != 1, !node.isRefused {
                findings.error(
                    node.position,
                    "an entry of 'call' is one of \(ScenarioKeys.acts.joined(separator: ", ")); this has \(found)"
                )
            }
            return []
        }
        if kind != "says" { record.refuse(["confidence"], because: "it goes with 'says'") }
        return read(kind, value, record).map { Act(kind: $0, position: record.keyPosition(kind)) }
    }

    private func word(_ word: String, at node: YAMLNode) -> [Act] {
        let input: TextConversation.Input
        switch word {
        case "silence": input = .silence
        case "unclear": input = .unclear
        case "hangup": input = .hangUp
        default:
            let keys = ScenarioKeys.words + ScenarioKeys.acts
            findings.error(
                node.position,
                "an entry of 'call' alone is one of \(ScenarioKeys.words.joined(separator: ", ")), not "
                    + "'\(word.shortened)'\(Spelling.hint(for: word, among: keys))")
            return []
        }
        return [Act(kind: .turn(input, at: nil), position: node.position)]
    }

    private func read(_ kind: String, _ value: YAMLNode, _ record: Record) -> [Act.Kind] {
        switch kind {
        case "says": turn(words(record), at: nil)
        case "keys": turn(keys(record), at: nil)
        case "silence": repeated(.silence, record, kind)
        case "unclear": repeated(.unclear, record, kind)
        case "interrupts": interruption(value)
        case "hangup": hangUp(value)
        case "fault": fault(value)
        case "answers":
            record.word(kind, of: Answerer.self).map { [.circumstance(.answers($0.outcome))] } ?? []
        case "tone":
            record.word(kind, of: MachineTone.self).map { [.circumstance(.beeps($0 == .sent))] } ?? []
        case "comes":
            record.word(kind, of: Comer.self).map {
                [.circumstance(.comes($0 == .nobody ? .silence : .person))]
            } ?? []
        case "transfer":
            record.word(kind, of: TransferOutcome.self).map { [.circumstance(.transfer($0))] } ?? []
        case "store": record.word(kind, of: StoreBehaviour.self).map { [.circumstance(.store($0))] } ?? []
        default:
            [.expect(ExpectationParser(findings: findings, span: .sinceTurn).expectations(value))]
        }
    }

    private enum Comer: String, CaseIterable { case person, nobody }
    private enum MachineTone: String, CaseIterable { case sent, missing }
    private enum Answerer: String, CaseIterable {
        case person, silence, machine, fax

        var outcome: WaitOutcome {
            switch self {
            case .person: .person
            case .silence: .silence
            case .machine: .machine
            case .fax: .fax
            }
        }
    }

    private func turn(
        _ input: TextConversation.Input?, at moment: TextConversation.Moment?
    ) -> [Act.Kind] {
        input.map { [.turn($0, at: moment)] } ?? []
    }

    private func words(_ record: Record) -> TextConversation.Input? {
        guard let text = record.text("says") else { return nil }
        return .words(text, confidence: confidence(record))
    }

    private func confidence(_ record: Record) -> Double {
        guard let text = record.text("confidence"), let node = record["confidence"] else { return 1 }
        if let number = Literal.fraction(text) { return number }
        findings.error(node.position, "'confidence' must be a number in 0…1, not '\(text.shortened)'")
        return 1
    }

    private func keys(_ record: Record) -> TextConversation.Input? {
        guard let text = record.text("keys"), let node = record["keys"] else { return nil }
        guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 42 || $0 == 35 }) else {
            findings.error(node.position, "'keys' are digits, * and #, not '\(text.shortened)'")
            return nil
        }
        // The end key ends the entry and is no part of it.
        return .keys(text.hasSuffix("#") ? String(text.dropLast()) : text)
    }

    private func repeated(_ input: TextConversation.Input, _ record: Record, _ key: String) -> [Act.Kind] {
        (0..<(record.integer(key, 1...20) ?? 0)).map { _ in .turn(input, at: nil) }
    }

    private func interruption(_ node: YAMLNode) -> [Act.Kind] {
        if node.scalarText != nil {
            let text = node.text("'interrupts'", findings)
            return turn(text.map { .words($0) }, at: .question)
        }
        guard
            let record = Record(node, "'interrupts'", keys: ScenarioKeys.interruption, findings: findings)
        else { return [] }
        guard record.has("says") != record.has("keys") else {
            findings.error(node.position, "'interrupts' needs either 'says' or 'keys'")
            return []
        }
        let input = record.has("says") ? words(record) : keys(record)
        return turn(input, at: moment(record) ?? .question)
    }

    private func hangUp(_ node: YAMLNode) -> [Act.Kind] {
        guard let record = Record(node, "'hangup'", keys: ScenarioKeys.moment, findings: findings) else {
            return []
        }
        return turn(.hangUp, at: moment(record))
    }

    private func fault(_ node: YAMLNode) -> [Act.Kind] {
        if node.scalarText != nil {
            let part = node.word("'fault'", of: FaultyPart.self, findings)
            return turn(part.map { .fault($0.fault) }, at: nil)
        }
        guard
            let record = Record(
                node, "'fault'", keys: ScenarioKeys.fault, required: ["part"], findings: findings)
        else { return [] }
        return turn(record.word("part", of: FaultyPart.self).map { .fault($0.fault) }, at: moment(record))
    }

    private enum FaultyPart: String, CaseIterable {
        case recognizer, synthesizer, media
        var fault: CallFault {
            switch self {
            case .recognizer: .recognizer
            case .synthesizer: .synthesizer
            case .media: .media
            }
        }
    }

    private enum Work: String, CaseIterable { case waiting, storing, transferring }

    /// `at: PROMPT`, or `while: waiting`.
    private func moment(_ record: Record) -> TextConversation.Moment? {
        if record.has("at"), record.has("while") {
            record.refuse(["while"], because: "a moment is either 'at' a prompt or 'while' something goes on")
        }
        if let prompt = record.name("at") { return .prompt(PromptID(prompt)) }
        return record.word("while", of: Work.self).map { work in
            switch work {
            case .waiting: .waiting
            case .storing: .storing
            case .transferring: .transferring
            }
        }
    }
}
