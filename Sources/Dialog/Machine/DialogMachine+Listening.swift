// Questions, attempts and answers.
extension DialogMachine {
    /// Puts the question of a listening step, after other prompts if need be.
    mutating func put(_ listening: Listening, after preamble: [PromptID] = []) {
        var next = listening
        let question: BoundPrompt
        switch (next.question, next.phase) {
        case (.ask(let ask), .confirming(let value, _)):
            let offer = next.isCounterOffer ? ask.nearestPrompt : ask.confirmPrompt
            var bound = bind(offer ?? ask.prompts[0])
            if let slot = ask.slot {
                bound = BoundPrompt(
                    bound.prompt, values: bound.values.merging([slot: value]) { _, new in new })
            }
            question = bound
        case (_, .answering):
            let prompts = next.prompts
            question = bind(prompts[min(next.attempt, prompts.count - 1)])
        case (.check, .confirming):
            preconditionFailure("a check is never confirmed")
        }
        next.lastPrompts = [question]
        say(preamble.map(bind) + [question], of: next)
    }

    /// Says prompts and listens for the answer to the question as it stands.
    mutating func say(_ prompts: [BoundPrompt], of listening: Listening) {
        var next = listening
        switch next.question {
        case .ask(let ask):
            let purpose: ListenRequest.Purpose =
                switch next.phase {
                case .answering where ask.confirms.isEmpty: .answer(ask.type)
                case .answering: .confirmation(of: correctableTypes(of: ask))
                case .confirming: .confirmation(of: [ask.type])
                }
            listen(
                purpose, bargeIn: ask.bargeIn, acceptsKeys: ask.acceptsKeys, isSecret: ask.isSecret,
                whole: whole(for: purpose), rejected: rejected(in: next, ask))
        case .check(let check):
            listen(
                .secret(secretName(of: check.against) ?? check.against, check.type), bargeIn: check.bargeIn,
                acceptsKeys: true, isSecret: true)
        }
        next.line = .playing(Play(id: play(prompts, bargeIn: next.bargeIn)))
        state = .listening(next)
    }

    mutating func listen(
        _ purpose: ListenRequest.Purpose, bargeIn: BargeIn, acceptsKeys: Bool, isSecret: Bool = false,
        whole: Money? = nil, rejected: [Value] = []
    ) {
        var names = program.root.universals.filter(isOffered).map(\.name)
        if case .secret = purpose { names.append(.refuse) }
        effects.append(
            .listen(
                ListenRequest(
                    purpose: purpose, universals: names, bargeIn: bargeIn, acceptsKeys: acceptsKeys,
                    isSecret: isSecret, whole: whole, rejected: rejected)))
    }

    /// What the answer is not: what the caller said no to, and what a no is said to now.
    private func rejected(in listening: Listening, _ ask: Ask) -> [Value] {
        switch listening.phase {
        case .confirming(let value, _): return listening.rejected + [value]
        case .answering where ask.confirms.isEmpty:
            return listening.rejected + [listening.skipped].compactMap { $0 }
        case .answering:
            // Of several slots it isn't known which one is denied.
            return ask.confirms.count == 1 ? ask.confirms.compactMap { frame.slots[$0] } : []
        }
    }

    /// What "all of it" is: the most that is taken, where that is something the flow names and not a figure of its own.
    private func whole(for purpose: ListenRequest.Purpose) -> Money? {
        switch purpose {
        case .answer(let type): whole(of: type)
        case .confirmation(let types): types.lazy.compactMap { whole(of: $0) }.first
        case .universals, .secret: nil
        }
    }

    private func whole(of type: AskType) -> Money? {
        switch type {
        case .money(let limits):
            guard case .field(let name)? = limits.max, case .money(let most)? = value(of: name) else {
                return nil
            }
            return most
        case .yesNo, .choice, .digits, .date, .number, .time: return nil
        }
    }

    mutating func play(_ prompts: [BoundPrompt], bargeIn: BargeIn) -> PlaybackID {
        lastPlayback += 1
        machine?.isTold = true
        let id = PlaybackID(lastPlayback)
        effects.append(.play(Playback(id: id, prompts: prompts, bargeIn: bargeIn)))
        return id
    }

    mutating func startNoInputTimer(_ listening: Listening) {
        let own: RetryPolicy =
            switch listening.question {
            case .ask(let ask): ask.noInput
            case .check(let check): check.noInput
            }
        effects.append(.startTimer(.noInput, after: noInputRetries(own).timeout))
    }

    mutating func heard(_ answer: Answer) {
        if case .universal(let name) = answer.meaning { return universal(name, answer) }
        if case .doubting(let doubt) = state { return settle(doubt, answer) }
        guard case .listening(var listening) = state, isTaken(listening, answer.mode) else { return }
        guard case .ask(let ask) = listening.question else {
            // A check is answered by a verdict; anything else is not understood.
            return noMatch(listening)
        }
        guard answer.confidence >= ask.confidence.confirm else { return noMatch(listening) }
        if case .playing = listening.line {
            // Sound didn't cut the prompt, what it means does.
            effects.append(.stopPlayback)
            listening.line = .input(cut: nil)
        }
        switch (listening.phase, answer.meaning) {
        case (.confirming(let value, let others), .value(.yesNo(let isYes))):
            isYes ? fill(ask, value) : reject(value, others, listening, ask)
        case (.confirming(let value, _), .value(let corrected)):
            offer([corrected], answer, denying(value, listening), ask, isCorrection: true)
        case (.confirming(let value, _), .ambiguous(let readings)):
            offer(readings, answer, denying(value, listening), ask, isCorrection: true)
        case (.answering, .value(let value)) where !ask.confirms.isEmpty && value.type != .yesNo:
            correct(with: [value], answer, ask)
        case (.answering, .ambiguous(let readings)) where !ask.confirms.isEmpty:
            correct(with: readings, answer, ask)
        case (.answering, .value(let value)):
            offer([value], answer, listening, ask)
        case (.answering, .ambiguous(let readings)):
            offer(readings, answer, listening, ask)
        case (_, .universal):
            return
        }
    }

