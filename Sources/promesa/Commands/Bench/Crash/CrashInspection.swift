import Calls
import Dialog
import Storage

/// What a store must hold after a process that made calls was killed.
struct CrashInspection {
    /// What the checks counted, over all processes.
    struct Totals {
        var kills = 0
        var calls = 0
        var promises = 0
        var announced = 0
        var unannounced = 0
        var orphans = 0
    }

    let series: CrashSeries
    private(set) var totals = Totals()
    /// Every promise that was found, by reference; none may go later.
    private var known: Set<String> = []

    init(_ series: CrashSeries) { self.series = series }

    /// Looks at a store after a death, as a start-up finds it; returns what is wrong.
    mutating func inspect(_ path: String, after lines: [CrashLine]) throws(JournalFailure) -> [String] {
        let store = try SQLiteStore(path: path)
        let report = try store.recover()
        totals.kills += 1
        totals.orphans += report.closedCalls.count
        var problems: [String] = []
        let calls = lines.compactMap { if case .call(let number) = $0 { number } else { nil } }
        let closed = Set(lines.compactMap { if case .closed(let number) = $0 { number } else { nil } })
        let announced = lines.reduce(into: [Int: String]()) { announced, line in
            if case .announced(let call, let reference) = line { announced[call] = reference }
        }
        if report.closedCalls.count > 1 {
            problems.append("\(report.closedCalls.count) calls were open at once")
        }
        for number in calls {
            let setup = series.setup(number)
            totals.calls += 1
            var filter = PromiseFilter()
            filter.call = setup.id
            let promises = try store.promises(filter)
            problems += check(
                promises, of: number, setup, try store.call(setup.id), isClosed: closed.contains(number),
                announced: announced[number]
            ).map { "call \(number): \($0)" }
        }
        let all = Set(try store.promises(PromiseFilter()).map(\.reference))
        if !known.isSubset(of: all) { problems.append("promises of earlier processes are gone") }
        if try !store.recover().isEmpty { problems.append("a second start-up found something to do") }
        known = all
        totals.promises = all.count
        return problems
    }

    private mutating func check(
        _ promises: [PromiseRecord], of number: Int, _ setup: CallSetup, _ call: CallRecord?, isClosed: Bool,
        announced: String?
    ) -> [String] {
        guard let call else {
            // Killed before it was opened.
            return promises.isEmpty && announced == nil && !isClosed ? [] : ["the call is not in the store"]
        }
        var problems: [String] = []
        guard let closing = call.closing else { return ["the call was left open"] }
        if isClosed, call.wasRecovered { problems.append("a call that had ended was closed again") }
        if call.wasRecovered, closing.disposition != .error || closing.end != .failed {
            problems.append("a call that was cut off was closed as \(closing.disposition.rawValue)")
        }
        if let announced, promises.map(\.reference) != [announced] {
            problems.append("a promise that was confirmed to the caller is lost")
        }
        if promises.count > 1 { problems.append("a call has \(promises.count) promises") }
        for promise in promises {
            if promise.announcement == .announced { totals.announced += 1 }
            if promise.announcement == .unannounced { totals.unannounced += 1 }
            if promise.announcement == .pending { problems.append("a promise still waits to be announced") }
            if announced != nil, promise.announcement != .announced {
                problems.append("a promise that was announced counts as \(promise.announcement.rawValue)")
            }
            if promise.status != .confirmed { problems.append("a promise is \(promise.status.rawValue)") }
        }
        return problems + replay(call, setup, promises.first)
    }

    /// A promise is invented unless the journal, replayed, comes to it by the caller's yes.
    private func replay(_ call: CallRecord, _ setup: CallSetup, _ promise: PromiseRecord?) -> [String] {
        guard !call.events.isEmpty else { return promise == nil ? [] : ["a promise without a journal"] }
        var agreed: [Instalment]?
        do {
            let journal = try JournalText(lines: call.events.map(\.json))
            let replay = try JournalReplay(journal, with: setup) { conversation, moment in
                for effect in moment.effects {
                    if case .play(let playback) = effect {
                        _ = conversation.render(playback, at: moment.time)
                    }
                    guard case .commit(let request) = effect,
                        case .promise(let promise)? = conversation.commitRecord(
                            for: request, at: moment.time)?.content
                    else { continue }
                    agreed = promise.instalments
                }
            }
            if case .different(let difference) = replay.ending {
                return ["differs from line \(difference.line) on"]
            }
            if replay.ending == .brokenOff, !call.wasRecovered {
                return ["the journal of a whole call breaks off"]
            }
        } catch {
            return ["the journal is damaged: \(error)"]
        }
        guard let promise else { return [] }
        return promise.instalments == agreed ? [] : ["a promise is stored that the journal doesn't come to"]
    }
}
