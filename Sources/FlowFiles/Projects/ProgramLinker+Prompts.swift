import Dialog

/// What flows expect of the prompt files.
extension ProgramLinker {
    func linkPrompts(_ root: Flow, _ rootParsed: ParsedFlow) {
        let languages = languages(of: root, rootParsed)
        var reported: Set<String> = []
        for (flow, parsed) in draft.flows where flow.isSubFlow || flow.name == root.name {
            for use in parsed.links.promptUses { link(use, flow, parsed, languages, &reported) }
            for step in flow.steps {
                if case .ask(let ask) = step.kind { link(ask, step, parsed, languages) }
                if case .decide(let decide) = step.kind { link(decide, step, parsed) }
            }
        }
        linkUniversals(root, languages)
    }

    /// The languages of the root that have a folder; the others are reported.
    private func languages(of root: Flow, _ parsed: ParsedFlow) -> [(
        tag: LanguageTag, prompts: LanguagePrompts
    )] {
        root.languages.compactMap { tag in
            if let prompts = catalogue.languages[tag] { return (tag, prompts) }
            let known = catalogue.languages.keys.map(\.rawValue)
            findings.error(
                parsed.links.languagePositions[tag] ?? root.position,
                "\(promptFolder) has no folder '\(tag)'\(Spelling.hint(for: tag.rawValue, among: known))")
            return nil
        }
    }

    // MARK: Prompts

    private func link(
        _ use: FlowLinks.PromptUse, _ flow: Flow, _ parsed: ParsedFlow,
        _ languages: [(tag: LanguageTag, prompts: LanguagePrompts)], _ reported: inout Set<String>
    ) {
        guard catalogue.declarations[use.prompt] != nil else {
            let hint = Spelling.hint(
                for: use.prompt.rawValue, among: catalogue.declarations.keys.map(\.rawValue))
            findings.error(use.position, "the prompt '\(use.prompt)' is not in catalogue.yaml\(hint)")
            return
        }
        for (tag, prompts) in languages {
            guard let text = prompts.texts[use.prompt] else {
                if reported.insert("\(tag) \(use.prompt)").inserted {
                    findings.error(use.position, "the prompt '\(use.prompt)' has no text in \(tag)")
                }
                continue
            }
            for name in text.placeholders.sorted() {
                guard let problem = placeholderProblem(name, use.scope, flow, parsed.symbols),
                    reported.insert("\(tag) \(use.prompt) \(name) \(flow.name) \(problem)").inserted
                else { continue }
                findings.error(
                    use.position, "the prompt '\(use.prompt)' speaks {\(name)} in \(tag), \(problem)",
                    notes: ["its text is at \(text.position)"])
            }
        }
    }

    private func placeholderProblem(
        _ name: FieldName, _ scope: FlowLinks.PromptUse.Scope, _ flow: Flow, _ symbols: FlowSymbols
    ) -> String? {
        // Universals, and the defaults of the root, are spoken in every flow: they see what all flows see.
        let seesFlow = scope == .step || (scope == .flowDefaults && flow.isSubFlow)
        let isSlot = symbols.slots[name.rawValue] != nil
        let referent = isSlot && !seesFlow ? nil : symbols.referent(name.rawValue)
        switch referent {
        case .slot(let slot):
            return slot.isSecret ? "which is secret" : speechProblem(slot.type)
        case .field(let field):
            return field.isSecret ? "which is secret" : speechProblem(field.type)
        case .builtIn(let type): return speechProblem(type)
        case .unknown: return nil
        case nil:
            if isSlot { return "a slot; here only data can be spoken, the prompt is heard in every flow" }
            let hint = Spelling.hint(for: name.rawValue, among: symbols.referableNames)
            return "which '\(flow.name)' does not have as a slot, input or datum\(hint)"
        }
    }

    private func speechProblem(_ type: ValueType) -> String? {
        switch type {
        case .text, .name, .phone, .digits, .date, .time, .money, .number, .hours: nil
        case .choice, .yesNo, .level: "a \(type.rawValue), which has no spoken form"
        }
    }

    // MARK: Asks

