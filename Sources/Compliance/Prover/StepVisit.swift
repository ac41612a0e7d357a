import Dialog

/// What happens at one step to the facts of a path.
///
/// The rules that speak of order are checked here, at every point that a call can reach.
struct StepVisit {
    let profile: StepProfile
    let place: Place
    let setting: ProofSetting
    private(set) var facts: Facts
    private let entered: Facts
    /// The facts after each prompt of the opening has begun.
    private var begun: [Facts] = []

    private var name: String { profile.name }

    init(_ profile: StepProfile, arrival: Facts, place: Place, in setting: ProofSetting) {
        self.profile = profile
        self.place = place
        self.setting = setting
        facts = arrival.entering(profile.step.kind)
        entered = facts
    }

    // MARK: Entering

    /// Enters the step, says what it says, and checks the order of things.
    mutating func enter(_ suspicions: inout Suspicions) {
        switch profile.step.kind {
        case .say: speak(&suspicions)
        case .ask, .check:
            question(&suspicions)
            speak(&suspicions)
        case .wait:
            if let replay = setting.replay, facts.flags.contains(.lastWasDebt) {
                report(
                    .verifiedBeforeDebt, "step '\(name)' can repeat debt content to another person",
                    &suspicions,
                    tail: ["\(Wording.command(replay)): the last prompts are debt content and are said again"]
                )
            }
            handOver(&suspicions)
        case .transfer:
            handOver(&suspicions)
            doubtOptOut(&suspicions)
        case .commit(let commit):
            write(commit, &suspicions)
            doubtOptOut(&suspicions)
        case .decide, .run, .end, .return: break
        }
        if let datum = profile.decidesOnDebt, !setting.allowsDebt(facts) {
            report(
                .verifiedBeforeDeciding,
                "step '\(name)' depends on $\(datum), debt data, before the person is \(setting.verified)",
                &suspicions)
        }
    }

    private mutating func speak(_ suspicions: inout Suspicions) {
        var isDebt = false
        for line in profile.lines where line.line.moment == .opening {
            isDebt = isDebt || line.debt != nil
            say(line, &facts, &suspicions)
            begun.append(facts)
        }
        for line in profile.lines where line.line.moment != .opening && line.line.audience.includes(facts) {
            // A command may be given as soon as the first prompt has begun.
            var later = profile.step.kind.isListening ? facts : begun.first ?? facts
            if case .command = line.line.moment { later.flags.subtract([.machine, .tone]) }
            say(line, &later, &suspicions)
            if case .command = line.line.moment { continue }
            isDebt = isDebt || line.debt != nil
        }
        func remember(_ facts: inout Facts) {
            if isDebt { facts.flags.insert(.lastWasDebt) } else { facts.flags.remove(.lastWasDebt) }
        }
        remember(&facts)
        // Whoever cuts the prompts short may have them repeated all the same.
        for moment in begun.indices { remember(&begun[moment]) }
    }

    /// Asks whether a doubtful opt-out was meant, where nothing else is said.
    private func doubtOptOut(_ suspicions: inout Suspicions) {
        for line in profile.lines {
            var later = facts
            later.flags.subtract([.machine, .tone])
            say(line, &later, &suspicions)
        }
    }

    private func say(_ line: SpokenLine, _ facts: inout Facts, _ suspicions: inout Suspicions) {
        if let reason = line.debt { disclose(line, reason, &facts, &suspicions) }
        record(line, &facts, &suspicions)
        // The caller spoke of the calls first: what is asked about that keeps no order.
        if line.line.moment != .command(.stopCalling) { open(with: line, &facts, &suspicions) }
        if line.speaksReference, !facts.flags.contains(.promised) {
            report(
                .assignedBeforeUse,
                "step '\(name)' speaks {\(FieldName.promiseReference)} where no promise may have been stored",
                &suspicions,
                about: line)
        }
    }

