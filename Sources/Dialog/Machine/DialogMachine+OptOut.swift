// The wish for no more calls: obeyed at once, or asked about once if the words were doubtful.
extension DialogMachine {
    /// Asks whether a doubtful opt-out was meant; false if it is to be obeyed at once.
    ///
    /// That is so where the flow has no question for it, where nobody knows yet who calls, and once the caller has
    /// opted out or been asked `doubtsPerCallLimit` times.
    mutating func doubtOptOut() -> Bool {
        guard let universal = find(.stopCalling), let question = universal.confirm,
            case .goto = universal.action,
            !hasOptedOut, doubts < Self.doubtsPerCallLimit
        else { return false }
        switch state {
        case .listening(let listening):
            effects.append(.cancelTimer(.noInput))
            if case .playing = listening.line { effects.append(.stopPlayback) }
            doubt(.listening(listening), asking: question)
        case .saying(let saying):
            effects.append(.stopPlayback)
            doubt(.saying(saying), asking: question)
        case .committing(var committing):
            // What is being written is finished first.
            guard committing.request != .stopCalling else { return false }
            // A call that is over can't be asked anything.
            guard case .outcome = committing.next else { return false }
            committing.next = .doubtfulOptOut(question)
            state = .committing(committing)
        case .transferring(let transfer):
            effects += [.cancelTimer(.transfer), .cancelTransfer]
            doubt(.transferring(transfer), asking: question)
        case .idle, .waiting, .doubting, .ended:
            return false
        }
        return true
    }

    mutating func doubt(_ interrupted: Doubt.Interrupted, asking question: PromptID) {
        doubts += 1
        // Who was asked for a secret may still be saying it.
        listen(.answer(.yesNo), bargeIn: .speech, acceptsKeys: true, isSecret: interrupted.isSecret)
        let playback = play([bind(question)], bargeIn: .speech)
        state = .doubting(Doubt(interrupted: interrupted, line: .playing(Play(id: playback))))
    }

    // MARK: The answer

    /// A no that was heard well enough goes back; everything else is a yes.
    mutating func settle(_ doubt: Doubt, _ answer: Answer) {
        guard answer.meaning == .value(.yesNo(false)), answer.confidence >= Self.lowestConfidence else {
            return confirmOptOut()
        }
        settleLine(doubt)
        goBack(to: doubt.interrupted)
    }

    /// Another command than the opt-out means that the call is to go on.
    mutating func settle(_ doubt: Doubt, _ command: UniversalName, _ answer: Answer) {
        if command == .stopCalling { return confirmOptOut() }
        settleLine(doubt)
        guard case .listening(var listening) = doubt.interrupted else { return goBack(to: doubt.interrupted) }
        listening.line = .input(cut: nil)
        state = .listening(listening)
        universal(command, answer)
    }

    mutating func misunderstoodDoubt() {
        // Over a question that sound doesn't cut any more, what isn't understood is more of that sound.
        if case .doubting(let doubt) = state, !doubt.line.isInsistent { confirmOptOut() }
    }

    mutating func silentDoubt() {
        // The timer may have run out just as the caller began to speak.
        if case .doubting(let doubt) = state, case .silent = doubt.line { confirmOptOut() }
    }

    private mutating func settleLine(_ doubt: Doubt) {
        if case .playing = doubt.line { effects.append(.stopPlayback) }
        effects.append(.cancelTimer(.noInput))
    }

    private mutating func goBack(to interrupted: Doubt.Interrupted) {
        switch interrupted {
        case .listening(let listening): say(listening.lastPrompts, of: listening)
        case .saying(var saying):
            listen(.universals, bargeIn: saying.say.bargeIn, acceptsKeys: true)
            saying.playback = play(saying.say.prompts.map(bind), bargeIn: saying.say.bargeIn)
            state = .saying(saying)
        case .left(let outcome, let when): leave(outcome, when)
        case .transferring(let transfer): start(transfer)
        }
    }

    // MARK: Obeying

    private mutating func confirmOptOut() {
        guard case .doubting(let doubt) = state, let universal = find(.stopCalling),
            case .goto(let step) = universal.action
        else { return }
        settleLine(doubt)
        if case .left(let outcome, _) = doubt.interrupted { effects.append(.left(frame.step, outcome)) }
        goByCommand(universal, to: step)
    }

    /// Goes where the opt-out leads after a step that was done with.
    mutating func obeyOptOut(otherwise name: OutcomeName, _ when: [OutcomeName: Target]) {
        guard let universal = find(.stopCalling), case .goto(let step) = universal.action else {
            return leave(name, when)
        }
        goByCommand(universal, to: step)
    }

    /// Stores the wish of somebody who is gone; nothing can be said any more.
    mutating func storeOptOut(then callEnd: CallEnd) {
        effects += [.stopPlayback, .cancelTimer(.noInput)]
        let commit = Commit(content: .stopCalling, when: [:])
        state = .committing(Committing(commit: commit, request: .stopCalling, next: .end(callEnd)))
        effects.append(.commit(.stopCalling))
    }
}
