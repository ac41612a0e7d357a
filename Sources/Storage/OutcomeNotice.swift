import Calls
import Dialog
import Foundation

/// What is told of a call that is over: nothing of the debtor but the account's reference.
struct OutcomeNotice: Codable, Hashable {
    struct Promise: Codable, Hashable {
        struct Instalment: Codable, Hashable {
            let minorUnits: Int
            let currency: String
            let due: String
        }

        let reference: String
        let kind: String
        let instalments: [Instalment]
    }

    var schemaVersion = 1
    var type = "call_outcome"
    let call: String
    let account: String
    let flow: String
    /// On the debtor's calendar.
    let date: String
    let disposition: String
    /// Whether a call came about; without one, nobody was reached.
    let isAnswered: Bool
    /// How the line was closed, and after how long.
    var callEnd: String?
    var durationMs: Int?
    var promise: Promise?

    /// The same notice has the same bytes.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
