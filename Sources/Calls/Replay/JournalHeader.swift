import Dialog
import Foundation

/// The first line of a journal: what the call started from, so that it can be run again.
///
/// Of the call's data it names what was set and what was secret, never a value.
package struct JournalHeader: Codable, Sendable, Hashable {
    /// The form of the lines that follow; raised when an old reader would misread them.
    package static let formatNow = 1
    /// What the store calls this line.
    package static let kind = "call"

    package let call: String
    package let currency: String
    /// The call's local date.
    package let date: String
    /// The names of the data that the call had, sorted.
    package let facts: [String]
    package let flow: String
    package let format: Int
    package let language: String
    let n: Int
    /// The names of the data that answers were compared with, sorted.
    package let secrets: [String]
    package let seed: UInt64
    /// The versions of the flows that the root runs, by name.
    package let subFlows: [String: Int]
    let t: Int
    /// The rules that the flow broke and that were allowed by name; absent if there were none.
    package let unsafeAllowed: [String]?
    package let version: Int

    init(_ setup: CallSetup) {
        call = setup.id.rawValue
        currency = setup.currency.rawValue
        date = setup.today.description
        facts = setup.data.values.keys.map(\.rawValue).sorted()
        flow = setup.program.root.name.rawValue
        format = Self.formatNow
        language = setup.language.rawValue
        n = 1
        secrets = setup.data.secrets.keys.map(\.rawValue).sorted()
        seed = setup.seed
        subFlows = Dictionary(
            setup.program.subFlows.map { ($0.key.rawValue, $0.value.version) },
            uniquingKeysWith: { first, _ in first })
        t = 0
        unsafeAllowed = setup.unsafeAllowed.isEmpty ? nil : setup.unsafeAllowed
        version = setup.program.root.version
    }

    var line: JournalLine {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Every field is a plain number, text or list of these: encoding cannot fail.
        let json = (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return JournalLine(sequence: n, mediaMilliseconds: t, kind: Self.kind, json: json)
    }
}
