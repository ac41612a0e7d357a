// Commands that are live in every step.
extension DialogMachine {
    /// Below this nothing that was said is acted on.
    package static let lowestConfidence = 0.65
    /// Below this a command that leads elsewhere is not acted on; a doubtful opt-out is.
    static let commandConfidence = 0.8

    mutating func universal(_ name: UniversalName, _ answer: Answer) {
        let isOptOut = name == .stopCalling
        let mode = answer.mode
        guard isSure(name, answer.confidence) else {
            if case .listening(let listening) = state { noMatch(listening) } else { misunderstoodDoubt() }
            return
        }
        if isOptOut, mode == .speech, answer.confidence < Self.commandConfidence {
            // What a machine plays is doubtful before all else.
            if machine != nil || doubtOptOut() { return }
        }
        switch state {
        case .listening(let listening):
            guard cutsEverything(name) || isTaken(listening, mode) else { return }
            if name == .refuse {
                if case .check(let check) = listening.question { leave("refused", check.when) }
                return
            }
            guard let universal = find(name) else { return noMatch(listening) }
            give(universal, to: listening)
        case .saying(let saying):
            // What a machine records is cut by nothing else than the opt-out: it may still be its own words.
            if machine?.isRecording == true, !isOptOut { return }
            // Nothing else is asked, so only a command that the flow has, and may be cut for, is acted on.
            guard let universal = find(name), cutsEverything(name) || isCut(saying.say, by: mode) else {
                return
            }
            give(universal, to: saying)
        case .waiting:
            // Nobody has heard yet who calls, so no other command is taken here.
            guard isOptOut, let universal = find(name), case .goto(let step) = universal.action else {
                return
            }
            goByCommand(universal, to: step)
        case .committing(var committing):
            // What is being written is finished first; if that is the wish itself, nothing is new.
            guard isOptOut, committing.request != .stopCalling else { return }
            committing.next = committing.next.withOptOut
            state = .committing(committing)
        case .doubting(let doubt):
            settle(doubt, name, answer)
        case .transferring:
            guard isOptOut, let universal = find(name), case .goto(let step) = universal.action else {
                return
            }
            effects += [.cancelTimer(.transfer), .cancelTransfer]
            goByCommand(universal, to: step)
        case .idle, .ended:
            return
        }
    }

    /// Whether words were heard well enough for what they lead to.
    private func isSure(_ name: UniversalName, _ confidence: Double) -> Bool {
        guard name != .stopCalling, case .goto? = find(name)?.action else {
            return confidence >= Self.lowestConfidence
        }
        return confidence >= Self.commandConfidence
    }

    func find(_ name: UniversalName) -> Universal? {
        program.root.universals.first { $0.name == name }
    }

    private func isLive(_ universal: Universal) -> Bool {
        guard isOffered(universal) else { return false }
        return universal.name == .stopCalling || !universal.requiresVerification || party.isVerified
    }

    /// Whether a command is heard even where nothing else may cut a prompt: what is said is not wanted at all, or not
    /// in this language.
    private func cutsEverything(_ name: UniversalName) -> Bool {
        name == .stopCalling || find(name).map { $0.language != nil && isOffered($0) } ?? false
    }

    private func isCut(_ say: Say, by mode: InputMode) -> Bool {
        switch say.bargeIn {
        case .speech: true
        case .keys: mode == .keys
        case .none: false
        }
    }

    private mutating func give(_ universal: Universal, to listening: Listening) {
        effects.append(.cancelTimer(.noInput))
        machine = nil
        if case .playing = listening.line { effects.append(.stopPlayback) }
        guard isLive(universal) else {
            // Neither yes nor no to what the caller implies: an answer that fits any call.
            guard let neutral = universal.before else { return noMatch(silenced(listening)) }
            return use(universal, of: listening, saying: [bind(neutral)])
        }
        switch universal.action {
        case .goto(let step): goByCommand(universal, to: step)
        case .replay: use(universal, of: listening, saying: [])
        case .say(let prompt): use(universal, of: listening, saying: [bind(prompt)])
        }
    }

    /// Leaves for where a command leads.
    mutating func goByCommand(_ universal: Universal, to step: StepID) {
        if universal.name == .stopCalling { hasOptedOut = true }
        // Whoever gives a command is no machine.
        machine = nil
        depart(universal.language == nil ? .command(universal.name) : .anotherLanguage(universal.name))
        goInRoot(to: .step(step))
        if let target = target(of: universal.language) { change(to: target) }
    }

    private func target(of change: LanguageSwitch?) -> LanguageTag? {
        change?.target(from: language, among: program.root.languages)
    }

    /// Speaks another language from now on.
    private mutating func change(to target: LanguageTag) {
        language = target
        // What was read back in a language that the caller doesn't want was not understood.
        frame.confirmed = []
        effects.append(.switchLanguage(target))
    }

    /// Whether a command means anything now: a language that is spoken already can't be asked for.
    func isOffered(_ universal: Universal) -> Bool {
        universal.language == nil || target(of: universal.language) != nil
    }

    /// A copy for which no prompt plays any more.
    private func silenced(_ listening: Listening) -> Listening {
        var copy = listening
        copy.line = .input(cut: nil)
        return copy
    }

    /// Says something and puts the question again, as often as the universal allows.
    private mutating func use(_ universal: Universal, of listening: Listening, saying prompts: [BoundPrompt])
    {
        var next = listening
        next.universalUses[universal.name, default: 0] += 1
        let limit = universal.max ?? Self.universalUsesDefault
        guard next.universalUses[universal.name, default: 0] <= limit else {
            let own: RetryPolicy =
                switch listening.question {
                case .ask(let ask): ask.noMatch
                case .check: RetryPolicy()
                }
            return giveUp(noMatchRetries(own), .misunderstanding)
        }
        say(prompts + next.lastPrompts, of: next)
    }

    private mutating func give(_ universal: Universal, to saying: Saying) {
        var prompts: [BoundPrompt] = []
        if isLive(universal) {
            switch universal.action {
            case .goto(let step):
                effects.append(.stopPlayback)
                return goByCommand(universal, to: step)
            case .replay: break
            case .say(let prompt): prompts = [bind(prompt)]
            }
        } else if let neutral = universal.before {
            prompts = [bind(neutral)]
        } else {
            return
        }
        var next = saying
        next.universalUses[universal.name, default: 0] += 1
        // Beyond the limit the prompt just goes on.
        guard next.universalUses[universal.name, default: 0] <= universal.max ?? Self.universalUsesDefault
        else {
            return
        }
        effects.append(.stopPlayback)
        machine = nil
        listen(.universals, bargeIn: saying.say.bargeIn, acceptsKeys: true)
        next.playback = play(prompts + saying.say.prompts.map(bind), bargeIn: saying.say.bargeIn)
        state = .saying(next)
    }
}
