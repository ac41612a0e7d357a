import Audio
import Foundation

/// Recordings and what is said in them, as a tab-separated file lists them.
///
/// A line is `path<TAB>words[<TAB>speaker]`, or `a.wav+b.wav<TAB>gaps in ms<TAB>words[<TAB>speaker]` for recordings to
/// be joined. The words `-` stand for what is no answer, and is to be rejected. Paths are relative to the file. Blank
/// lines and lines that begin with `#` are passed over.
struct EvaluationManifest {
    struct Item {
        let paths: [String]
        /// Silence between two recordings.
        let gapsMs: [Int]
        let words: [String]
        let speaker: String
        var label: String { words.joined(separator: " ") }
        /// The label `-`: speech or noise that is no answer.
        var isOutsideGrammar: Bool { words == ["-"] }
    }

    private static let longest = 1_000_000

    let items: [Item]

    init(path: String) throws(CommandFailure) {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 64 << 20 else {
            throw CommandFailure(.environment, "promesa: error: cannot read '\(path)'")
        }
        let folder = (path as NSString).deletingLastPathComponent
        var items: [Item] = []
        for (index, line) in String(decoding: data, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
            let text = line.trimmingCharacters(in: .newlines)
            if text.trimmingCharacters(in: .whitespaces).isEmpty || text.hasPrefix("#") { continue }
            guard let item = Self.item(text, in: folder) else {
                throw CommandFailure(
                    .findings,
                    "\(path):\(index + 1):1: error: not 'path<TAB>words[<TAB>speaker]' or "
                        + "'a.wav+b.wav<TAB>gaps in ms<TAB>words[<TAB>speaker]'")
            }
            items.append(item)
        }
        guard !items.isEmpty, items.count <= Self.longest else {
            throw CommandFailure(.findings, "\(path):1:1: error: no recordings, or more than \(Self.longest)")
        }
        self.items = items
    }

    private static func item(_ line: String, in folder: String) -> Item? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count >= 2 else { return nil }
        let gaps = fields[1].split(separator: ",").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
        let paths = fields[0].split(separator: "+").map(String.init)
        // A recording's own name may hold a plus sign; then no gaps follow.
        let isJoined = paths.count > 1 && gaps.count == paths.count - 1 && fields.count >= 3
        let rest = isJoined ? Array(fields[2...]) : Array(fields[1...])
        let words = rest[0].lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        let speaker = rest.count > 1 ? rest[1].trimmingCharacters(in: .whitespaces) : ""
        guard !words.isEmpty, gaps.allSatisfy({ (0...60_000).contains($0) }) || !isJoined else { return nil }
        let names = isJoined ? paths : [fields[0]]
        return Item(
            paths: names.map { $0.hasPrefix("/") || folder.isEmpty ? $0 : folder + "/" + $0 },
            gapsMs: isJoined ? gaps : [], words: words, speaker: speaker.isEmpty ? "unknown" : speaker)
    }
}

extension EvaluationManifest.Item {
    /// The recordings as one, at 8 kHz.
    func audio() throws(AudioFailure) -> [Int16] {
        var samples: [Int16] = []
        for (index, path) in paths.enumerated() {
            if index > 0 { samples += [Int16](repeating: 0, count: gapsMs[index - 1] * 8) }
            samples += try AudioFile.read(path).telephone()
        }
        return samples
    }
}
