// "No, the twentieth": a read-back that is answered by another value.
extension DialogMachine {
    /// The attempts of a question that is put anew.
    func listening(for ask: Ask) -> Listening {
        var listening = Listening(question: .ask(ask))
        listening.skipped = ask.slot.flatMap { frame.rejected[$0] }
        return listening
    }

    /// What may be corrected in the answer to a read-back, each type once.
    func correctableTypes(of ask: Ask) -> [AskType] {
        var types: [AskType] = []
        for slot in ask.confirms {
            guard let (_, question) = question(behind: slot, ask), !types.contains(question.type) else {
                continue
            }
            types.append(question.type)
        }
        return types
    }

    /// The step whose answer a corrected value is.
    private func question(behind slot: FieldName, _ ask: Ask) -> (StepID, Ask)? {
        guard let step = ask.corrects[slot] ?? frame.askedBy[slot],
            case .ask(let question)? = frame.flow[step]?.kind, question.slot == slot
        else { return nil }
        return (step, question)
    }

    /// Takes a corrected value to the step that asks for it, as the answer to its question.
    ///
    /// Its limits, its confirmation and everything that the flow decides by the value apply as they do to any answer. A
    /// value that fits no slot that was read back, or more than one, is a plain no, and so is one too many.
    mutating func correct(with readings: [Value], _ answer: Answer, _ ask: Ask) {
        let place = VisitedStep(flow: frame.flow.name, step: frame.step)
        guard let type = readings.first?.type, readings.allSatisfy({ $0.type == type }),
            case let slots = ask.confirms.filter({ frame.slots[$0]?.type == type }),
            slots.count == 1, let slot = slots.first, let current = frame.slots[slot],
            case let others = readings.filter({ $0 != current }), let first = others.first,
            let (step, _) = question(behind: slot, ask),
            corrections[place, default: 0] < Self.correctionsLimit
        else { return fill(ask, .yesNo(false)) }
        corrections[place, default: 0] += 1
        frame.rejected[slot] = current
        frame.confirmed.remove(slot)
        depart(.corrected(slot))
        effects += [.cancelTimer(.noInput), .left(frame.step, "corrected")]
        // What was read back goes along where it was heard too: the question passes over it, and doubts the next.
        let heard = answer.mode == .keys ? others : readings
        carried = Answer(
            heard.count == 1 ? .value(first) : .ambiguous(heard), mode: answer.mode,
            confidence: answer.confidence, words: answer.words)
        go(to: .step(step))
    }

    /// Answers a question that isn't put, because the answer is there already.
    mutating func take(_ answer: Answer, for ask: Ask) {
        let listening = listening(for: ask)
        state = .listening(listening)
        switch answer.meaning {
        case .value(let value): offer([value], answer, listening, ask)
        case .ambiguous(let readings): offer(readings, answer, listening, ask)
        case .universal: put(listening)
        }
    }

    /// Remembers what a plain no to the read-back of one value was said to; of several it isn't known which.
    mutating func rejectReadBack(_ ask: Ask) {
        guard ask.confirms.count == 1, let slot = ask.confirms.first else { return }
        frame.rejected[slot] = frame.slots[slot]
    }
}
