import Dialog

extension FlowParser {
    mutating func ask(_ record: Record, _ draft: inout StepDraft) -> StepKind? {
        let subject = "'ask' of \(draft.subject)"
        guard let node = record["ask"],
            let ask = Record(node, subject, .question, findings)
        else { return nil }
        for entry in node.entries ?? [] { draft.places.keys["ask.\(entry.key)"] = entry.value.position }
        let word = ask.word("type", of: AskTypeWord.self)
        let type = word.flatMap { askType($0, ask) }
        let slot = self.slot(ask, word)
        let prompts = askPrompts(ask, "prompts", &draft)
        let noInput = retry(ask["noinput"], "noinput", of: draft.subject, scope: .step)
        let noMatch = retry(ask["nomatch"], "nomatch", of: draft.subject, scope: .step)
        draft.edges["noinput"] = noInput.thenPosition
        draft.edges["nomatch"] = noMatch.thenPosition
        let confirm = ask.word("confirm", of: ConfirmMode.self) ?? .never
        let confirmPrompt = confirmation(ask, confirm, slot, &draft)
        let outOfRange = askPrompts(ask, "out_of_range", &draft)?.first
        if let word, !word.hasLimits {
            ask.refuse(["out_of_range"], because: "only dates, times, amounts and numbers have limits")
        }
        let isSecret = ask.truth("secret") ?? false
        let confirms = self.confirms(ask, word)
        let corrects = self.corrects(ask, confirms)
        let identifies = self.identifies(ask, word)
        let when = askEdges(record, word, &draft)
        guard let type, let prompts, let when else { return nil }
        return .ask(
            Ask(
                slot: slot.map { FieldName($0) }, type: type, prompts: prompts, noInput: noInput.policy,
                noMatch: noMatch.policy, confirm: confirm, confirmPrompt: confirmPrompt,
                confidence: confidence(ask), bargeIn: ask.word("bargein", of: BargeIn.self) ?? .speech,
                acceptsKeys: ask.truth("keys") ?? true, isSecret: isSecret, confirms: confirms,
                corrects: corrects, identifies: identifies, outOfRange: outOfRange, when: when))
    }

    mutating func askPrompts(_ record: Record, _ key: String, _ draft: inout StepDraft) -> [PromptID]? {
        guard let names = record.names(key) else { return nil }
        for named in names { draft.places.promptPositions[PromptID(named.name)] = named.position }
        return prompts(names, .step)
    }

    private func askEdges(_ record: Record, _ word: AskTypeWord?, _ draft: inout StepDraft) -> [OutcomeName:
        Target]?
    {
        switch word {
        case .choice, .yesNo:
            record.refuse(["next"], because: "its answers lead on under 'when'")
            return when(record, word == .yesNo ? ["said_yes", "said_no"] : nil, &draft)
        case .digits, .date, .money, .number, .time:
            record.refuse(["when"], because: "it leads on by 'next'")
            guard record.has("next") else {
                findings.error(record.position, "\(draft.subject) leads nowhere; it needs 'next'")
                return nil
            }
            return edge("next", record["next"], &draft).map { ["next": $0] }
        case nil:
            return nil
        }
    }

    // MARK: Type

    private func askType(_ word: AskTypeWord, _ ask: Record) -> AskType? {
        refuseForeignKeys(word, ask)
        switch word {
        case .yesNo:
            return .yesNo
        case .choice:
            guard ask.has("choices") else {
                findings.error(
                    ask.position, "\(ask.subject) needs 'choices': the set that the caller chooses from")
                return nil
            }
            return ask.name("choices").map { .choice(ChoicesName($0)) }
        case .digits:
            return digitsRange(ask).map { .digits($0) }
        case .date:
            guard ask.truth("past") == true else {
                return .date(.upcoming(days: ask.integer("horizon_days", FlowLimits.horizonDays) ?? 30))
            }
            ask.refuse(["horizon_days"], because: "the date is a past one")
            return .date(.past)
        case .money:
            return .money(limits(ask, .money))
        case .number:
            return .number(limits(ask, .number))
        case .time:
            let limits = limits(ask, .time)
            requireConfirmation(of: ask, unlessDecidedBy: limits)
            return .time(limits)
        }
    }

