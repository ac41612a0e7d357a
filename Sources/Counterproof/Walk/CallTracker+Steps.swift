import Dialog

// One step: what happens in it, and every way out of it.
extension CallTracker {
    mutating func enter(_ arrived: Position) {
        let step = map.step(at: arrived.top)
        var position = arrived
        switch step.kind {
        case .say(let say): self.say(say, position)
        case .ask(let ask):
            if ask.identifies != nil { position.changePerson() }
            self.ask(ask, position)
        case .check(let check): self.check(check, position)
        case .decide(let decide): self.decide(decide, position)
        case .run(let run):
            for operand in run.with.values { need(operand, at: position, ofSlotsAlone: true) }
            call(run, from: position)
        case .commit(let commit): self.commit(commit, position)
        case .transfer(let transfer):
            position.changePerson()
            refuseHandOver(position)
            doubtStop(position)
            obey(.stopping, at: [position])
            fault(from: [position])
            for target in transfer.when.values { go(target, from: position) }
        case .wait(let wait):
            position.changePerson()
            position.person.heard.subtract(.opening)
            position.person.heard.remove(.isRecording)
            // Somebody is being fetched by a person.
            if wait.purpose == .person { position.person.heard.subtract([.isRecorder, .isRecording]) }
            // What was said last to one person may be said again to the next.
            let canRepeat = map.program.root.universals.contains { $0.action == .replay }
            if canRepeat, position.person.heard.contains(.debtLast) { report(.debt, at: position) }
            refuseHandOver(position)
            obey(.stopping, at: [position])
            fault(from: [position])
            for (outcome, target) in wait.when {
                var next = position
                next.person.heard.subtract([.isRecorder, .isRecording])
                switch outcome.rawValue {
                case "machine", "fax", "no_beep": next.person.heard.insert(.isRecorder)
                case "beep": next.person.heard.formUnion([.isRecorder, .isRecording])
                default: break
                }
                go(target, from: next)
            }
        case .end(let ending): end(ending, position)
        case .return(let outcome): go(.outcome(outcome), from: position)
        }
    }

    private mutating func end(_ ending: Ending, _ position: Position) {
        if ending == .committed, !position.person.heard.contains(.stored) { report(.ending, at: position) }
        if position.person.heard.contains(.wantsStop) { report(.stop, at: position) }
        if ending == .disposition(.limitedContentMessage), !position.person.heard.contains(.isRecording) {
            report(.recorder, at: position)
        }
    }

    private mutating func refuseHandOver(_ position: Position) {
        if position.person.heard.contains(.wantsStop) { report(.stop, at: position) }
    }

    // MARK: Saying

    private mutating func say(_ say: Say, _ arrived: Position) {
        var position = arrived
        // The caller may act while any of the prompts is played.
        let moments = speak(&position)
        let live: Commands = say.bargeIn == .none ? .uncuttable : .all
        obey(live, at: moments.isEmpty ? [position] : moments)
        fault(from: [arrived] + moments)
        hearOut(say.prompts, say.bargeIn, &position)
        switch say.then {
        case .goto(let target): go(target, from: position)
        case .end(let ending): end(ending, position)
        }
    }

    /// Says what the step says; the positions in which each of its first prompts has begun.
    private mutating func speak(_ position: inout Position) -> [Position] {
        let step = map.step(at: position.top)
        let said = map.said(by: step, in: position.top.flow)
        let isListening: Bool
        switch step.kind {
        case .ask, .check: isListening = true
        case .say, .decide, .run, .commit, .transfer, .wait, .end, .return: isListening = false
        }
        var isDebt = false
        var moments: [Position] = []
        for spoken in said where spoken.occasion == .first {
            isDebt = isDebt || tellsDebt(spoken.prompt, at: position)
            hear(spoken, at: &position)
            moments.append(position)
        }
        for spoken in said where spoken.occasion != .first && spoken.audience.includes(position.person) {
            var later = isListening ? position : moments.first ?? position
            hear(spoken, at: &later)
            if spoken.command == nil { isDebt = isDebt || tellsDebt(spoken.prompt, at: position) }
        }
        func remember(_ position: inout Position) {
            if isDebt {
                position.person.heard.insert(.debtLast)
            } else {
                position.person.heard.remove(.debtLast)
            }
        }
        remember(&position)
        for index in moments.indices { remember(&moments[index]) }
        return moments
    }

