import Foundation

/// A journal as it was written, read line by line.
package struct JournalText: Sendable {
    /// More than the longest call can write.
    package static let maximumBytes = 64 << 20

    package let header: JournalHeader
    /// Every line after the header, as it is written.
    package let lines: [String]
    let records: [JournalRecord]

    /// Reads the bytes of a `journal.jsonl`.
    package init(_ bytes: [UInt8]) throws(JournalDamage) {
        guard bytes.count <= Self.maximumBytes else {
            throw JournalDamage(
                line: 1, "the file is over \(Self.maximumBytes >> 20) MiB: no journal of one call is")
        }
        var texts: [String] = []
        for (index, line) in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw JournalDamage(line: index + 1, "this is no UTF-8 text")
            }
            texts.append(text)
        }
        // What follows the last line end is nothing, unless the writer was cut off.
        if texts.last == "" { texts.removeLast() }
        try self.init(lines: texts)
    }

    /// Reads the lines that a store holds of a call.
    package init(lines: [String]) throws(JournalDamage) {
        guard let first = lines.first else { throw JournalDamage(line: 1, "the journal is empty") }
        header = try Self.header(first)
        self.lines = Array(lines.dropFirst())
        var records: [JournalRecord] = []
        for (index, text) in self.lines.enumerated() {
            let record: JournalRecord = try Self.decode(text, line: index + 2)
            guard record.n == index + 2 else {
                throw JournalDamage(
                    line: index + 2, key: "n", of: text,
                    "the line is numbered \(record.n): lines are missing or moved")
            }
            guard record.t >= records.last?.t ?? 0 else {
                throw JournalDamage(
                    line: index + 2, key: "t", of: text, "the time is before that of the line above")
            }
            records.append(record)
        }
        self.records = records
    }

    private static func header(_ text: String) throws(JournalDamage) -> JournalHeader {
        if let record = try? JSONDecoder().decode(JournalRecord.self, from: Data(text.utf8)),
            record.event != nil || record.effect != nil
        {
            throw JournalDamage(
                line: 1,
                "the journal has no header: it is of a version of promesa that could not replay, or was cut")
        }
        let header: JournalHeader = try decode(text, line: 1)
        guard header.format <= JournalHeader.formatNow else {
            throw JournalDamage(
                line: 1, key: "format", of: text,
                "the journal has form \(header.format), of a newer version of promesa than this")
        }
        return header
    }

    private static func decode<Line: Decodable>(_ text: String, line: Int) throws(JournalDamage) -> Line {
        do {
            return try JSONDecoder().decode(Line.self, from: Data(text.utf8))
        } catch {
            throw JournalDamage(line: line, text: text, error)
        }
    }
}
