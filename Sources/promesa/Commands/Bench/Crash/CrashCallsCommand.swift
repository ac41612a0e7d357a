import ArgumentParser
import Calls
import Dialog
import Foundation
import Storage
import Synchronization

/// `promesa bench crash-calls`: the process that `bench crash` kills; makes text calls on a store until it dies.
struct CrashCallsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "crash-calls", shouldDisplay: false)

    @Option var flows: String
    @Option var data: String
    @Option var first: Int

    func run() throws {
        let series = try CrashSeries(folder: flows)
        let store = CountingJournal(try StoreOpening.open(data))
        for number in first... {
            CrashLine.call(number).send()
            try call(number, series.setup(number), store)
        }
    }

    private func call(_ number: Int, _ setup: CallSetup, _ store: CountingJournal) throws {
        var caller = KeyingCaller(seed: UInt64(number))
        var conversation = TextConversation(setup, journal: store)
        var isAnnounced = false
        try conversation.begin()
        while !conversation.hasEnded {
            CrashLine.input.send()
            conversation.take(caller.next(conversation.listening, setup.data))
            if !isAnnounced, let reference = conversation.announcedReference {
                isAnnounced = true
                CrashLine.announced(call: number, reference: reference).send()
            }
        }
        CrashLine.closed(number).send()
    }
}

/// A store that says each time that it is about to be written.
private final class CountingJournal: CallJournal {
    private let store: SQLiteStore
    private let writes = Mutex(0)

    init(_ store: SQLiteStore) { self.store = store }

    private func announce() {
        let number = writes.withLock { count in
            count += 1
            return count
        }
        CrashLine.write(number).send()
    }

    func open(_ call: CallOpening) throws(JournalFailure) {
        announce()
        try store.open(call)
    }

    func append(_ lines: [JournalLine], to call: CallID) throws(JournalFailure) {
        announce()
        try store.append(lines, to: call)
    }

    func commit(_ commit: CommitRecord) throws(JournalFailure) -> CommitOutcome {
        announce()
        return try store.commit(commit)
    }

    func markAnnounced(_ call: CallID) throws(JournalFailure) {
        announce()
        try store.markAnnounced(call)
    }

    func close(_ call: CallID, _ closing: CallClosing) throws(JournalFailure) {
        announce()
        try store.close(call, closing)
    }
}
