import Dialog

/// Checks the rules that need no path: they hold of a step or of the whole flow, wherever it is.
struct StandingRules {
    private let program: FlowProgram
    private let catalogue: PromptCatalogue
    private let sensitivity: EffectiveSensitivity
    private let wording: Wording
    private let threats: [(language: LanguageTag, lexicon: Lexicon)]
    private(set) var findings: [Diagnostic] = []

    init(
        _ program: FlowProgram, catalogue: PromptCatalogue, sensitivity: EffectiveSensitivity,
        instances: [FlowInstance]
    ) {
        self.program = program
        self.catalogue = catalogue
        self.sensitivity = sensitivity
        wording = Wording(sensitivity: sensitivity)
        threats = program.root.languages.map { language in
            (language, Lexicon(catalogue.languages[language]?.threatLexicon ?? []))
        }
        checkCommands()
        checkThreatLexicons()
        for instance in instances {
            let secretSlots = instance.flow.secretSlots
            for profile in instance.steps {
                checkSecrets(profile, in: instance, and: secretSlots)
                checkNotices(profile)
                checkThreats(profile)
                checkReadBack(profile)
            }
        }
    }

    private mutating func report(
        _ rule: Rule.ID, _ position: SourcePosition, _ message: String, notes: [String] = []
    ) {
        let finding = Diagnostic(position, rule: rule.rawValue, message, notes: notes)
        // One flow may stand in several instances.
        if !findings.contains(finding) { findings.append(finding) }
    }

    private mutating func checkCommands() {
        for (name, rule) in [(UniversalName.stopCalling, Rule.ID.optOutAlways), ("agent", .agentAlways)] {
            guard let universal = program.root.universals.first(where: { $0.name == name }) else {
                report(rule, program.root.position, "the flow has no universal '\(name)'")
                continue
            }
            if universal.requiresVerification {
                report(rule, universal.position, "'\(name)' must be live before the person is verified")
            }
            if case .goto = universal.action { continue }
            report(rule, universal.position, "'\(name)' must lead to a step")
        }
    }

    private mutating func checkSecrets(
        _ profile: StepProfile, in instance: FlowInstance, and secretSlots: Set<FieldName>
    ) {
        for spoken in profile.lines {
            for name in sensitivity.placeholders(of: spoken.line.prompt) {
                var isSecret = secretSlots.contains(name)
                if case .datum(let binding) = instance.scope.resolve(name) { isSecret = binding.isSecret }
                guard isSecret else { continue }
                report(
                    .unspokenSecrets, spoken.line.position,
                    "step '\(profile.name)' speaks {\(name)}, a secret",
                    notes: [wording.quote(spoken.line, reason: .speaks(name))])
            }
        }
    }

    /// Without a list of threats nothing is proved of threats.
    private mutating func checkThreatLexicons() {
        for language in program.root.languages {
            guard let prompts = catalogue.languages[language], prompts.threatLexicon.isEmpty else { continue }
            report(
                .noThreats, program.root.position,
                "\(language) has no `threat_words`, so nothing shows that no prompt threatens")
        }
    }

    private mutating func checkThreats(_ profile: StepProfile) {
        for spoken in profile.lines {
            for (language, lexicon) in threats {
                let variants = catalogue.languages[language]?.texts[spoken.line.prompt]?.variants ?? []
                guard let word = variants.lazy.compactMap({ lexicon.firstMatch(in: Lexicon.words($0)) }).first
                else { continue }
                report(
                    .noThreats, spoken.line.position,
                    "step '\(profile.name)' threatens: prompt '\(spoken.line.prompt)' says '\(word)', "
                        + "a threat word of \(language)",
                    notes: [wording.quote(spoken.line, reason: .word(word, language))])
            }
        }
    }

    private mutating func checkNotices(_ profile: StepProfile) {
        let bargeIn: BargeIn
        switch profile.step.kind {
        case .say(let say): bargeIn = say.bargeIn
        case .ask(let ask): bargeIn = ask.bargeIn
        case .check(let check): bargeIn = check.bargeIn
        case .decide, .run, .commit, .transfer, .wait, .end, .return: return
        }
        for spoken in profile.lines where spoken.says.contains(.legalNotice) {
            if let missing = Self.legalContents.first(where: { !spoken.says.contains($0) }) {
                report(
                    .legalContents, spoken.line.position,
                    "step '\(profile.name)' gives a legal notice without `\(missing.rawValue)`",
                    notes: [wording.quote(spoken)])
            }
            guard bargeIn != .none else { continue }
            report(
                .legalNotice, spoken.line.position,
                "step '\(profile.name)' lets the caller cut the legal notice; it needs `bargein: none`",
                notes: [wording.quote(spoken)])
        }
    }

    private static let legalContents: [Says] = [.creditorIdentity, .disputeRight]

    private mutating func checkReadBack(_ profile: StepProfile) {
        guard case .ask(let ask) = profile.step.kind, let prompt = ask.prompts.first else { return }
        for name in ask.confirms {
            for language in program.root.languages {
                let variants = catalogue.languages[language]?.texts[prompt]?.variants ?? []
                let isSpoken = variants.allSatisfy { variant in
                    variant.contains { $0.parts.contains(.placeholder(name)) }
                }
                if isSpoken { continue }
                report(
                    .spokenReadBack, profile.step.position,
                    "step '\(profile.name)' confirms '\(name)', and prompt '\(prompt)' does not speak it in \(language)"
                )
            }
        }
    }
}

extension Flow {
    /// The slots that a secret `ask` fills.
    var secretSlots: Set<FieldName> {
        Set(
            steps.compactMap { step in
                if case .ask(let ask) = step.kind, ask.isSecret { ask.slot } else { nil }
            })
    }
}