    private func link(
        _ ask: Ask, _ step: Step, _ parsed: ParsedFlow,
        _ languages: [(tag: LanguageTag, prompts: LanguagePrompts)]
    ) {
        if case .choice(let name) = ask.type { linkChoices(name, ask, step, parsed, languages) }
        let positions = parsed.links.places[step.id]?.promptPositions ?? [:]
        for (tag, prompts) in languages {
            if let slot = ask.slot, let prompt = ask.nearestPrompt, let text = prompts.texts[prompt],
                !text.everyVariantSpeaks(slot)
            {
                findings.error(
                    positions[prompt] ?? step.position,
                    "the prompt '\(prompt)' offers '\(slot)', but does not speak {\(slot)} in \(tag)",
                    notes: ["its text is at \(text.position)"])
            }
            if let slot = ask.slot, let prompt = ask.confirmPrompt, let text = prompts.texts[prompt],
                !text.everyVariantSpeaks(slot)
            {
                findings.error(
                    positions[prompt] ?? step.position,
                    "the prompt '\(prompt)' confirms '\(slot)', but does not speak {\(slot)} in \(tag)",
                    notes: ["its text is at \(text.position)"])
            }
            // Later prompts may be shorter: the first attempt has read everything back.
            guard let first = ask.prompts.first, let text = prompts.texts[first] else { continue }
            for slot in ask.confirms where !text.everyVariantSpeaks(slot) {
                findings.error(
                    positions[first] ?? step.position,
                    "step '\(step.id)' confirms '\(slot)', but its first prompt '\(first)' does not speak {\(slot)} "
                        + "in \(tag)",
                    notes: ["its text is at \(text.position)"])
            }
        }
    }

    private func linkChoices(
        _ name: ChoicesName, _ ask: Ask, _ step: Step, _ parsed: ParsedFlow,
        _ languages: [(tag: LanguageTag, prompts: LanguagePrompts)]
    ) {
        let place = parsed.links.place(step, "ask.choices")
        guard let declaration = catalogue.choices[name] else {
            let hint = Spelling.hint(for: name.rawValue, among: catalogue.choices.keys.map(\.rawValue))
            findings.error(place, "the choices '\(name)' are not in catalogue.yaml\(hint)")
            return
        }
        for (tag, prompts) in languages where prompts.choicePhrases[name] == nil {
            findings.error(place, "the choices '\(name)' have no phrases in \(tag)")
        }
        let values = declaration.choices.map(\.value)
        checkOutcomes(step, parsed, values, of: "the choice '\(name)'")
        if let identifies = ask.identifies, !values.contains(identifies) {
            let hint = Spelling.hint(for: identifies.rawValue, among: values.map(\.rawValue))
            findings.error(
                parsed.links.place(step, "ask.identifies"),
                "'identifies' of step '\(step.id)' is '\(identifies)', no value of the choice '\(name)'\(hint)"
            )
        }
    }

    /// A choice can only be compared with its values.
    private func link(_ decide: Decide, _ step: Step, _ parsed: ParsedFlow) {
        for found in decide.cases {
            guard case .field(let field) = found.value, let literal = found.comparison.choiceLiteral,
                case .slot(let slot) = parsed.symbols.referent(field.rawValue), let name = slot.choices,
                let values = catalogue.choices[ChoicesName(name)]?.choices.map(\.value),
                !values.contains(literal)
            else { continue }
            let hint = Spelling.hint(for: literal.rawValue, among: values.map(\.rawValue))
            findings.error(
                found.position,
                "step '\(step.id)' compares '$\(field)' with '\(literal)', no value of '\(name)'\(hint)")
        }
    }

    // MARK: Universals

    private func linkUniversals(_ root: Flow, _ languages: [(tag: LanguageTag, prompts: LanguagePrompts)]) {
        for universal in root.universals {
            // Who hears a language already doesn't ask for it.
            for (tag, prompts) in languages
            where prompts.universalPhrases[universal.name] == nil && universal.language != .to(tag) {
                let known = prompts.universalPhrases.keys.map(\.rawValue)
                findings.error(
                    universal.position,
                    "the universal '\(universal.name)' has no phrases in \(tag)"
                        + Spelling.hint(for: universal.name.rawValue, among: known))
            }
        }
        let firstCheck = draft.flows.lazy.flatMap(\.flow.steps).first { step in
            if case .check = step.kind { true } else { false }
        }
        guard let firstCheck else { return }
        for (tag, prompts) in languages where prompts.universalPhrases[.refuse] == nil {
            findings.error(
                firstCheck.position,
                "check steps need phrases for the universal 'refuse', and \(tag) has none")
        }
    }
}

extension PromptText {
    /// Whether the placeholder is spoken whichever variant plays.
    fileprivate func everyVariantSpeaks(_ name: FieldName) -> Bool {
        variants.allSatisfy { $0.contains { $0.parts.contains(.placeholder(name)) } }
    }
}

extension Comparison {
    fileprivate var choiceLiteral: OutcomeName? {
        switch self {
        case .equals(.literal(.choice(let value))), .differs(.literal(.choice(let value))): value
        case .equals, .differs, .atLeast, .atMost, .moreThan, .lessThan, .withinDays, .isSet, .isUnset: nil
        }
    }
}
