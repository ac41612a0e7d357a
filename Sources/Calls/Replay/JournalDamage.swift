import Foundation

/// Why a journal can't be read; names the place and what is wrong there, and quotes nothing of the journal.
package struct JournalDamage: Error, Hashable, CustomStringConvertible {
    /// From 1.
    package let line: Int
    /// From 1, in bytes.
    package let column: Int
    package let message: String

    package init(line: Int, column: Int = 1, _ message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    /// A problem with the value of a key.
    init(line: Int, key: String, of text: String, _ message: String) {
        self.init(line: line, column: Self.column(of: key, in: text), message)
    }

    /// What the decoder found wrong with a line.
    init(line: Int, text: String, _ error: any Error) {
        guard let error = error as? DecodingError else {
            self.init(line: line, "this is no line of a journal")
            return
        }
        switch error {
        case .keyNotFound(let key, _):
            self.init(line: line, "the key '\(key.stringValue)' is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let key = context.codingPath.last { $0.intValue == nil }?.stringValue
            self.init(
                line: line, column: key.map { Self.column(of: $0, in: text) } ?? 1,
                key.map { "'\($0)' has a value of another type than a journal's" }
                    ?? "this is no line of a journal")
        case .dataCorrupted(let context):
            self.init(line: line, column: Self.column(of: context), "this is not valid JSON")
        @unknown default:
            self.init(line: line, "this is no line of a journal")
        }
    }

    package var description: String { "\(line):\(column): error: \(message)" }

    /// Where the value of a key begins; quotes within texts are escaped, so a text can't be taken for a key.
    private static func column(of key: String, in text: String) -> Int {
        guard let range = text.range(of: "\"\(key)\":") else { return 1 }
        return text.utf8.distance(from: text.utf8.startIndex, to: range.upperBound) + 1
    }

    /// The decoder tells the place in words only; its own message could quote the journal.
    private static func column(of context: DecodingError.Context) -> Int {
        guard
            let text = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String,
            let place = text.firstMatch(of: /column ([0-9]+)/)
        else { return 1 }
        return Int(place.1) ?? 1
    }
}
