import Calls
import Dialog
import Foundation
import Storage

/// Holds calls against the same call made alone.
struct CallComparison {
    /// What must be the same in every call: how it ended, and what was promised.
    struct Result: Hashable {
        let end: CallEnd?
        let disposition: Disposition?
        let promise: [String]
        /// What was understood, turn by turn.
        let heard: [String]
        /// Prompts that yield to speech, and those of them that did.
        var prompts = 0
        var stopped = 0
    }

    /// By account; a call that isn't closed has no end.
    let results: [AccountID: Result]

    init(results: [AccountID: Result]) { self.results = results }

    /// The journal of the call about an account.
    static func lines(of account: AccountID, store path: String) throws -> [JournalLine] {
        do throws(JournalFailure) {
            let store = try SQLiteStore(path: path, access: .queries)
            for id in try store.callIDs() {
                if let call = try store.call(id), call.opening.account == account { return call.events }
            }
            return []
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    init(store path: String) throws {
        do throws(JournalFailure) {
            let store = try SQLiteStore(path: path, access: .queries)
            let promises = Dictionary(grouping: try store.promises(), by: \.account)
            var results: [AccountID: Result] = [:]
            for id in try store.callIDs() {
                guard let call = try store.call(id) else { continue }
                let account = call.opening.account
                results[account] = Result(
                    end: call.closing?.end, disposition: call.closing?.disposition,
                    promise: (promises[account] ?? []).flatMap { promise in
                        ["\(promise.kind.rawValue) \(promise.announcement.rawValue)"]
                            + promise.instalments.map { "\($0.amount) \($0.due)" }
                    },
                    heard: call.events.compactMap(Self.heard),
                    prompts: call.events.count { $0.kind == "play" && $0.json.contains(#""mode":"speech""#) },
                    stopped: call.events.count { $0.kind == "stop_playback" })
            }
            self.results = results
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    private static func heard(_ line: JournalLine) -> String? {
        guard ["answer", "verdict", "no_match"].contains(line.kind),
            let object = try? JSONSerialization.jsonObject(with: Data(line.json.utf8)) as? [String: Any]
        else { return nil }
        return [line.kind, object["words"] as? String ?? "", object["outcome"] as? String ?? ""]
            .joined(separator: " ")
    }
}
