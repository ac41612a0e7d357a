import Dialog

/// What is wrong with single steps and commands, in every way in which their flow is run.
struct StandingChecks {
    private(set) var violations: Set<Violation> = []
    private let map: Map
    private let words: Words
    private let catalogue: PromptCatalogue

    init(_ map: Map, _ words: Words, catalogue: PromptCatalogue, meanings: Meanings) {
        self.map = map
        self.words = words
        self.catalogue = catalogue
        checkCommands()
        for language in map.program.root.languages {
            if catalogue.languages[language]?.threatLexicon.isEmpty == true { report("F13", "") }
        }
        for (name, meaning) in meanings.runs {
            guard let flow = map.flow(name) else { continue }
            for step in map.flows[flow].steps.indices { check(step, in: flow, meaning, meanings) }
        }
    }

    private mutating func report(_ rule: String, _ place: String) {
        violations.insert(Violation(rule: rule, place: place))
    }

    private mutating func checkCommands() {
        for (name, rule) in [(UniversalName.stopCalling, "U1"), ("agent", "U2")] {
            let command = map.program.root.universals.first { $0.name == name }
            var leadsOn = false
            if case .goto? = command?.action { leadsOn = true }
            if command?.requiresVerification != false || !leadsOn { report(rule, "") }
        }
    }

    private mutating func check(_ index: Int, in flow: Int, _ meaning: Int, _ meanings: Meanings) {
        let step = map.flows[flow].steps[index]
        let place = map.name(of: Position.Frame(flow: flow, step: index, meaning: meaning))
        for spoken in map.said(by: step, in: flow) {
            if words.threatens(spoken.prompt) { report("F13", place) }
            let isSecret = words.names(in: spoken.prompt).contains { name in
                meanings.binding(of: name, in: meaning)?.isSecret ?? isSecretSlot(name, of: flow)
            }
            if isSecret { report("S2", place) }
            let says = words.says(spoken.prompt)
            guard says.contains(.legalNotice) else { continue }
            if !says.isSuperset(of: [.creditorIdentity, .disputeRight]) { report("L1", place) }
            if canBeCut(step) { report("F6", place) }
        }
        if case .ask(let ask) = step.kind, let question = ask.prompts.first {
            let isUnspoken = ask.confirms.contains { !speaks(question, $0) }
            if isUnspoken { report("P2", place) }
        }
    }

    private func isSecretSlot(_ name: FieldName, of flow: Int) -> Bool {
        map.flows[flow].steps.contains { step in
            if case .ask(let ask) = step.kind { ask.isSecret && ask.slot == name } else { false }
        }
    }

    private func canBeCut(_ step: Step) -> Bool {
        switch step.kind {
        case .say(let say): say.bargeIn != .none
        case .ask(let ask): ask.bargeIn != .none
        case .check(let check): check.bargeIn != .none
        case .decide, .run, .commit, .transfer, .wait, .end, .return: false
        }
    }

    /// Whether every wording in every language speaks the value.
    private func speaks(_ prompt: PromptID, _ name: FieldName) -> Bool {
        map.program.root.languages.allSatisfy { language in
            let variants = catalogue.languages[language]?.texts[prompt]?.variants ?? []
            return variants.allSatisfy { $0.contains { $0.parts.contains(.placeholder(name)) } }
        }
    }
}
