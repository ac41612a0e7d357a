import Audio
import Calls
import Foundation
import Reports

/// The files of one run, from which its page is made.
struct ReportFiles {
    private let folder: String
    private let journal: String

    /// The files that a call leaves in its folder.
    init(folder: String) {
        self.folder = folder
        journal = (folder as NSString).appendingPathComponent("journal.jsonl")
    }

    /// A folder, or a journal with or without the other files beside it.
    init(path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure(.environment, "promesa: error: there is no '\(path)'")
        }
        folder = isFolder.boolValue ? path : (path as NSString).deletingLastPathComponent
        journal = isFolder.boolValue ? (path as NSString).appendingPathComponent("journal.jsonl") : path
    }

    var defaultOutput: String { file("report.html") }

    func page() throws -> String {
        let report: CallReport
        do throws(ReportFailure) {
            report = try CallReport(
                journal: try required(journal), outcome: optional("outcome.json"),
                transcript: optional("transcript.jsonl"))
        } catch {
            throw CommandFailure(.findings, "promesa: error: \(folder): \(error)")
        }
        return ReportPage(report, peaks: try peaks(report)).html()
    }

    private func file(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }

    private func required(_ path: String) throws(ReportFailure) -> Data {
        guard let data = FileManager.default.contents(atPath: path) else { throw .missing(path) }
        return data
    }

    private func optional(_ name: String) -> Data? { FileManager.default.contents(atPath: file(name)) }

    /// Nil if nothing was recorded.
    private func peaks(_ report: CallReport) throws -> CallPeaks? {
        let path = file("call.wav")
        guard let start = report.facts?.recordingStartMs, FileManager.default.fileExists(atPath: path) else {
            return nil
        }
        do throws(AudioFailure) {
            return CallPeaks(
                startMs: start, caller: try AudioFile.read(path, channels: .only(0)).telephone(),
                ours: try AudioFile.read(path, channels: .only(1)).telephone())
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}