    /// The question as it stands after a value was denied in one breath with another.
    ///
    /// If that can't be offered, the question is put anew: the denied value isn't asked about again.
    private func denying(_ value: Value, _ listening: Listening) -> Listening {
        var next = listening
        next.rejected.append(value)
        next.phase = .answering
        next.isCounterOffer = false
        return next
    }

    /// Fills the slot with the first reading that may be offered, or confirms it first.
    mutating func offer(
        _ readings: [Value], _ answer: Answer, _ listening: Listening, _ ask: Ask, isCorrection: Bool = false
    ) {
        let offerable = offerable(readings, ask)
        let fresh = offerable.filter {
            // What is keyed is meant, what is heard again may be misheard again.
            !listening.rejected.contains($0) && (answer.mode == .keys || listening.skipped != $0)
        }
        guard listening.rejected.count <= Self.rejectionsLimit,
            let first = fresh.first(where: { suits($0, ask) }) ?? fresh.first(where: { isInRange($0, ask) })
        else {
            if let outside = fresh.first, !isInRange(outside, ask) {
                return noMatch(listening, because: ask.outOfRange)
            }
            return noMatch(listening)
        }
        guard suits(first, ask) else { return offerNearest(to: first, listening, ask) }
        // The second best is doubtful, however far it leads the third.
        let isSecondBest = fresh.count < offerable.count
        let needsConfirmation =
            switch ask.confirm {
            case .always: true
            case .whenUnsure: answer.confidence < ask.confidence.accept || isCorrection || isSecondBest
            case .never: false
            }
        guard needsConfirmation || fresh.count > 1, ask.confirmPrompt != nil else {
            // Two readings and no way to ask which: not understood, unless a read-back follows that said no to another.
            return fresh.count > 1 && !isSecondBest ? noMatch(listening) : fill(ask, first)
        }
        var next = listening
        next.phase = .confirming(first, alternatives: fresh.filter { $0 != first && suits($0, ask) })
        next.isCounterOffer = false
        put(next)
    }

    /// The readings of an answer that are asked about: limits decide between morning and evening, and nothing else.
    private func offerable(_ readings: [Value], _ ask: Ask) -> [Value] {
        guard case .time = ask.type else { return readings }
        let within = readings.filter { suits($0, ask) }
        return within.isEmpty ? readings : within
    }

    private mutating func reject(_ value: Value, _ others: [Value], _ listening: Listening, _ ask: Ask) {
        var next = listening
        next.rejected.append(value)
        next.isCounterOffer = false
        guard next.rejected.count <= Self.rejectionsLimit else {
            return giveUp(noMatchRetries(ask.noMatch), .misunderstanding)
        }
        if let other = others.first {
            next.phase = .confirming(other, alternatives: Array(others.dropFirst()))
        } else {
            next.phase = .answering
            next.attempt += 1
        }
        put(next)
    }

    mutating func fill(_ ask: Ask, _ value: Value) {
        effects.append(.cancelTimer(.noInput))
        if let slot = ask.slot {
            frame.slots[slot] = value
            frame.confirmed.remove(slot)
            frame.askedBy[slot] = frame.step
            effects.append(.filled(slot, value))
        }
        switch value {
        case .yesNo(let isYes):
            if isYes { frame.confirmed.formUnion(ask.confirms) } else { rejectReadBack(ask) }
            leave(isYes ? "said_yes" : "said_no", ask.when)
        case .choice(let choice):
            if choice == ask.identifies { party.isIdentified = true }
            leave(choice, ask.when)
        case .text, .name, .phone, .digits, .date, .time, .money, .number, .level, .hours:
            leave("next", ask.when)
        }
    }

    /// Whether a value of the type must lie within limits.
    private func isLimited(_ type: AskType) -> Bool {
        switch type {
        case .yesNo, .choice: false
        case .digits, .date, .money, .number, .time: true
        }
    }

    func isInRange(_ value: Value, _ ask: Ask) -> Bool {
        switch (ask.type, value) {
        case (.date(.past), .date(let date)): return date < facts.today
        case (.date(.upcoming(let days)), .date(let date)):
            return date >= facts.today && date.days(since: facts.today) <= days
        case (.money(let limits), .money(let amount)):
            return amount.currency == facts.currency && amount.minorUnits > 0 && isWithin(limits, value)
        case (.number(let limits), .number(let number)):
            return number >= 0 && isWithin(limits, value)
        case (.time(let limits), .time): return isWithin(limits, value)
        case (.digits(let lengths), .digits(let digits)): return lengths.contains(digits.utf8.count)
        case (.yesNo, _), (.choice, _), (.digits, _), (.date, _), (.money, _), (.number, _), (.time, _):
            return ask.type.valueType == value.type && !isLimited(ask.type)
        }
    }
    private func isWithin(_ limits: ValueLimits, _ value: Value) -> Bool {
        if let min = limits.min, holds(.lessThan(min), of: value) { return false }
        if let max = limits.max, holds(.moreThan(max), of: value) { return false }
        return true
    }
}
