import Calls
import Dialog
import Foundation

/// What a replay found, for a person and for a program.
struct ReplayReport {
    private let replay: JournalReplay
    /// What of the call's start is not as the journal says it was.
    private let changes: [String]
    /// The rules that the flow broke when the call was made, and that were allowed.
    private let unsafeAllowed: [String]

    init(_ replay: JournalReplay, of header: JournalHeader, with setup: CallSetup) {
        self.replay = replay
        changes = Self.changes(since: header, setup)
        unsafeAllowed = header.unsafeAllowed ?? []
    }

    var same: Bool {
        switch replay.ending {
        case .complete, .brokenOff, .withheld: true
        case .different: false
        }
    }

    private static func changes(since header: JournalHeader, _ setup: CallSetup) -> [String] {
        let root = setup.program.root
        var changes: [String] = []
        if header.flow != root.name.rawValue {
            changes.append("the journal is of the flow '\(header.flow)', the replay of '\(root.name)'")
        } else if header.version != root.version {
            changes.append(
                "the flow has changed: the journal is of version \(header.version), the replay of version \(root.version)"
            )
        }
        for (name, version) in header.subFlows.sorted(by: { $0.key < $1.key }) {
            guard let now = setup.program.subFlows[FlowName(name)]?.version else {
                changes.append("the sub-flow '\(name)' of the journal's call is gone")
                continue
            }
            if now != version {
                changes.append(
                    "the sub-flow '\(name)' has changed: version \(version) in the journal, \(now) now")
            }
        }
        if header.call != setup.id.rawValue {
            changes.append("the account is not the one of the journal's call")
        }
        if header.currency != setup.currency.rawValue {
            changes.append("the account has another currency now")
        }
        let facts = Set(setup.data.values.keys.map(\.rawValue))
        let secrets = Set(setup.data.secrets.keys.map(\.rawValue))
        if facts != Set(header.facts) || secrets != Set(header.secrets) {
            let names = facts.symmetricDifference(header.facts).union(
                secrets.symmetricDifference(header.secrets))
            changes.append(
                "other data are set now than in the call: \(names.sorted().joined(separator: ", "))")
        }
        return changes
    }

    /// What a person reads; the journal's name leads, as compilers have it.
    func summary(of name: String) -> String {
        var lines: [String] = []
        switch replay.ending {
        case .complete: lines.append("\(name): the same: \(counts)")
        case .brokenOff:
            lines.append("\(name): the same as far as it goes: \(counts)")
            lines.append("    note: the journal breaks off before the call's end")
        case .withheld(let line):
            lines.append("\(name): the same up to line \(line): \(counts)")
            lines.append(
                "    note: the secret answer on line \(line) is withheld, and what follows was not replayed")
        case .different(let difference):
            lines.append("\(name):\(difference.line): different, after \(counts)")
            lines.append("    expected  \(difference.recorded ?? "nothing more: the journal ends here")")
            lines.append("    got       \(difference.replayed ?? "nothing more at this event")")
        }
        lines += unsafeAllowed.map {
            "    note: the call was made although its flow broke \($0) (--unsafe-allow)"
        }
        lines += changes.map { "    note: \($0)" }
        return lines.joined(separator: "\n")
    }

    private var counts: String { "\(replay.events) events, \(replay.effects) effects" }

    private struct Document: Encodable {
        let result: String
        let events: Int
        let effects: Int
        let line: Int?
        let expected: String?
        let got: String?
        let changes: [String]
        let unsafeAllowed: [String]
    }

    func json() throws -> String {
        var place: (line: Int?, expected: String?, got: String?) = (nil, nil, nil)
        let result: String
        switch replay.ending {
        case .complete: result = "same"
        case .brokenOff: result = "broken_off"
        case .withheld(let line): (result, place.line) = ("withheld", line)
        case .different(let difference):
            result = "different"
            place = (difference.line, difference.recorded, difference.replayed)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let document = Document(
            result: result, events: replay.events, effects: replay.effects, line: place.line,
            expected: place.expected, got: place.got, changes: changes,
            unsafeAllowed: unsafeAllowed)
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}