    private func disclose(
        _ line: SpokenLine, _ reason: EffectiveSensitivity.DebtReason, _ facts: inout Facts,
        _ suspicions: inout Suspicions
    ) {
        let what = "prompt '\(line.line.prompt)' \(Wording.phrase(reason))"
        guard setting.allowsDebt(facts) else {
            report(
                .verifiedBeforeDebt,
                "step '\(name)' speaks debt content before the person is \(setting.verified): \(what)",
                &suspicions, about: line)
            return
        }
        if !line.says.contains(.legalNotice), !facts.flags.contains(.legalNotice) {
            report(
                .legalNotice, "step '\(name)' speaks debt content before the legal notice: \(what)",
                &suspicions,
                about: line)
            // Told once for a path; what follows on it would only repeat it.
            facts.flags.insert(.legalNotice)
        }
    }

    /// Checks that the name of the business comes first, and next what the policy wants there.
    private func open(with line: SpokenLine, _ facts: inout Facts, _ suspicions: inout Suspicions) {
        // A message for a machine has a template of its own, and who wants no more calls is told no more than that.
        if facts.flags.contains(.stopHeard) { return }
        if facts.flags.contains(.machine), line.says.contains(.voicemail) { return }
        if !facts.flags.contains(.businessIdentity) {
            if !line.says.contains(.businessIdentity) {
                report(
                    .identityFirst, "step '\(name)' speaks before the name of the business was said",
                    &suspicions,
                    about: line)
            }
            facts.flags.insert(.businessIdentity)
            if line.says.contains(.businessIdentity) {
                if !line.says.contains(.optOut) { facts.flags.insert(.optOutDue) }
                if !line.says.contains(.automatedNotice) { facts.flags.insert(.automatedDue) }
            }
            return
        }
        if facts.flags.contains(.optOutDue), !line.says.contains(.optOut) {
            report(
                .optOutOffer, "step '\(name)' says something else where the opt-out must be offered",
                &suspicions, about: line)
        }
        if facts.flags.contains(.automatedDue), !line.says.contains(.automatedNotice) {
            report(
                .automatedFirst,
                "step '\(name)' says something else where the person must be told that a machine speaks",
                &suspicions, about: line)
        }
        facts.flags.subtract([.optOutDue, .automatedDue])
    }

    /// Checks what must be known to the person before a question is put.
    private mutating func question(_ suspicions: inout Suspicions) {
        if !facts.flags.contains(.stopHeard) {
            for (flag, check, what) in Self.dueBeforeQuestions where !facts.flags.contains(flag) {
                // Who is never recorded need not hear of a recording.
                if !setting.isRecorded, flag == .recordingNotice || flag == .recordingPurpose { continue }
                report(check, "step '\(name)' asks before \(what)", &suspicions)
                facts.flags.insert(flag)
            }
        }
        guard facts.flags.contains(.stopping) else { return }
        var isConfirmation = false
        if case .ask(let ask) = profile.step.kind { isConfirmation = ask.type == .yesNo }
        if !isConfirmation || facts.flags.contains(.stopQuestioned) {
            refuseStop("asks something", &suspicions)
        } else {
            facts.flags.insert(.stopQuestioned)
        }
    }

    private static let dueBeforeQuestions: [(Facts.Flags, RuleCheck, String)] = [
        (.automatedNotice, .automatedNotice, "saying that a machine speaks"),
        (.recordingNotice, .recordingNotice, "telling of the recording"),
        (.recordingPurpose, .recordingPurpose, "saying what the recording is for"),
        (.optOutOffered, .objectionOffer, "offering to stop the calls"),
    ]

    /// Checks that what a machine may record is a message for one, and that nobody else is told it.
    private func record(_ line: SpokenLine, _ facts: inout Facts, _ suspicions: inout Suspicions) {
        let isMessage = line.says.contains(.voicemail)
        let problem: String
        switch (facts.flags.contains(.machine), isMessage) {
        case (true, false): problem = "says to a machine what is no message for one"
        case (true, true) where !facts.flags.contains(.tone):
            problem = "leaves a message before the machine's tone"
        case (false, true): problem = "says a message for a machine where a person may be on the line"
        case (true, true), (false, false): return
        }
        report(.limitedContent, "step '\(name)' \(problem)", &suspicions, about: line)
        // Told once for a path; what follows on it would only repeat it.
        if !isMessage { facts.flags.subtract([.machine, .tone]) }
    }