    /// The question whether a stop was meant, where nothing else is said.
    private mutating func doubtStop(_ position: Position) {
        let step = map.step(at: position.top)
        for spoken in map.said(by: step, in: position.top.flow) {
            var later = position
            hear(spoken, at: &later)
        }
    }

    private func hearOut(_ prompts: [PromptID], _ bargeIn: BargeIn, _ position: inout Position) {
        for prompt in prompts {
            let says = words.says(prompt)
            if says.contains(.automatedNotice) { position.person.heard.insert(.machine) }
            if says.contains(.recordingNotice) { position.person.heard.insert(.recording) }
            if says.contains(.recordingPurpose) { position.person.heard.insert(.purpose) }
            if says.contains(.optOut) { position.person.heard.insert(.optOut) }
            if says.contains(.legalNotice), bargeIn == .none, position.person.isVerified {
                position.person.heard.insert(.legalNotice)
            }
        }
    }

    // MARK: Asking

    private mutating func ask(_ ask: Ask, _ arrived: Position) {
        var position = arrived
        let flow = position.top.flow
        let place = ask.slot.flatMap { map.place(of: $0, in: flow) }
        if let place { position.top.values.doubt(place) }
        let entered = position
        for operand in ask.limitOperands { need(operand, at: position) }
        if ask.limitOperands.contains(where: { isDebt($0, at: position) }),
            !position.person.isVerified(to: terms.debtLevel)
        {
            report(.decision, at: position)
        }
        question(isYesNo: ask.type == .yesNo, &position)
        _ = speak(&position)
        retries(ask.noInput, \.noInput, position)
        retries(ask.noMatch, \.noMatch, position)
        obey(.all, at: [position])
        fault(from: [entered, position])
        var answered = position
        if ask.bargeIn == .none { hearOut(Array(ask.prompts.prefix(1)), .none, &answered) }
        for slot in ask.confirms { correct(slot, ask, answered) }
        for (outcome, target) in ask.when {
            var next = answered
            if outcome == ask.identifies { next.person.heard.insert(.identified) }
            if outcome == "said_no" { next.person.heard.subtract([.wantsStop, .stopDoubted]) }
            if let place, let slot = ask.slot,
                let filler = map.fillerNumber(of: next.top.step, for: slot, in: flow)
            {
                next.top.values.fill(place, by: filler)
            }
            if outcome == "said_yes" {
                for slot in ask.confirms {
                    map.place(of: slot, in: flow).map { next.top.values.confirm($0) }
                }
            }
            go(target, from: next)
        }
    }

    /// The question that filled the slot last is answered anew, or the one that the read-back names.
    private mutating func correct(_ slot: FieldName, _ ask: Ask, _ position: Position) {
        if let named = ask.corrects[slot] { return go(.step(named), from: position) }
        let flow = position.top.flow
        guard let place = map.place(of: slot, in: flow),
            let number = position.top.values.filler(of: place),
            let step = map.filler(number, of: slot, in: flow)
        else { return }
        go(.step(map.flows[flow].steps[step].id), from: position)
    }

    private mutating func check(_ check: Check, _ arrived: Position) {
        var position = arrived
        question(isYesNo: false, &position)
        _ = speak(&position)
        retries(check.noInput, \.noInput, position)
        // A command that is given too often counts as nonsense here, too.
        retries(RetryPolicy(), \.noMatch, position)
        obey(.all, at: [position])
        fault(from: [arrived, position])
        for (outcome, target) in check.when {
            var next = position
            if outcome == "pass", next.person.heard.contains(.identified),
                let bound = meanings.binding(of: check.against, in: next.top.meaning), bound.isSecret,
                case .datum(let secret) = bound.source,
                let number = map.program.root.fields.firstIndex(where: { $0.name == secret })
            {
                next.person.proofs |= 1 << UInt64(min(number, 63))
            }
            go(target, from: next)
        }
    }

