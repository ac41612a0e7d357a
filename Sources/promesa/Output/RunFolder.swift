import Calls
import Foundation

/// The folder of one run: recording, journal, outcome and timings, each replaced by the next run.
struct RunFolder {
    let path: String

    var recording: String { file("call.wav") }
    var store: String { file("promesa.sqlite") }
    private var journal: String { file("journal.jsonl") }
    private var outcome: String { file("outcome.json") }
    private var transcript: String { file("transcript.jsonl") }
    private var report: String { file("report.html") }
    private var timings: String { file("timings.json") }

    init(creating path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                .environment,
                "promesa: error: the folder '\(path)' could not be made: \(error.localizedDescription)")
        }
    }

    private func file(_ name: String) -> String { (path as NSString).appendingPathComponent(name) }

    /// Removes what an earlier run left, so that nothing of it is taken for this one's.
    func removeResults() throws {
        for path in [recording, journal, outcome, transcript, timings, report]
        where FileManager.default.fileExists(atPath: path) {
            try remove(path)
        }
    }

    /// Removes the store of an earlier run in this folder, so that this one starts afresh.
    func removeStore() throws {
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: store + suffix) {
            try remove(store + suffix)
        }
    }

    private func remove(_ path: String) throws {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw CommandFailure(
                .environment, "promesa: error: '\(path)' could not be replaced: \(error.localizedDescription)"
            )
        }
    }

    func write(journal lines: [JournalLine]) throws {
        try write(lines.map { $0.json + "\n" }.joined(), to: journal)
    }

    func write(outcome document: OutcomeDocument) throws { try write(document.json(), to: outcome) }

    func write(transcript lines: [TranscriptLine]) throws {
        try write(TranscriptFile.text(lines), to: transcript)
    }

    /// Makes the page of the run from its other files, as `promesa report` does.
    func writeReport() throws { try write(ReportFiles(folder: path).page(), to: report) }

    func write(timings text: String) throws { try write(text, to: timings) }

    private func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                .environment, "promesa: error: '\(path)' could not be written: \(error.localizedDescription)")
        }
    }

    /// Where to look, one file a line.
    var contents: String {
        let isRecorded = FileManager.default.fileExists(atPath: recording)
        return """
            Recording    \(isRecorded ? recording : "none: the call did not come to where it is recorded")
            Journal      \(journal)
            Outcome      \(outcome)
            Timings      \(timings)
            Report       \(report)
            """
    }
}