    private mutating func handOver(_ suspicions: inout Suspicions) {
        if facts.flags.contains(.stopping) { refuseStop("goes to somebody else", &suspicions) }
    }

    /// Reports that a wish to stop the calls waits for something else; once for a path.
    private mutating func refuseStop(_ what: String, _ suspicions: inout Suspicions) {
        report(
            .optOutObeyed, "step '\(name)' \(what) before the wish to stop the calls is stored", &suspicions)
        facts.flags.subtract([.stopping, .stopQuestioned])
    }

    private mutating func write(_ commit: Commit, _ suspicions: inout Suspicions) {
        if let required = commit.requires, facts.level.map({ $0 < required }) ?? true {
            report(
                .verifiedCommit,
                "step '\(name)' stores what requires level \(required.rawValue), and the person may be verified "
                    + "only to \(facts.level?.rawValue ?? "nothing")", &suspicions)
        }
        switch commit.content {
        case .promise:
            if !facts.flags.contains(.legalNotice) {
                report(
                    .legalNotice,
                    "step '\(name)' stores a promise that no verified person gave after the legal notice",
                    &suspicions)
            } else if facts.level.map({ $0 < setting.terms.promiseLevel }) ?? true {
                report(
                    .verifiedCommit,
                    "step '\(name)' stores a promise of a person who may be verified only to "
                        + "\(facts.level?.rawValue ?? "nothing"); the policy asks for "
                        + setting.terms.promiseLevel.rawValue, &suspicions)
            }
            if facts.flags.contains(.disputed) {
                report(
                    .disputeSuspends, "step '\(name)' stores a promise of a person who disputes the debt",
                    &suspicions)
            }
        case .stopCalling: facts.flags.subtract([.stopping, .stopQuestioned])
        case .dispute: if setting.terms.tracksDisputes { facts.flags.insert(.disputed) }
        case .callBack, .flag: break
        }
    }

    // MARK: Leaving

    /// The facts after a way out, for each moment at which it may be taken; none if it is not open.
    func leave(by move: Move, _ suspicions: inout Suspicions) -> [Facts] {
        if let comparisons = profile.comparisons, !comparisons.isOpen(move.cause, at: facts) { return [] }
        var after = facts
        switch move.cause {
        case .played:
            if case .say(let say) = profile.step.kind { complete(&after, bargeIn: say.bargeIn) }
        case .outcome(let outcome):
            arrive(at: outcome, &after)
            profile.fills?.set(in: &after)
        case .corrected:
            if let question = profile.corrects[move], !question.holds(in: facts) { return [] }
            arrive(at: "corrected", &after)
        // It may fail before anything was said, or at any moment after.
        case .fault: return fail()
        case .command(let command): return obey(command)
        case .anotherLanguage(let command): return obey(command).map { $0.afterLanguageChanged() }
        case .comparison, .noComparison, .silence, .misunderstanding, .visitsUsedUp, .closed, .leftSubFlow:
            break
        }
        if case .hangUp(let ending) = move.to {
            hangUp(ending, after, &suspicions)
            if move.cause != .fault { part(after, &suspicions) }
        }
        return [after]
    }

    /// A part of the system fails; the call does not survive that more often than is counted.
    private func fail() -> [Facts] {
        let all = [entered] + moments.filter { $0 != entered }
        guard let faults = setting.faults else { return all }
        guard !faults.isFull(in: entered) else { return [] }
        return all.map { moment in
            var after = moment
            faults.add(to: &after)
            return after
        }
    }

    private func complete(_ facts: inout Facts, bargeIn: BargeIn) {
        for line in profile.lines where line.line.moment == .opening {
            facts.complete(line.says, bargeIn: bargeIn)
            if setting.terms.tracksNumber, line.says.contains(.callbackNumber) {
                facts.flags.insert(.numberGiven)
            }
        }
    }

