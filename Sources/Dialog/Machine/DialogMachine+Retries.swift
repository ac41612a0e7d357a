// Silence, answers that don't fit, and identity verdicts.
extension DialogMachine {
    mutating func noInput(_ listening: Listening) {
        // The timer may have run out just as the caller began to speak, or before a prompt was said again.
        guard case .silent = listening.line else { return }
        let own: RetryPolicy =
            switch listening.question {
            case .ask(let ask): ask.noInput
            case .check(let check): check.noInput
            }
        let retries = noInputRetries(own)
        var next = listening
        next.noInputs += 1
        next.attempt += 1
        guard next.noInputs < retries.tries else { return giveUp(retries, .silence) }
        put(next, after: retries.prompts)
    }

    /// Counts an answer that doesn't fit and asks again; `reason` replaces the usual words.
    mutating func noMatch(_ listening: Listening, because reason: PromptID? = nil) {
        // Over a prompt that sound doesn't cut any more, what isn't understood is more of that sound.
        guard isTaken(listening, .speech), !listening.line.isInsistent else { return }
        switch listening.question {
        case .check(let check):
            unclear(check, listening)
        case .ask(let ask):
            let retries = noMatchRetries(ask.noMatch)
            var next = listening
            next.noMatches += 1
            if case .answering = next.phase { next.attempt += 1 }
            guard next.noMatches < retries.tries else { return giveUp(retries, .misunderstanding) }
            put(next, after: reason.map { [$0] } ?? retries.prompts)
        }
    }

    mutating func giveUp(_ retries: Retries, _ cause: Cause) {
        depart(cause)
        effects.append(.cancelTimer(.noInput))
        guard let then = retries.then else { return end(.failed, committed ?? .error) }
        go(to: then)
    }

    /// The answer to a `check` was compared; a wrong one isn't said to be wrong, it is asked again.
    mutating func verdict(_ verdict: Verdict, _ mode: InputMode, _ listening: Listening) {
        guard case .check(let check) = listening.question, isTaken(listening, mode) else { return }
        if case .playing = listening.line { effects.append(.stopPlayback) }
        switch verdict {
        case .pass:
            effects.append(.cancelTimer(.noInput))
            party.passedSecrets.insert(secretName(of: check.against) ?? check.against)
            leave("pass", check.when)
        case .fail:
            party.wrongAnswers += 1
            var next = listening
            next.wrong += 1
            next.attempt += 1
            effects.append(.cancelTimer(.noInput))
            if party.wrongAnswers >= Self.wrongAnswersPerCallLimit { return leave("locked", check.when) }
            if next.wrong >= check.tries { return leave("fail", check.when) }
            put(next)
        case .unsure:
            unclear(check, listening)
        }
    }

    private mutating func unclear(_ check: Check, _ listening: Listening) {
        var next = listening
        next.unsure += 1
        next.attempt += 1
        guard next.unsure < check.unsureTries else {
            effects.append(.cancelTimer(.noInput))
            return leave("unsure", check.when)
        }
        put(next, after: noMatchRetries(RetryPolicy()).prompts)
    }
}
