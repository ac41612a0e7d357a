import Dialog

/// Checks the rules that need no path: they hold of a step or of the whole flow, wherever it is.
struct StandingRules {
    private let program: FlowProgram
    private let catalogue: PromptCatalogue
    private let sensitivity: EffectiveSensitivity
    private let wording: Wording
    private let policy: PolicyInForce
    private let threats: [(language: LanguageTag, lexicon: Lexicon)]
    /// Threats that the policy names itself, in whatever language.
    private let policyThreats: Lexicon
    private(set) var breaches: [Breach] = []

    init(
        _ program: FlowProgram, catalogue: PromptCatalogue, sensitivity: EffectiveSensitivity,
        instances: [FlowInstance], policy: PolicyInForce
    ) {
        self.policy = policy
        self.program = program
        self.catalogue = catalogue
        self.sensitivity = sensitivity
        wording = Wording(sensitivity: sensitivity)
        threats = program.root.languages.map { language in
            (language, Lexicon(catalogue.languages[language]?.threatLexicon ?? []))
        }
        policyThreats = Lexicon(policy.rule(of: .noThreats)?.words("words") ?? [])
        checkCommands()
        checkThreatLexicons()
        for instance in instances {
            let secretSlots = instance.flow.secretSlots
            for profile in instance.steps {
                checkSecrets(profile, in: instance, and: secretSlots)
                checkNotices(profile)
                checkVoicemail(profile, in: instance)
                checkLength(profile)
                checkThreats(profile)
                checkReadBack(profile)
            }
        }
    }

    private mutating func report(
        _ check: RuleCheck, _ position: SourcePosition, _ message: String, rule: Rule.ID? = nil,
        notes: [String] = []
    ) {
        let breach = Breach(check, position, message, rule: rule, notes: notes)
        // One flow may stand in several instances.
        if !breaches.contains(breach) { breaches.append(breach) }
    }

    private mutating func checkCommands() {
        for rule in policy.rules(of: .liveCommands) {
            for name in rule.words("commands") { checkCommand(UniversalName(name), rule) }
        }
    }

    private mutating func checkCommand(_ name: UniversalName, _ rule: Rule) {
        guard let universal = program.root.universals.first(where: { $0.name == name }) else {
            return report(
                .liveCommands, program.root.position, "the flow has no universal '\(name)'", rule: rule.id)
        }
        if universal.requiresVerification, rule.word("from") == "answer" {
            report(
                .liveCommands, universal.position, "'\(name)' must be live before the person is verified",
                rule: rule.id)
        }
        if case .goto = universal.action { return }
        report(.liveCommands, universal.position, "'\(name)' must lead to a step", rule: rule.id)
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
                let words = variants.map { Lexicon.words($0) }
                let own = lexicon.firstMatch(inAnyOf: words)
                guard let word = own ?? policyThreats.firstMatch(inAnyOf: words) else { continue }
                let list = own == nil ? "the policy" : language.rawValue
                report(
                    .noThreats, spoken.line.position,
                    "step '\(profile.name)' threatens: prompt '\(spoken.line.prompt)' says '\(word)', "
                        + "a threat word of \(list)",
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
            if let missing = missingContents(of: spoken, .legalContents) {
                report(
                    .legalContents, spoken.line.position,
                    "step '\(profile.name)' gives a legal notice without `\(missing)`",
                    notes: [wording.quote(spoken)])
            }
            guard bargeIn != .none else { continue }
            report(
                .legalNotice, spoken.line.position,
                "step '\(profile.name)' lets the caller cut the legal notice; it needs `bargein: none`",
                notes: [wording.quote(spoken)])
        }
    }

    /// What a prompt must say by a rule, and doesn't.
    private func missingContents(of spoken: SpokenLine, _ check: RuleCheck) -> String? {
        let said = Set(spoken.says.map(\.rawValue))
        return policy.rule(of: check)?.words("says").first { !said.contains($0) }
    }

    private mutating func checkVoicemail(_ profile: StepProfile, in instance: FlowInstance) {
        for spoken in profile.lines where spoken.says.contains(.voicemail) {
            for check in [RuleCheck.voicemailContents, .limitedContent] {
                guard let missing = missingContents(of: spoken, check) else { continue }
                report(
                    check, spoken.line.position,
                    "step '\(profile.name)' leaves a message without `\(missing)`",
                    notes: [wording.quote(spoken)])
            }
            for problem in excess(of: spoken, in: profile, instance) {
                report(
                    .limitedContent, spoken.line.position, "step '\(profile.name)' \(problem)",
                    notes: [wording.quote(spoken)])
            }
        }
    }

    /// What a message for a machine has beyond what it may have.
    private func excess(
        of spoken: SpokenLine, in profile: StepProfile, _ instance: FlowInstance
    ) -> [String] {
        let more = spoken.says.subtracting(Says.limitedContent).map(\.rawValue).sorted()
        var problems = more.map { "leaves a message that also says `\($0)`" }
        for name in sensitivity.placeholders(of: spoken.line.prompt) {
            var isOfOrganisation = false
            if case .datum(let binding) = instance.scope.resolve(name), case .data(let datum) = binding.source
            {
                isOfOrganisation = program.root.fields.contains {
                    $0.name == datum && $0.origin == .organisation
                }
            }
            if !isOfOrganisation {
                problems.append("leaves a message with {\(name)}, which is not the organisation's")
            }
        }
        guard case .say(let say) = profile.step.kind, say.bargeIn == .none else {
            return problems + ["leaves a message that can be cut; it needs a `say` with `bargein: none`"]
        }
        if say.then == .end(.disposition(.answeringMachine)) {
            problems.append(
                "leaves a message and ends the call as one that left none; end it as `limited_content_message`"
            )
        }
        return problems
    }

    /// A placeholder counts for two words.
    private mutating func checkLength(_ profile: StepProfile) {
        guard let most = policy.rule(of: .shortPrompts)?.number("most_words") else { return }
        for spoken in profile.lines {
            for language in program.root.languages {
                let variants = catalogue.languages[language]?.texts[spoken.line.prompt]?.variants ?? []
                let longest = variants.map { variant in
                    Lexicon.words(variant).reduce(0) { $0 + ($1.isEmpty ? 2 : 1) }
                }.max()
                guard let longest, longest > most else { continue }
                report(
                    .shortPrompts, spoken.line.position,
                    "step '\(profile.name)' says prompt '\(spoken.line.prompt)' of \(longest) words in \(language); "
                        + "at most \(most) are allowed")
            }
        }
    }

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
