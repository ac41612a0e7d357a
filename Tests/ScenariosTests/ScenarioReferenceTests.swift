import Foundation
import Scenarios
import Testing

@Suite struct `The reference of scenarios` {
    private func reference() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return String(
            decoding: try Data(contentsOf: root.appendingPathComponent("docs/scenarios.md")), as: UTF8.self)
    }

    /// The words in backticks that begin a row of a table, and those in the braces of its second column.
    private func documented(_ text: String) -> Set<String> {
        var keys: Set<String> = []
        for line in text.split(separator: "\n") where line.hasPrefix("|") {
            let codes = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map(\.element)
            for code in codes {
                for word in code.split(whereSeparator: { " {},:".contains($0) }) { keys.insert(String(word)) }
            }
        }
        return keys
    }

    @Test func `has every key that the reader knows`() throws {
        let missing = ScenarioKeys.all.subtracting(documented(try reference()))
        #expect(missing == [])
    }

    @Test func `begins with a scenario that is read without an error`() throws {
        let blocks = try reference().components(separatedBy: "```yaml\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        #expect(blocks.count >= 4)
        for block in blocks.prefix(2) {
            let file = ScenarioFile.parse(Array(block.utf8), file: "scenarios.md")
            #expect(file.diagnostics == [])
            #expect(!file.scenarios.isEmpty)
        }
    }
}
