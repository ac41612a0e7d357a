package import Dialog
package import Foundation

/// Why a report can't be made of the files of a run; carries nothing of what they hold.
package enum ReportFailure: Error, Hashable, CustomStringConvertible {
    /// A file is not what a call writes there; the line is from 1.
    case unreadable(String, line: Int?)
    /// There is no journal at that path.
    case missing(String)
    /// The journal has no line.
    case emptyJournal

    package var description: String {
        switch self {
        case .unreadable(let file, let line?):
            "\(file):\(line): error: this is no line of a call's journal or transcript"
        case .unreadable(let file, nil): "\(file): error: this is not the outcome of a call"
        case .missing(let path): "there is no journal at '\(path)'"
        case .emptyJournal: "the journal is empty"
        }
    }
}

extension CallReport {
    /// Reads the files of a run: the journal, and where they are there, its outcome and transcript.
    package init(journal: Data, outcome: Data?, transcript: Data?) throws(ReportFailure) {
        let facts = try outcome.map { bytes throws(ReportFailure) in try ReportFacts(outcome: bytes) }
        let spoken = try transcript.map { bytes throws(ReportFailure) in try TranscriptFile.read(bytes) }
        var log = ReportLog(transcript: spoken ?? [], gaps: facts?.gaps ?? [:])
        let decoder = JSONDecoder()
        for (index, line) in journal.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let record = try? decoder.decode(JournalRecord.self, from: line),
                ReportFacts.times.contains(record.t)
            else {
                throw .unreadable("journal.jsonl", line: index + 1)
            }
            log.take(record)
        }
        guard log.lastMs != nil else { throw .emptyJournal }
        let durationMs = facts?.durationMs ?? log.lastMs ?? 0
        log.finish(atMs: durationMs)
        self.init(
            facts: facts, lines: log.lines, visits: log.visits, withheld: log.withheld,
            ending: facts?.ending ?? log.ending, durationMs: durationMs)
    }

    /// The language of the call; nil if only the journal is known.
    package var language: LanguageTag? { facts?.language }

    /// What the caller did, turn by turn.
    package var turns: [ReportTurn] {
        lines.compactMap { if case .heard(let turn) = $0.content { turn } else { nil } }
    }
}
