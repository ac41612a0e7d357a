import Compliance
package import Dialog
package import SpokenForms

/// The part of a call that audio and typing share: the machine, what watches it, and what is kept of it.
///
/// It holds no rule of its own: it passes events to the machine, shows both to the disclosure guard, the journal and the
/// turn log, and turns prompts into words.
package struct Conversation {
    package let setup: CallSetup
    private var machine: DialogMachine
    private var disclosure: DisclosureGuard
    private var grammars: GrammarBook
    private var renderer: PromptRenderer
    private var log = TurnLog()
    private var header: JournalHeader?
    private var pending: [JournalRecord] = []
    private var lineCount = 1
    /// What is listened for; its secrecy covers the events that answer it.
    private(set) package var listening: ListenRequest?
    /// The words of the read-back that was said last.
    private var readBack: String?
    private var confirmation: (readBack: String, at: Duration)?
    private var announcing: PlaybackID?
    private(set) package var promise: (promise: PromiseToPay, reference: String?)?
    private(set) package var promiseWasAnnounced = false
    private(set) package var transcript: [TranscriptLine] = []
    private(set) package var end: (CallEnd, Disposition)?
    /// The completed notices, such as the recording notice, so far.
    private(set) package var completed: Set<Says> = []
    private var playing: [PlaybackID: Set<Says>] = [:]
    /// In the order in which they were first spoken.
    private var languages: [LanguageTag]
    /// What is spoken now.
    package var language: LanguageTag { grammars.language }

    package init(_ setup: CallSetup) {
        self.setup = setup
        header = JournalHeader(setup)
        languages = [setup.language]
        machine = DialogMachine(
            program: setup.program,
            facts: CallFacts(
                values: setup.data.values, today: setup.today, currency: setup.currency,
                language: setup.language, calendar: setup.calendar))
        disclosure = DisclosureGuard(setup.prepared.disclosure, language: setup.language)
        grammars = GrammarBook(setup)
        renderer = PromptRenderer(
            catalogue: setup.catalogue, language: setup.language, today: setup.today, seed: setup.seed)
    }

    package var turns: [Turn] { log.turns }
    package var isSecret: Bool { listening?.isSecret ?? false }
    /// How surely the person on the line is known, as the guard derived it; nil before they said who they are.
    package var verificationLevel: VerificationLevel? { disclosure.verificationLevel }
    /// The ways out of steps that the last event made the conversation take.
    package var departures: [Departure] { machine.departures }
    /// Below this, a spoken identity answer that doesn't fit is asked for again, not counted as wrong.
    private static let secretConfidence = 0.85

    /// Passes an event on and returns what is to be done.
    package mutating func handle(_ event: DialogEvent, at time: Duration) -> [DialogEffect] {
        let secret = isSecret
        disclosure.observe(event)
        record { JournalRecord(event, n: $0, t: time.milliseconds, isSecret: secret) }
        let effects = machine.handle(event)
        if !isUnheeded(event, effects) {
            note(event, at: time)
            log.observe(event, at: time, isSecret: secret)
        }
        for effect in effects {
            disclosure.observe(effect)
            log.observe(effect)
            record { JournalRecord(effect, n: $0, t: time.milliseconds, isSecret: secret) }
            note(effect, at: time)
        }
        return effects
    }

    /// Whether nothing came of the caller's words, as of a command over a notice that it may not cut, or of doubtful words
    /// over a prompt that goes on through noise.
    ///
    /// Most such words were something else ("hello?"). The journal has them; who reads the conversation would be misled.
    private func isUnheeded(_ event: DialogEvent, _ effects: [DialogEffect]) -> Bool {
        guard case .answer(let answer) = event else { return false }
        // An opt-out may have to wait until something is stored.
        return effects.isEmpty && answer.meaning != .universal(.stopCalling)
    }

    private mutating func note(_ event: DialogEvent, at time: Duration) {
        switch event {
        case .answer(let answer):
            say(heard: answer, at: time)
        case .noMatch: transcript.append(TranscriptLine(at: time, speaker: .caller, text: "(not understood)"))
        case .timerFired: transcript.append(TranscriptLine(at: time, speaker: .caller, text: "(silence)"))
        case .verdict: transcript.append(TranscriptLine(at: time, speaker: .caller, text: Turn.mask))
        case .playbackFinished(let id):
            completed.formUnion(playing[id] ?? [])
            if announcing == id { promiseWasAnnounced = true }
        case .callerHungUp: transcript.append(TranscriptLine(at: time, speaker: .caller, text: "(hangs up)"))
        case .answered, .waitEnded, .speechStarted, .falseStart, .keyPressed, .committed, .transferEnded,
            .fault:
            break
        }
    }

    private mutating func say(heard answer: Answer, at time: Duration) {
        let isCommand = if case .universal = answer.meaning { true } else { false }
        let words = isSecret && !isCommand ? Turn.mask : answer.words
        let text = answer.mode == .keys ? "[\(words)]" : words
        transcript.append(TranscriptLine(at: time, speaker: .caller, text: text))
    }

    private mutating func note(_ effect: DialogEffect, at time: Duration) {
        switch effect {
        case .listen(let request): listening = request
        case .stopListening: listening = nil
        case .play(let playback):
            playing[playback.id] = Set(playback.prompts.flatMap { says($0.prompt) })
        case .end(let end, let disposition): self.end = (end, disposition)
        case .entered: readBack = nil
        case .switchLanguage(let language): speak(language)
        case .left(_, let outcome):
            // Only the yes by which the machine leaves the read-back itself confirms it.
            if outcome == "said_yes", let readBack { confirmation = (readBack, time) }
        case .filled(_, let value):
            // Something else was agreed since.
            if value.type != .yesNo { confirmation = nil }
        case .stopPlayback, .resumePlayback, .startTimer, .cancelTimer, .wait, .commit, .transfer,
            .cancelTransfer:
            break
        }
    }

    private mutating func speak(_ language: LanguageTag) {
        renderer.language = language
        grammars.language = language
        (readBack, confirmation) = (nil, nil)
        if !languages.contains(language) { languages.append(language) }
    }

    private func says(_ prompt: PromptID) -> Set<Says> { setup.catalogue.declarations[prompt]?.says ?? [] }

    private mutating func record(_ make: (Int) -> JournalRecord) {
        lineCount += 1
        pending.append(make(lineCount))
    }

    /// The journal lines since the last call; the header before all others.
    package mutating func drainJournal() -> [JournalLine] {
        guard !pending.isEmpty else { return [] }
        defer {
            header = nil
            pending = []
        }
        return (header.map { [$0.line] } ?? []) + pending.map(\.line)
    }

    /// The words of a playback; a fault if a prompt may not be said now, or can't be.
    package mutating func render(_ playback: Playback, at time: Duration) -> Result<
        [RenderedPrompt], RenderFault
    > {
        var rendered: [RenderedPrompt] = []
        for bound in playback.prompts {
            guard let prompt = renderer.render(bound, in: playback.id) else {
                return .failure(.noWords(bound.prompt))
            }
            switch disclosure.decide(bound, renderedText: prompt.text) {
            case .allowed: rendered.append(prompt)
            case .refused(let check): return .failure(.refused(bound.prompt, check: check.rawValue))
            }
        }
        for prompt in rendered {
            if says(prompt.prompt).contains(.readBack) { readBack = prompt.text }
            if says(prompt.prompt).contains(.promiseConfirmation), promise != nil { announcing = playback.id }
            transcript.append(TranscriptLine(at: time, speaker: .agent, text: prompt.text))
        }
        return .success(rendered)
    }

    package mutating func grammar(for request: ListenRequest) throws(GrammarFailure) -> ListeningGrammar {
        try grammars.grammar(for: request)
    }

    /// What keys mean; the universals alone where keys don't answer the question.
    package mutating func keyGrammar(for request: ListenRequest) throws(GrammarFailure) -> ListeningGrammar {
        guard !request.acceptsKeys else { return try grammars.grammar(for: request) }
        return try grammars.grammar(
            for: ListenRequest(
                purpose: .universals, universals: request.universals, bargeIn: request.bargeIn,
                acceptsKeys: true,
                isSecret: request.isSecret))
    }

    /// What an utterance or an entry is to the machine; nil if nothing was asked that it could fail to answer.
    ///
    /// `meaning` is nil for what no grammar takes. An answer to a secret is compared, and nothing of either is kept.
    package func event(
        for meaning: Answer.Meaning?, _ request: ListenRequest, mode: InputMode, confidence: Double,
        words: String, verification: VerificationScore? = nil
    ) -> DialogEvent? {
        guard let meaning else {
            // "February thirtieth" is no date, but what was said may be the secret all the same.
            if let verdict = verification?.verdict, verdict != .fail { return .verdict(verdict, mode) }
            // Where nothing was asked, words that are no command are not an answer that failed.
            return request.purpose == .universals ? nil : .noMatch(mode)
        }
        guard case .secret(let secret, _) = request.purpose, case .value(let value) = meaning else {
            return .answer(Answer(meaning, mode: mode, confidence: confidence, words: words))
        }
        let isSure = mode == .keys || confidence >= Self.secretConfidence
        // Doubtful words prove nothing either way; a right answer is not heard by chance.
        if setup.data.secrets[secret] == value { return .verdict(.pass, mode) }
        let verdict = verification?.verdict ?? .fail
        return .verdict(verdict == .fail && !isSure ? .unsure : verdict, mode)
    }

    /// What a spoken answer to a secret is compared with; nil if it is compared by its value alone.
    package func verification(
        of secret: FieldName, in grammar: ListeningGrammar
    ) throws(GrammarFailure) -> VerificationGrammar? {
        guard let value = setup.data.secrets[secret] else { return nil }
        return try VerificationGrammar(value, in: grammar)
    }

    /// What the store is to make durable; nil if the person isn't verified as the step requires, or for a promise that
    /// no yes to a read-back stands behind.
    package func commitRecord(for request: CommitRequest, at time: Duration) -> CommitRecord? {
        // A wish for no more calls is anyone's to have.
        guard request == .stopCalling || disclosure.allowsCommit else { return nil }
        let content: CommitRecord.Content
        switch request {
        case .promise(let kind, let instalments):
            guard let confirmation, let level = disclosure.verificationLevel else { return nil }
            content = .promise(
                PromiseToPay(
                    kind: kind, instalments: instalments, verificationLevel: level,
                    readBack: confirmation.readBack, confirmedAt: confirmation.at))
        case .callBack(let date, let time): content = .callBack(on: date, at: time)
        case .stopCalling: content = .stopCalling
        case .dispute: content = .dispute
        case .flag(let disposition): content = .flag(disposition)
        }
        return CommitRecord(
            call: setup.id, account: setup.account, mediaMilliseconds: time.milliseconds, date: setup.today,
            content: content)
    }

    /// Takes note of what the store made durable, before the machine hears of it.
    package mutating func noteCommitted(_ record: CommitRecord, _ outcome: CommitOutcome) {
        guard case .promise(let promise) = record.content, case .done(let reference) = outcome else { return }
        self.promise = (promise, reference)
    }

    package mutating func setGap(_ gap: ResponseGap) { log.setGap(gap) }

    /// The result of the call; nil until it has ended.
    package func outcome(duration: Duration, troubles: [String]) -> CallOutcome? {
        guard let (end, disposition) = end else { return nil }
        return CallOutcome(
            id: setup.id, account: setup.account, end: end, disposition: disposition,
            promise: promise?.promise,
            promiseReference: promise?.reference, promiseWasAnnounced: promiseWasAnnounced,
            flow: setup.program.root.name, flowVersion: setup.program.root.version, languages: languages,
            date: setup.today, seed: setup.seed, duration: duration, turns: turns, transcript: transcript,
            troubles: troubles, unsafeAllowed: setup.unsafeAllowed)
    }
}

/// Why a playback can't be said.
package enum RenderFault: Error, Hashable {
    /// No words in the call's language, or a value that isn't set.
    case noWords(PromptID)
    /// The disclosure guard refused it; names the check.
    case refused(PromptID, check: String)

    package var fault: CallFault {
        switch self {
        case .noWords: .synthesizer
        case .refused: .disclosureRefused
        }
    }

    /// For the list of a call's troubles; names the prompt, not what it says.
    package var description: String {
        switch self {
        case .noWords(let prompt): "prompt '\(prompt)' could not be put into words"
        case .refused(let prompt, let check): "the disclosure guard refused prompt '\(prompt)': \(check)"
        }
    }
}
