package import Dialog

/// Runs a call again from its journal: the same events into a new machine, and its effects against those recorded.
package struct JournalReplay: Sendable {
    /// The first line that is not as it was.
    package struct Difference: Sendable, Hashable {
        /// Of the journal, from 1; one past its end if the replay went on.
        package let line: Int
        /// As the journal has it; nil where it has nothing.
        package let recorded: String?
        /// As the replay gave it; nil where it gave nothing.
        package let replayed: String?
    }

    package enum Ending: Sendable, Hashable {
        /// Everything is as it was, to the end of the call.
        case complete
        /// What there is is as it was, but the journal stops before the call's end: the process was cut off.
        case brokenOff
        /// As it was up to this line, whose answer was withheld: without it the call can't be gone on with.
        case withheld(line: Int)
        case different(Difference)
    }

    /// One event with what followed from it.
    package struct Moment: Sendable {
        package let event: DialogEvent
        package let effects: [DialogEffect]
        package let time: Duration
    }

    package private(set) var events = 0
    /// Effects that are as they were.
    package private(set) var effects = 0
    package private(set) var ending: Ending = .brokenOff
    /// The conversation as far as it was replayed.
    package private(set) var conversation: Conversation

    /// Replays a journal with the flow and the data that `setup` has; `each` is shown every event as it is handled.
    ///
    /// - Throws: `JournalDamage` for an event that can't be read.
    package init(
        _ journal: JournalText, with setup: CallSetup,
        each: (inout Conversation, Moment) -> Void = { _, _ in }
    ) throws(JournalDamage) {
        conversation = Conversation(setup)
        var next = 0
        while next < journal.records.count {
            let line = next + 2
            let record = journal.records[next]
            switch try record.read(line: line, text: journal.lines[next]) {
            case .effect:
                ending = .different(Difference(line: line, recorded: journal.lines[next], replayed: nil))
                return
            case .withheld:
                ending = .withheld(line: line)
                return
            case .event(let event):
                let time = Duration.milliseconds(record.t)
                let effects = conversation.handle(event, at: time)
                each(&conversation, Moment(event: event, effects: effects, time: time))
            }
            events += 1
            let replayed = conversation.drainJournal().filter { $0.sequence > 1 }
            if let difference = compare(replayed, with: journal.lines[next...], from: line) {
                effects += max(0, difference.line - line - 1)
                ending = .different(difference)
                return
            }
            effects += min(replayed.count, journal.lines.count - next) - 1
            next += replayed.count
        }
        if conversation.end != nil, next == journal.records.count { ending = .complete }
    }

    /// The first of the replayed lines that isn't the journal's; where the journal breaks off nothing differs.
    private func compare(_ replayed: [JournalLine], with recorded: ArraySlice<String>, from line: Int)
        -> Difference?
    {
        for (offset, pair) in zip(replayed, recorded).enumerated() where pair.0.json != pair.1 {
            return Difference(line: line + offset, recorded: pair.1, replayed: pair.0.json)
        }
        return nil
    }
}
