package import Dialog

/// Whether a prompt may be spoken now.
package enum GuardDecision: Sendable, Hashable {
    case allowed
    case refused(RuleCheck)
}

/// Refuses, while a call runs, what may not be said to whoever is on the line.
///
/// It sees what the journal sees and nothing of the machine that decides: the events of the call, the effects that were
/// ordered, and the flow they are of. Give it every event before the machine handles it and every effect before it is
/// performed; ask it about each prompt of a playback with the words that would be spoken.
///
/// Its facts: *identified*, by the identifying answer that the step was then left with; *verified*, by a pass of a
/// secret's check after that; *notified*, by the end of a playback of the whole legal notice after that. A step that
/// may bring another person to the line ends all three; another language ends the last.
package struct DisclosureGuard: Sendable {
    private enum Person: Sendable {
        case unknown
        /// Said to be the right party; the identifying answer alone unlocks nothing.
        case identified
        case verified(secrets: Set<FieldName>)
        /// Verified, and has heard the whole legal notice.
        case notified(secrets: Set<FieldName>)
    }

    private let rules: DisclosureRules
    private var lexicon: Lexicon
    private var person = Person.unknown
    private var place: CallPlace
    /// Whether the identifying answer was heard in the current step.
    private var heardIdentification = false
    /// Playbacks under way that a caller cannot cut and that contain the legal notice.
    private var noticePlaybacks: Set<PlaybackID> = []

    /// A guard for one call, which begins in that language.
    package init(program: FlowProgram, catalogue: PromptCatalogue, language: LanguageTag) {
        self.init(DisclosureRules(program: program, catalogue: catalogue), language: language)
    }

    /// A guard for one call by rules that are worked out already.
    package init(_ rules: DisclosureRules, language: LanguageTag) {
        self.rules = rules
        lexicon = rules.lexicon(of: language)
        place = CallPlace(rules.program, rootScope: rules.rootScope)
    }

    /// How surely the person on the line is the right party, as far as the guard has seen.
    package var verificationLevel: VerificationLevel? {
        switch person {
        case .unknown: nil
        case .identified: .l0
        case .verified(let secrets), .notified(let secrets): secrets.count > 1 ? .l2 : .l1
        }
    }

    /// Whether the running step may store what the person on the line agreed to.
    package var allowsCommit: Bool {
        guard let required = place.requiredLevel else { return true }
        return verificationLevel.map { $0 >= required } ?? false
    }

    // MARK: What is journalled

    package mutating func observe(_ event: DialogEvent) {
        switch event {
        case .answer(let answer):
            if let identifies = place.identifyingAnswer, answer.meaning.mentions(identifies) {
                heardIdentification = true
            }
        case .verdict(let verdict, _):
            if verdict == .pass, let secret = place.checkedSecret { pass(secret) }
        case .playbackFinished(let playback):
            guard noticePlaybacks.remove(playback) != nil, case .verified(let secrets) = person else {
                return
            }
            person = .notified(secrets: secrets)
        case .transferEnded:
            // Whoever is on the line afterwards is somebody to be verified.
            forgetPerson()
        case .answered, .waitEnded, .speechStarted, .falseStart, .keyPressed, .noMatch, .timerFired,
            .committed, .callerHungUp,
            .fault:
            break
        }
    }

    package mutating func observe(_ effect: DialogEffect) {
        switch effect {
        case .entered(let flow, let step):
            place.enter(step, of: flow)
            heardIdentification = false
            if place.mayChangePerson { forgetPerson() }
        case .left(let step, let outcome):
            if heardIdentification, place.isAt(step), outcome == place.identifyingAnswer,
                case .unknown = person
            {
                person = .identified
            }
        case .play(let playback):
            if playback.bargeIn == .none, playback.prompts.contains(where: { saysLegalNotice($0.prompt) }),
                case .verified = person
            {
                noticePlaybacks.insert(playback.id)
            }
        case .stopPlayback: noticePlaybacks = []
        case .switchLanguage(let language): change(to: language)
        case .transfer, .wait: forgetPerson()
        // A notice that a sound cut could be cut: its end, even if it goes on, doesn't count.
        case .resumePlayback: break
        case .cancelTransfer, .listen, .stopListening, .startTimer, .cancelTimer, .commit, .filled, .end:
            break
        }
    }

    private mutating func pass(_ secret: FieldName) {
        switch person {
        case .unknown: break
        case .identified: person = .verified(secrets: [secret])
        case .verified(let secrets): person = .verified(secrets: secrets.union([secret]))
        case .notified(let secrets): person = .notified(secrets: secrets.union([secret]))
        }
    }

    /// Who is on the line stays verified, and has heard no notice in the new language.
    private mutating func change(to language: LanguageTag) {
        lexicon = rules.lexicon(of: language)
        noticePlaybacks = []
        if case .notified(let secrets) = person { person = .verified(secrets: secrets) }
    }

    private mutating func forgetPerson() {
        person = .unknown
        noticePlaybacks = []
    }

    // MARK: Decision

    /// Whether the prompt may be spoken to whoever is on the line, in those words.
    package func decide(_ prompt: BoundPrompt, renderedText: String) -> GuardDecision {
        guard rules.catalogue.declarations[prompt.prompt] != nil else { return .refused(.wellFormed) }
        guard isDebt(prompt, renderedText) else { return .allowed }
        switch person {
        case .unknown, .identified: return .refused(.verifiedBeforeDebt)
        case .verified: return saysLegalNotice(prompt.prompt) ? .allowed : .refused(.legalNotice)
        case .notified: return .allowed
        }
    }

    private func isDebt(_ prompt: BoundPrompt, _ renderedText: String) -> Bool {
        if place.scopes.contains(where: { rules.sensitivity.debtReason(of: prompt.prompt, in: $0) != nil }) {
            return true
        }
        return lexicon.firstMatch(in: Lexicon.words(renderedText).without(names(in: prompt))) != nil
    }

    /// The names of people that the prompt speaks: a Mr Price is no debt content.
    private func names(in prompt: BoundPrompt) -> [[String]] {
        rules.sensitivity.placeholders(of: prompt.prompt).compactMap { placeholder in
            if case .name(let name)? = prompt.values[placeholder] { Lexicon.words(name) } else { nil }
        }
    }

    private func saysLegalNotice(_ prompt: PromptID) -> Bool {
        rules.catalogue.declarations[prompt]?.says.contains(.legalNotice) == true
    }
}

extension Answer.Meaning {
    /// Whether this is, or may be, that choice.
    fileprivate func mentions(_ choice: OutcomeName) -> Bool {
        switch self {
        case .value(let value): value == .choice(choice)
        case .ambiguous(let values): values.contains(.choice(choice))
        case .universal: false
        }
    }
}

extension [String] {
    /// The words with a gap, an empty word, for each of the names among them.
    fileprivate func without(_ names: [[String]]) -> [String] {
        var words = self
        for name in names where !name.isEmpty && name.count <= words.count {
            for start in 0...(words.count - name.count) where words[start...].starts(with: name) {
                words.replaceSubrange(start..<(start + name.count), with: name.map { _ in "" })
            }
        }
        return words
    }
}