    private func limits(_ ask: Record, _ type: ValueType) -> ValueLimits {
        let min = limit(ask, "min", type)
        let max = limit(ask, "max", type)
        if let least = min?.order, let most = max?.order, least > most {
            findings.error(ask.keyPosition("min"), "'min' of \(ask.subject) is above 'max'")
        }
        return ValueLimits(min: min, max: max)
    }

    private func limit(_ ask: Record, _ key: String, _ type: ValueType) -> Operand? {
        guard let node = ask[key] else { return nil }
        let operand = operand(node, "'\(key)' of \(ask.subject)", expected: type)?.operand
        if case .literal(.number(let number)) = operand, !FlowLimits.number.contains(number) {
            findings.error(
                node.position,
                "'\(key)' of \(ask.subject) is \(number), outside \(FlowLimits.number.lowerBound) to "
                    + "\(FlowLimits.number.upperBound)")
        }
        return operand
    }

    /// "Nine thirty" may be morning or evening: unless the limits say which, the caller must be asked.
    private func requireConfirmation(of ask: Record, unlessDecidedBy limits: ValueLimits) {
        if case .literal(.time(let min)) = limits.min, case .literal(.time(let max)) = limits.max,
            (0..<720).contains(max.minutes - min.minutes)
        {
            return
        }
        guard ask["confirm"]?.scalarText ?? ConfirmMode.never.rawValue == ConfirmMode.never.rawValue else {
            return
        }
        findings.error(
            ask.has("confirm") ? ask.keyPosition("confirm") : ask.position,
            "\(ask.subject) takes a time, which may be meant before or after noon; confirm it "
                + "('confirm: when_unsure'), or give it 'min' and 'max' less than 12 hours apart")
    }

    private func refuseForeignKeys(_ word: AskTypeWord, _ ask: Record) {
        let homes: [(types: [AskTypeWord], keys: [String])] = [
            ([.choice], ["choices", "identifies"]), ([.digits], ["length", "min_length", "max_length"]),
            ([.date], ["horizon_days", "past"]), ([.money, .number, .time], ["min", "max"]),
            ([.yesNo], ["confirms", "corrects"]),
        ]
        for home in homes where !home.types.contains(word) {
            let names = home.types.map(\.rawValue).joined(separator: ", ")
            ask.refuse(
                home.keys,
                because:
                    "it belongs to the type\(home.types.count == 1 ? "" : "s") \(names), this is \(word.rawValue)"
            )
        }
    }

    private func digitsRange(_ ask: Record) -> ClosedRange<Int>? {
        if ask.has("length") {
            ask.refuse(["min_length", "max_length"], because: "it has a 'length'")
            return ask.integer("length", 1...20).map { $0...$0 }
        }
        guard ask.has("min_length"), ask.has("max_length") else {
            findings.error(ask.position, "\(ask.subject) needs 'length', or 'min_length' and 'max_length'")
            return nil
        }
        guard let least = ask.integer("min_length", 1...20), let most = ask.integer("max_length", 1...20)
        else {
            return nil
        }
        guard least <= most else {
            findings.error(
                ask.keyPosition("min_length"), "'min_length' of \(ask.subject) is above 'max_length'")
            return nil
        }
        return least...most
    }

    // MARK: Slot and confirmation

    private func slot(_ ask: Record, _ word: AskTypeWord?) -> String? {
        if !ask.has("slot"), let word, word != .yesNo {
            findings.error(ask.position, "\(ask.subject) needs 'slot'; only a yes_no goes without")
        }
        return ask.name("slot")
    }

