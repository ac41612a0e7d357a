import Dialog
import Foundation

/// The shape of `transcript.jsonl`: the conversation as people read it, one line of JSON for each of its lines.
///
/// It holds the wording of every prompt, which the journal doesn't; secrets are masked as everywhere.
package enum TranscriptFile {
    private struct Line: Codable {
        let speaker: String
        /// Media time since answer, in milliseconds.
        let t: Int
        let text: String
    }

    /// JSON Lines with sorted keys.
    package static func text(_ lines: [TranscriptLine]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try lines.map { line in
            let shape = Line(speaker: line.speaker.rawValue, t: line.at.milliseconds, text: line.text)
            return String(decoding: try encoder.encode(shape), as: UTF8.self) + "\n"
        }.joined()
    }

    static func read(_ bytes: Data) throws(ReportFailure) -> [TranscriptLine] {
        var lines: [TranscriptLine] = []
        for (index, bytes) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let line = try? JSONDecoder().decode(Line.self, from: bytes),
                let speaker = TranscriptLine.Speaker(rawValue: line.speaker),
                ReportFacts.times.contains(line.t)
            else { throw .unreadable("transcript.jsonl", line: index + 1) }
            lines.append(TranscriptLine(at: .milliseconds(line.t), speaker: speaker, text: line.text))
        }
        return lines
    }
}
