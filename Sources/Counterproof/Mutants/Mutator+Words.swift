import Dialog

// Changes of what is said.
extension Mutator {
    mutating func dropPrompt() -> Change? {
        // Most lists end with a goodbye; those of notices come up as often as all others together.
        let isOfNotices = Bool.random(using: &random)
        let catalogue = catalogue
        guard
            let (flow, index, step, say) = pickStep({ step -> Say? in
                guard let say = Self.say(step, atLeast: 2) else { return nil }
                let tells = say.prompts.contains { Self.tells(catalogue.declarations[$0]) }
                return tells == isOfNotices ? say : nil
            }), let place = say.prompts.indices.randomElement(using: &random)
        else { return nil }
        var prompts = say.prompts
        let dropped = prompts.remove(at: place)
        return changed(
            "without \(dropped)", flow, index,
            step.changing(kind: .say(Say(prompts: prompts, bargeIn: say.bargeIn, then: say.then))))
    }

    /// Whether the prompt tells something that a rule may ask for.
    private static func tells(_ declaration: PromptDeclaration?) -> Bool {
        declaration?.says.isSubset(of: [.callbackNumber, .promiseConfirmation, .readBack]) == false
    }

    mutating func swapPrompts() -> Change? {
        guard let (flow, index, step, say) = pickStep({ Self.say($0, atLeast: 2) }),
            let one = say.prompts.indices.randomElement(using: &random),
            let other = say.prompts.indices.filter({ $0 != one }).randomElement(using: &random)
        else { return nil }
        var prompts = say.prompts
        prompts.swapAt(one, other)
        return changed(
            "in the order \(prompts)", flow, index,
            step.changing(kind: .say(Say(prompts: prompts, bargeIn: say.bargeIn, then: say.then))))
    }

    private static func say(_ step: Step, atLeast count: Int) -> Say? {
        if case .say(let say) = step.kind, say.prompts.count >= count { say } else { nil }
    }

    mutating func cutNotice() -> Change? {
        guard
            let (flow, index, step, kind) = pickStep({ step -> StepKind? in
                if case .say(let say) = step.kind, say.bargeIn == .none {
                    return .say(Say(prompts: say.prompts, bargeIn: .speech, then: say.then))
                }
                if case .ask(let ask) = step.kind, ask.bargeIn == .none {
                    return .ask(ask.changing(bargeIn: .speech))
                }
                return nil
            })
        else { return nil }
        return changed("can be cut", flow, index, step.changing(kind: kind))
    }

    mutating func moveDisclosure() -> Change? {
        let debt = catalogue.declarations.values.filter { $0.about == .debt }.map(\.id).sorted()
        guard let prompt = pick(debt),
            let (flow, index, step, _) = pickStep({ step -> Bool? in
                switch step.kind {
                case .say, .ask, .check: true
                case .decide, .run, .commit, .transfer, .wait, .end, .return: nil
                }
            })
        else { return nil }
        let kind: StepKind
        switch step.kind {
        case .say(let say):
            let place = Int.random(in: 0...say.prompts.count, using: &random)
            var prompts = say.prompts
            prompts.insert(prompt, at: place)
            kind = .say(Say(prompts: prompts, bargeIn: say.bargeIn, then: say.then))
        case .ask(let ask): kind = .ask(ask.changing(prompts: [prompt] + ask.prompts.dropFirst()))
        case .check(let check): kind = .check(check.changing(prompts: check.prompts + [prompt]))
        case .decide, .run, .commit, .transfer, .wait, .end, .return: return nil
        }
        return changed("says \(prompt)", flow, index, step.changing(kind: kind))
    }

    mutating func replacePrompt() -> Change? {
        let root = program.root
        guard let prompt = pick(catalogue.declarations.keys.sorted()),
            let index = root.universals.indices.randomElement(using: &random)
        else { return nil }
        var universals = root.universals
        let universal = universals[index]
        if case .say = universal.action {
            universals[index] = universal.changing(action: .say(prompt))
        } else if universal.requiresVerification {
            universals[index] = universal.changing(before: .some(prompt))
        } else if universal.name == .stopCalling {
            universals[index] = universal.changing(confirm: .some(prompt))
        } else {
            return nil
        }
        return changed("\(universal.name) says \(prompt)", root: root.changing(universals: universals))
    }

    // MARK: Declarations and texts

    mutating func declareDebt() -> Change? {
        guard let prompt = pick(neutralPrompts) else { return nil }
        return changed("\(prompt) is about the debt") {
            $0.declarations[prompt] = $0.declarations[prompt]?.changing(about: .debt)
        }
    }

    mutating func dropSays() -> Change? {
        let declarations = catalogue.declarations.values.filter(Self.tells).sorted { $0.id < $1.id }
        guard let declaration = pick(declarations),
            let dropped = pick(declaration.says.sorted { $0.rawValue < $1.rawValue })
        else { return nil }
        return changed("\(declaration.id) does not say \(dropped.rawValue)") {
            $0.declarations[declaration.id] = declaration.changing(
                says: declaration.says.subtracting([dropped]))
        }
    }

    mutating func addPlaceholder(of fields: [DataField]) -> Change? {
        guard let prompt = pick(neutralPrompts), let field = pick(fields) else { return nil }
        return changed("\(prompt) speaks \(field.name)") {
            for language in program.root.languages {
                let text = $0.languages[language]?.texts[prompt]
                $0.languages[language]?.texts[prompt] = text?.adding(.placeholder(field.name))
            }
        }
    }

    mutating func addWord(from lexicon: KeyPath<LanguagePrompts, [String]>) -> Change? {
        guard let prompt = pick(neutralPrompts), let language = pick(program.root.languages),
            let word = pick(catalogue.languages[language]?[keyPath: lexicon] ?? [])
        else { return nil }
        return changed("\(prompt) says '\(word)'") {
            let text = $0.languages[language]?.texts[prompt]
            $0.languages[language]?.texts[prompt] = text?.adding(.text(word))
        }
    }

    mutating func dropSpoken() -> Change? {
        guard
            let (_, _, _, ask) = pickStep({ step -> Ask? in
                if case .ask(let ask) = step.kind, !ask.confirms.isEmpty { ask } else { nil }
            }), let name = pick(ask.confirms), let prompt = pick(ask.prompts)
        else { return nil }
        return changed("\(prompt) does not speak \(name)") {
            for language in program.root.languages {
                let text = $0.languages[language]?.texts[prompt]
                $0.languages[language]?.texts[prompt] = text?.without(name)
            }
        }
    }

    private var neutralPrompts: [PromptID] {
        let said = Set(program.flows.flatMap { flow in flow.steps.flatMap(\.prompts) } + commandPrompts)
        return catalogue.declarations.values.filter { $0.about == .neutral && said.contains($0.id) }
            .map(\.id).sorted()
    }

    private var commandPrompts: [PromptID] {
        program.root.universals.flatMap { universal -> [PromptID] in
            var prompts = [universal.before, universal.confirm].compactMap { $0 }
            if case .say(let prompt) = universal.action { prompts.append(prompt) }
            return prompts
        }
    }
}

extension Step {
    /// The prompts that the step itself says.
    fileprivate var prompts: [PromptID] {
        switch kind {
        case .say(let say): say.prompts
        case .ask(let ask):
            ask.prompts + [ask.outOfRange, ask.confirmPrompt, ask.nearestPrompt].compactMap { $0 }
        case .check(let check): check.prompts
        case .decide, .run, .commit, .transfer, .wait, .end, .return: []
        }
    }
}