    private mutating func confirmation(
        _ ask: Record, _ mode: ConfirmMode, _ slot: String?, _ draft: inout StepDraft
    ) -> PromptID? {
        let prompt = askPrompts(ask, "confirm_prompt", &draft)?.first
        switch mode {
        case .never:
            ask.refuse(["confirm_prompt"], because: "'confirm' is never")
        case .always, .whenUnsure:
            if !ask.has("confirm_prompt") {
                findings.error(
                    ask.keyPosition("confirm"), "\(ask.subject) confirms, so it needs 'confirm_prompt'")
            }
            if !ask.has("slot") {
                findings.error(
                    ask.keyPosition("confirm"), "\(ask.subject) has no slot whose value it could confirm")
            }
            if ask["secret"]?.scalarText == "true" {
                findings.error(
                    ask.keyPosition("confirm"),
                    "\(ask.subject) is secret: its value cannot be spoken to confirm it")
            }
        }
        return prompt
    }

    private func confirms(_ ask: Record, _ word: AskTypeWord?) -> [FieldName] {
        guard word == .yesNo, let names = ask.names("confirms") else { return [] }
        return names.compactMap { named in
            if let slot = symbols.slots[named.name] {
                if !slot.isSecret { return FieldName(named.name) }
                findings.error(named.position, "the slot '\(named.name)' is secret: it cannot be read back")
                return nil
            }
            let hint = Spelling.hint(for: named.name, among: symbols.slots.keys)
            findings.error(
                named.position, "\(ask.subject) confirms '\(named.name)', which is no slot of the flow\(hint)"
            )
            return nil
        }
    }

    /// Where a corrected value is taken: by confirmed slot, the step that asks for it.
    private func corrects(_ ask: Record, _ confirmed: [FieldName]) -> [FieldName: StepID] {
        guard let entries = ask["corrects"]?.mapping("'corrects' of \(ask.subject)", findings) else {
            return [:]
        }
        var steps: [FieldName: StepID] = [:]
        for entry in entries {
            let slot = FieldName(entry.key)
            let subject = "'\(entry.key.shortened)' under 'corrects' of \(ask.subject)"
            guard confirmed.contains(slot) else {
                let hint = Spelling.hint(for: entry.key, among: confirmed.map(\.rawValue))
                findings.error(entry.keyPosition, "\(subject) is not among what it 'confirms'\(hint)")
                continue
            }
            guard let step = entry.value.name(subject, findings) else { continue }
            if symbols.asked[step] == entry.key {
                steps[slot] = StepID(step)
                continue
            }
            let askers = symbols.asked.filter { $0.value == entry.key }.keys.sorted()
            let hint = Spelling.hint(for: step, among: askers)
            findings.error(
                entry.value.position, "\(subject) must be a step that asks for it, not '\(step)'\(hint)")
        }
        return steps
    }

    private func identifies(_ ask: Record, _ word: AskTypeWord?) -> OutcomeName? {
        guard word == .choice else { return nil }
        return ask.name("identifies").map { OutcomeName($0) }
    }

    private func confidence(_ ask: Record) -> ConfidenceLevels {
        let standard = ConfidenceLevels()
        guard let node = ask["confidence"],
            let record = Record(node, "'confidence' of \(ask.subject)", .confidence, findings)
        else { return standard }
        func level(_ key: String, _ standard: Double) -> Double {
            guard let text = record.text(key) else { return standard }
            if let level = Literal.fraction(text) { return level }
            findings.error(
                record[key]?.position ?? record.position,
                "'\(key)' of \(record.subject) must be a number from 0 to 1, not '\(text.shortened)'")
            return standard
        }
        let levels = ConfidenceLevels(
            accept: level("accept", standard.accept), confirm: level("confirm", standard.confirm))
        if levels.confirm > levels.accept {
            findings.error(record.position, "\(record.subject) has 'confirm' above 'accept'")
        }
        return levels
    }
}