    private func arrive(at outcome: OutcomeName, _ facts: inout Facts) {
        switch profile.step.kind {
        case .ask(let ask):
            // An answer may come before the end of a prompt that it can cut.
            if ask.bargeIn == .none { complete(&facts, bargeIn: ask.bargeIn) }
            if outcome == ask.identifies { facts.flags.insert(.identified) }
            // Who takes the wish back is a caller like any other again.
            if outcome == "said_no" { facts.flags.subtract([.stopping, .stopQuestioned]) }
        case .check:
            if outcome == "pass", facts.flags.contains(.identified), let factor = profile.factor {
                facts.factors |= 1 << UInt64(factor)
            }
        case .commit(let commit):
            guard outcome == "done" else { return }
            facts.flags.insert(.committed)
            if case .promise = commit.content { facts.flags.insert(.promised) }
        case .wait: facts.find(outcome)
        case .say, .decide, .run, .transfer, .end, .return: break
        }
    }

    /// Follows a command, if it is live; a `say` may be cut at each of its prompts.
    private func obey(_ command: UniversalName) -> [Facts] {
        guard facts.isVerified || !setting.needVerification.contains(command) else { return [] }
        return moments.flatMap { moment in
            var facts = moment
            // Whoever gives a command is no machine.
            facts.flags.subtract([.stopping, .stopQuestioned, .machine, .tone])
            guard command == .stopCalling else { return [facts] }
            facts.flags.formUnion([.stopping, .stopHeard])
            guard setting.confirmsOptOut else { return [facts] }
            var questioned = facts
            questioned.flags.insert(.stopQuestioned)
            return [facts, questioned]
        }
    }

    /// What holds at each moment at which a command may be obeyed.
    private var moments: [Facts] {
        switch profile.step.kind {
        case .commit:
            // What is being written is finished first, and it may have been stored or not.
            return (["done", "failed"] as [OutcomeName]).map { outcome in
                var after = facts
                arrive(at: outcome, &after)
                return after
            }
        case .say: return begun.isEmpty ? [facts] : begun
        case .ask, .check, .decide, .run, .transfer, .wait, .end, .return: return [facts]
        }
    }

    /// Checks what whoever heard us must have heard by the end.
    private func part(_ facts: Facts, _ suspicions: inout Suspicions) {
        guard setting.terms.tracksNumber, facts.flags.contains(.businessIdentity),
            !facts.flags.contains(.numberGiven), !facts.flags.contains(.stopHeard)
        else { return }
        report(
            .numberGiven, "step '\(name)' ends the call before the number to call back was said", &suspicions)
    }

    private func hangUp(_ ending: Ending, _ facts: Facts, _ suspicions: inout Suspicions) {
        if ending == .committed, !facts.flags.contains(.committed) {
            report(
                .oneDisposition,
                "step '\(name)' ends with the last commit's disposition, and there may be none",
                &suspicions)
        }
        if ending == .disposition(.limitedContentMessage), !facts.flags.contains(.tone) {
            report(
                .limitedContent,
                "step '\(name)' ends the call as one that left a message, and there may have been no tone for it",
                &suspicions)
        }
        if facts.flags.contains(.stopping) {
            report(
                .optOutObeyed, "step '\(name)' ends the call before the wish to stop the calls is stored",
                &suspicions)
        }
    }

    // MARK: Reporting

    private func report(
        _ check: RuleCheck, _ message: String, _ suspicions: inout Suspicions, about line: SpokenLine? = nil,
        tail: [String] = []
    ) {
        // An order is a matter of the step, even where a command breaks it.
        let isOfStep = [.identityFirst, .optOutOffer, .automatedFirst].contains(check)
        let position = isOfStep ? nil : line?.line.position
        let tail = tail + [line.map { setting.wording.quote($0) }].compactMap { $0 }
        suspicions.report(
            Offence(check: check, position: position ?? profile.step.position, message: message, tail: tail),
            at: place)
    }
}
