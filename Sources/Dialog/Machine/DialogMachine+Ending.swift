// Commits and the end of the call.
extension DialogMachine {
    mutating func start(_ commit: Commit) {
        guard let request = request(for: commit) else { return leave("failed", commit.when) }
        state = .committing(Committing(commit: commit, request: request))
        listen(.universals, bargeIn: .none, acceptsKeys: true)
        effects.append(.commit(request))
    }

    /// Nil if the person is not verified as the step requires, a value is missing, or something in a promise that the
    /// caller said was not confirmed.
    private func request(for commit: Commit) -> CommitRequest? {
        if let required = commit.requires {
            guard let level = party.level, level >= required else { return nil }
        }
        switch commit.content {
        case .stopCalling: return .stopCalling
        case .dispute: return .dispute
        case .flag(let disposition): return .flag(disposition)
        case .callBack(let on, let at):
            var (date, time): (LocalDate?, LocalTime?)
            if let on {
                guard case .date(let found)? = value(on) else { return nil }
                date = found
            }
            if let at {
                guard case .time(let found)? = value(at) else { return nil }
                time = found
            }
            return .callBack(on: date, at: time)
        case .promise(let kind, let amount, let due, let count, let interval):
            guard party.isVerified, isConfirmed(amount), isConfirmed(due),
                case .money(let money)? = value(amount), money.minorUnits > 0,
                case .date(let first)? = value(due), first >= facts.today, (1...6).contains(count)
            else { return nil }
            var instalments: [Instalment] = []
            for sequence in 1...count {
                guard let date = first.adding(days: (sequence - 1) * max(0, min(interval, 366))) else {
                    return nil
                }
                instalments.append(Instalment(sequence: sequence, amount: money, due: date))
            }
            return .promise(kind, instalments: instalments)
        }
    }

    private func isConfirmed(_ operand: Operand) -> Bool {
        guard case .field(let name) = operand, frame.slots[name] != nil else { return true }
        return frame.confirmed.contains(name)
    }

    mutating func finish(_ committing: Committing, _ outcome: CommitOutcome) {
        let name: OutcomeName
        switch outcome {
        case .done(let reference):
            name = "done"
            committed = disposition(of: committing.request)
            if case .promise = committing.request { promiseReference = reference }
        case .failed: name = "failed"
        case .duplicate: name = "duplicate"
        }
        // Who asked for no more calls gets none, whatever became of the write.
        if committing.request == .stopCalling { committed = .doNotCall }
        switch committing.next {
        case .outcome: leave(name, committing.commit.when)
        case .optOut:
            effects.append(.left(frame.step, name))
            obeyOptOut(otherwise: name, committing.commit.when)
        case .doubtfulOptOut(let question):
            doubt(.left(name, committing.commit.when), asking: question)
        case .storeOptOut(let callEnd):
            effects.append(.left(frame.step, name))
            storeOptOut(then: callEnd)
        case .end(let callEnd):
            end(callEnd, committed ?? dispositionWithoutCommit(callEnd))
        }
    }

    private func dispositionWithoutCommit(_ callEnd: CallEnd) -> Disposition {
        switch callEnd {
        case .callerHungUp: dispositionOfHangUp
        case .failed, .weHungUp, .transferred: machine?.isTold == true ? .messageCut : .error
        }
    }

    private var dispositionOfHangUp: Disposition {
        // Half a message may say what no message may: that something was left is told.
        if let machine { return machine.isTold ? .messageCut : .answeringMachine }
        return party.isVerified ? .hungUpAfterVerification : .hungUpBeforeVerification
    }

    private func disposition(of request: CommitRequest) -> Disposition {
        switch request {
        case .promise(let kind, _): kind.disposition
        case .callBack: .callBack
        case .stopCalling: .doNotCall
        case .dispute: .dispute
        case .flag(let disposition): disposition
        }
    }

    mutating func hangUp() { leaveTheLine(.callerHungUp) }

    /// Ends the call at once, or, while something is being made durable, as soon as the store has answered.
    mutating func leaveTheLine(_ callEnd: CallEnd) {
        if case .committing(var committing) = state {
            // What the caller confirmed is being written: its outcome decides the disposition.
            switch committing.next {
            case .end, .storeOptOut: return
            case .outcome: committing.next = .end(callEnd)
            // Nobody said that it wasn't meant.
            case .optOut, .doubtfulOptOut: committing.next = .storeOptOut(then: callEnd)
            }
            state = .committing(committing)
            return
        }
        // Nobody said that it wasn't meant.
        if case .doubting = state { return storeOptOut(then: callEnd) }
        end(callEnd, committed ?? dispositionWithoutCommit(callEnd))
    }

    mutating func end(_ ending: Ending) {
        let callEnd: CallEnd = hasTransferred ? .transferred : .weHungUp
        switch ending {
        case .committed: end(callEnd, committed ?? .error)
        case .disposition(let disposition): end(callEnd, disposition)
        }
    }

    mutating func end(_ callEnd: CallEnd, _ disposition: Disposition) {
        state = .ended
        effects += [.stopListening, .end(callEnd, disposition)]
    }
}
