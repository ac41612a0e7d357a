import Dialog

/// What is known of the call at one point of a path, apart from the values of slots.
struct Facts: Hashable {
    struct Flags: OptionSet, Hashable {
        let rawValue: UInt32

        /// The person said to be the right party (L0).
        static let identified = Flags(rawValue: 1 << 0)
        /// The verified person heard the whole legal notice.
        static let legalNotice = Flags(rawValue: 1 << 1)
        /// Some commit was done.
        static let committed = Flags(rawValue: 1 << 2)
        /// A promise was stored: it has a reference.
        static let promised = Flags(rawValue: 1 << 3)
        /// The name of the business was said, or begun.
        static let businessIdentity = Flags(rawValue: 1 << 4)
        /// The name of the business was the last thing said, and the opt-out is not yet offered.
        static let optOutDue = Flags(rawValue: 1 << 5)
        static let automatedNotice = Flags(rawValue: 1 << 6)
        static let recordingNotice = Flags(rawValue: 1 << 7)
        /// The caller wants no more calls, and this is not stored yet.
        static let stopping = Flags(rawValue: 1 << 8)
        /// The wish was put in doubt once, as it may be.
        static let stopQuestioned = Flags(rawValue: 1 << 9)
        /// The caller gave the opt-out: the order of the opening is of no more use to them.
        static let stopHeard = Flags(rawValue: 1 << 10)
        /// The prompts that were spoken last are debt content.
        static let lastWasDebt = Flags(rawValue: 1 << 11)
        /// What was confirmed since this sub-flow began is void: another person may have come to the line, or another
        /// language is spoken.
        static let confirmationsVoid = Flags(rawValue: 1 << 12)
        /// The name of the business was the last thing said, and not yet that a machine speaks.
        static let automatedDue = Flags(rawValue: 1 << 13)
        static let recordingPurpose = Flags(rawValue: 1 << 14)
        /// The way to stop the calls was offered to its end.
        static let optOutOffered = Flags(rawValue: 1 << 15)
        /// The number to call back was said to its end; only where the policy asks for it.
        static let numberGiven = Flags(rawValue: 1 << 16)
        /// The caller disputes the debt; only where the policy asks what follows from it.
        static let disputed = Flags(rawValue: 1 << 17)
        /// A machine or a fax answered; no person has given a command since.
        static let machine = Flags(rawValue: 1 << 18)
        /// Its tone was heard to the end.
        static let tone = Flags(rawValue: 1 << 19)
        /// What a new person has not heard.
        static let opening: Flags = [
            .businessIdentity, .optOutDue, .automatedDue, .automatedNotice, .recordingNotice,
            .recordingPurpose, .optOutOffered, .numberGiven,
        ]
    }

    var flags: Flags = []
    /// The secrets of the call that the identified person proved to know, by index.
    var factors: UInt64 = 0
    /// Which question filled each slot of this flow last, for slots of which that isn't plain; see `SlotFillers`.
    var fillers: UInt32 = 0
    /// How often each thing happened that a closer look counts; see `Tallies`.
    var counts: UInt64 = 0

    /// Nil for somebody who did not say to be the right party.
    var level: VerificationLevel? {
        guard flags.contains(.identified) else { return nil }
        return factors == 0 ? .l0 : factors.nonzeroBitCount == 1 ? .l1 : .l2
    }

    /// Level L1 at least.
    var isVerified: Bool { flags.contains(.identified) && factors != 0 }

    /// The facts once somebody else may be on the line.
    func afterPersonMayHaveChanged() -> Facts {
        var facts = self
        facts.factors = 0
        facts.flags.subtract([.identified, .legalNotice])
        facts.flags.insert(.confirmationsVoid)
        return facts
    }

    /// The facts once another language is spoken: the same person, who has heard nothing in it.
    func afterLanguageChanged() -> Facts {
        var facts = self
        facts.flags.subtract(.opening.union(.legalNotice))
        facts.flags.insert(.confirmationsVoid)
        return facts
    }

    /// The facts on entry of a step, before it says or asks anything.
    func entering(_ kind: StepKind) -> Facts {
        switch kind {
        case .wait(let wait):
            // Whoever answers or comes to the telephone has heard nothing yet.
            var facts = afterPersonMayHaveChanged()
            facts.flags.subtract(.opening)
            facts.flags.subtract(wait.purpose == .person ? [.machine, .tone] : .tone)
            return facts
        case .transfer: return afterPersonMayHaveChanged()
        case .ask(let ask): return ask.identifies == nil ? self : afterPersonMayHaveChanged()
        case .say, .check, .decide, .run, .commit, .end, .return: return self
        }
    }

    /// Notes who or what is on the line once a `wait` has found it.
    mutating func find(_ outcome: OutcomeName) {
        flags.subtract([.machine, .tone])
        guard WaitOutcome(rawValue: outcome.rawValue)?.isMachine == true else { return }
        flags.insert(.machine)
        if outcome.rawValue == WaitOutcome.beep.rawValue { flags.insert(.tone) }
    }

    /// Grants what a prompt tells once it was played to its end.
    mutating func complete(_ says: Set<Says>, bargeIn: BargeIn) {
        if says.contains(.automatedNotice) { flags.insert(.automatedNotice) }
        if says.contains(.recordingNotice) { flags.insert(.recordingNotice) }
        if says.contains(.recordingPurpose) { flags.insert(.recordingPurpose) }
        if says.contains(.optOut) { flags.insert(.optOutOffered) }
        if says.contains(.legalNotice), bargeIn == .none, isVerified { flags.insert(.legalNotice) }
    }
}
