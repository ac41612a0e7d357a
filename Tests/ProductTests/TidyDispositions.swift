import Dialog
import Foundation
import Testing

@Suite struct `The table of dispositions` {
    @Test func `is what the documentation shows`() throws {
        let page = ProjectTree.root.appendingPathComponent("docs/dispositions.md")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(dispositionPage().utf8).write(to: page)
        }
        #expect(
            try ProjectTree.file("docs/dispositions.md")?.text == dispositionPage(),
            "run the tests once with RECORD_SNAPSHOTS=1 and look at the difference")
    }

    @Test func `has one code and one word for each`() {
        let all = Disposition.allCases
        #expect(Set(all.map(\.entry.code)).count == all.count)
        #expect(Set(all.map(\.entry.word)).count == all.count)
        for disposition in all {
            #expect(Disposition(word: disposition.word) == disposition)
            #expect(disposition.word.allSatisfy { ("a"..."z").contains($0) || $0 == "_" })
        }
    }

    @Test(arguments: Disposition.allCases)
    func `does not contradict itself`(disposition: Disposition) {
        let entry = disposition.entry
        if entry.isRightParty == .yes { #expect(entry.isHumanAnswered == .yes) }
        if entry.isRightParty == .yes { #expect(entry.countsAsConversation == .yes) }
        if entry.isHumanAnswered == .no { #expect(entry.countsAsConversation == .no) }
        if entry.isTerminal { #expect(entry.retry == nil) }
        if entry.queue == .closed { #expect(entry.isTerminal) }
        if let retry = entry.retry { #expect(retry.max > 0) }
        if entry.countsAsConversation == .yes, case .hours? = entry.retry?.delay {
            Issue.record("a conversation is followed by seven days without calls")
        }
        if entry.countsAsConversation == .yes, case .days(let days)? = entry.retry?.delay {
            #expect(days >= 7)
        }
    }

    @Test func `takes what depends on the call from its record`() {
        #expect(DispositionEntry.Holds.byCall.resolved(by: true))
        #expect(!DispositionEntry.Holds.byCall.resolved(by: false))
        #expect(DispositionEntry.Holds.yes.resolved(by: false))
        #expect(!DispositionEntry.Holds.no.resolved(by: true))
    }

    @Test func `has every promise wait for its payment`() {
        for kind in PromiseKind.allCases { #expect(kind.disposition.entry.queue == .awaitPayment) }
    }
}

private func dispositionPage() -> String {
    let rows = Disposition.allCases.map { disposition in
        let entry = disposition.entry
        let cells = [
            "`\(entry.code)`", "`\(entry.word)`", entry.meaning, entry.isHumanAnswered.rawValue,
            entry.isRightParty.rawValue, entry.countsAsConversation.rawValue, entry.isTerminal ? "yes" : "no",
            entry.retry.map(text) ?? "–", entry.queue.rawValue,
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
    return introduction + rows.joined(separator: "\n") + "\n"
}

private func text(_ retry: DispositionEntry.Retry) -> String {
    switch retry.delay {
    case .hours(let hours): "after \(hours) h, \(retry.max)×"
    case .days(let days): "after \(days) d, \(retry.max)×"
    case .requestedDay: "on the day asked for, \(retry.max)×"
    }
}

private let introduction = """
    # Dispositions

    Every call ends with two facts. The *call end* says how the line was closed: `caller_hung_up`, `we_hung_up`,
    `transferred` or `failed`. The *disposition* says what the call came to; each call has exactly one of those below.

    A flow names a disposition by its word, after `end:` or `flag:`; records and exports show its code. A `commit` sets
    the disposition so far. A hang-up keeps that one; if there is none, it is `HANGUP_POST` once the right party was
    verified and `HANGUP_PRE` before. A call whose process died is closed as `ERR` when the next one starts, and its
    promise holds.

    How to read the table:

    - **person**: a human being answered. **right party**: they were verified as the debtor. **conversation**: the call
      counts for the cap on calls (rule F1: none within seven days after a conversation). *By the call* means that the
      disposition alone doesn't say it and the call's record does: "stop calling me" can be said before and after
      verification.
    - **last call**: no virtual agent calls the account again, on whichever number.
    - **again**: when and how often the same number is tried again, as long as the caps on calls allow it. **then**: the
      queue that the account moves to after that. Both are defaults of policy.
    - `NOTVER` means that a person answered, but who they are was not verified: the checks failed, or they would not
      answer them. Nothing about the debt was said. `WN` and `TPC` are for people who say that they are somebody else.

    This page is written from the table in the code (`Disposition+Table.swift`); a test compares the two.

    | code | flow word | what happened | person | right party | conversation | last call | again | then |
    |---|---|---|---|---|---|---|---|---|

    """