    /// What must be known before anything is asked.
    private mutating func question(isYesNo: Bool, _ position: inout Position) {
        let heard = position.person.heard
        if !heard.contains(.saidStop) {
            if !heard.contains(.machine) { report(.machine, at: position) }
            if map.program.root.recordFrom != .never {
                if !heard.contains(.recording) { report(.recording, at: position) }
                if !heard.contains(.purpose) { report(.purpose, at: position) }
            }
            if !heard.contains(.optOut) { report(.optOut, at: position) }
        }
        guard heard.contains(.wantsStop) else { return }
        if !isYesNo || heard.contains(.stopDoubted) {
            report(.stop, at: position)
        } else {
            position.person.heard.insert(.stopDoubted)
        }
    }

    private mutating func retries(
        _ own: RetryPolicy, _ kind: KeyPath<Defaults, RetryPolicy>, _ position: Position
    ) {
        let flow = map.flows[position.top.flow]
        if let then = own.then ?? flow.defaults[keyPath: kind].then { return go(then, from: position) }
        if case .step(let step)? = map.program.root.defaults[keyPath: kind].then {
            jump(step, from: position)
        }
    }

    // MARK: Storing

    private mutating func commit(_ commit: Commit, _ arrived: Position) {
        var position = arrived
        if let required = commit.requires, position.person.level.map({ $0 < required }) ?? true {
            report(.level, at: position)
        }
        for operand in commit.content.storedOperands { need(operand, at: position) }
        if case .promise = commit.content {
            // Of who has not heard the notice nothing else is asked.
            if !position.person.heard.contains(.legalNotice) {
                report(.notice, at: position)
            } else if !position.person.isVerified(to: terms.promiseLevel) {
                report(.level, at: position)
            }
            for case .field(let name) in commit.content.storedOperands {
                if !isConfirmed(name, at: position) { report(.confirmation, at: position) }
            }
        }
        if commit.content == .stopCalling { position.person.heard.subtract([.wantsStop, .stopDoubted]) }
        doubtStop(position)
        var done = position
        done.person.heard.insert(.stored)
        if case .promise = commit.content { done.person.heard.insert(.promised) }
        // What is being written is finished first.
        if commit.content != .stopCalling { obey(.stopping, at: [done, position]) }
        for (outcome, target) in commit.when { go(target, from: outcome == "done" ? done : position) }
    }

    private func isConfirmed(_ name: FieldName, at position: Position) -> Bool {
        // What comes from the account is not the caller's to confirm.
        if let bound = meanings.binding(of: name, in: position.top.meaning), bound.source != .other {
            return true
        }
        return map.place(of: name, in: position.top.flow).map(position.top.values.isConfirmed) ?? true
    }

    // MARK: Commands and faults

    /// Which commands are heard.
    private enum Commands { case all, uncuttable, stopping }

    private mutating func obey(_ live: Commands, at moments: [Position]) {
        for universal in map.program.root.universals {
            guard case .goto(let step) = universal.action else { continue }
            let isStop = universal.name == .stopCalling
            switch live {
            case .all: break
            case .uncuttable: if !isStop, universal.language == nil { continue }
            case .stopping: if !isStop { continue }
            }
            for moment in moments {
                if universal.requiresVerification, !isStop, !moment.person.isVerified { continue }
                var next = moment
                next.person.heard.subtract([.wantsStop, .stopDoubted, .isRecorder, .isRecording])
                if isStop { next.person.heard.formUnion([.wantsStop, .saidStop]) }
                if universal.language != nil {
                    next.person.heard.subtract(.opening.union(.legalNotice))
                    next.voidConfirmations()
                }
                jump(step, from: next)
                guard isStop, universal.confirm != nil else { continue }
                next.person.heard.insert(.stopDoubted)
                jump(step, from: next)
            }
        }
    }

    /// A part of the system fails; the second time, the call ends.
    private mutating func fault(from moments: [Position]) {
        guard let position = moments.first else { return }
        let flow = map.flows[position.top.flow]
        let own = map.step(at: position.top).fault ?? flow.fault
        for moment in moments where !moment.hasFaulted {
            var next = moment
            next.hasFaulted = true
            if let own {
                go(own, from: next)
            } else if case .step(let step)? = map.program.root.fault {
                jump(step, from: next)
            }
        }
    }
}
