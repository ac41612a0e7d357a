import Dialog

/// What is wrong with single steps and commands, in every way in which their flow is run.
struct StandingChecks {
    private(set) var violations: Set<Violation> = []
    private let map: Map
    private let words: Words
    private let terms: WalkTerms
    private let catalogue: PromptCatalogue

    init(
        _ map: Map, _ words: Words, _ terms: WalkTerms, catalogue: PromptCatalogue, meanings: Meanings
    ) {
        self.terms = terms
        self.map = map
        self.words = words
        self.catalogue = catalogue
        checkCommands()
        for language in map.program.root.languages {
            if catalogue.languages[language]?.threatLexicon.isEmpty == true { report(.threat, "") }
        }
        for (name, meaning) in meanings.runs {
            guard let flow = map.flow(name) else { continue }
            for step in map.flows[flow].steps.indices { check(step, in: flow, meaning, meanings) }
        }
    }

    private mutating func report(_ check: Violation.Check, _ place: String) {
        violations.insert(Violation(check: check, place: place))
    }

    private mutating func checkCommands() {
        for asked in terms.commands {
            let command = map.program.root.universals.first { $0.name == asked.name }
            var leadsOn = false
            if case .goto? = command?.action { leadsOn = true }
            let isWithheld = asked.isForEveryone && command?.requiresVerification == true
            if !leadsOn || isWithheld { report(.command, asked.name.rawValue) }
        }
    }

    private mutating func check(_ index: Int, in flow: Int, _ meaning: Int, _ meanings: Meanings) {
        let step = map.flows[flow].steps[index]
        let place = map.name(of: Position.Frame(flow: flow, step: index, meaning: meaning))
        for spoken in map.said(by: step, in: flow) {
            if words.threatens(spoken.prompt) { report(.threat, place) }
            let isSecret = words.names(in: spoken.prompt).contains { name in
                meanings.binding(of: name, in: meaning)?.isSecret ?? isSecretSlot(name, of: flow)
            }
            if isSecret { report(.secret, place) }
            let says = words.says(spoken.prompt)
            if says.contains(.voicemail), !isLimited(spoken.prompt, says, in: step, meaning, meanings) {
                report(.recorder, place)
            }
            guard says.contains(.legalNotice) else { continue }
            if !Set(says.map(\.rawValue)).isSuperset(of: terms.legalContents) { report(.contents, place) }
            if canBeCut(step) { report(.notice, place) }
        }
        if case .ask(let ask) = step.kind, let question = ask.prompts.first {
            let isUnspoken = ask.confirms.contains { !speaks(question, $0) }
            if isUnspoken { report(.readBack, place) }
        }
    }

    /// Whether a message for a machine says all that it must, nothing else, and can't be cut.
    private func isLimited(
        _ prompt: PromptID, _ says: Set<Says>, in step: Step, _ meaning: Int, _ meanings: Meanings
    ) -> Bool {
        guard let contents = terms.messageContents else { return true }
        let said = Set(says.map(\.rawValue))
        let most: Set = [
            "voicemail", "business_identity", "contact_name", "reply_request", "callback_number",
        ]
        guard said.isSuperset(of: contents), said.isSubset(of: most) else { return false }
        guard case .say(let say) = step.kind, say.bargeIn == .none,
            say.then != .end(.disposition(.answeringMachine))
        else { return false }
        return words.names(in: prompt).allSatisfy { name in
            guard case .datum(let datum)? = meanings.binding(of: name, in: meaning)?.source else {
                return false
            }
            return map.program.root.fields.first { $0.name == datum }?.origin == .organisation
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
