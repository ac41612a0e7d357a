import Dialog
import Foundation
import Testing

/// The fixtures of this folder, read by path.
enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"

    /// The names of what lies in a folder of the fixtures, sorted.
    static func names(in folder: String, ending: String = "") -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: self.folder + "/" + folder)) ?? []
        return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted()
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path)))
    }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }
}

/// Compares a text with what a file of the fixtures holds; `RECORD_SNAPSHOTS=1` writes the file instead.
func expectSnapshot(
    _ text: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = URL(fileURLWithPath: Fixtures.folder + "/" + path)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try Data(text.utf8).write(to: file)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "differs from \(path)", sourceLocation: sourceLocation)
}

/// What a command would print: one problem a line, notes indented.
func printed(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { $0.description + "\n" }.joined()
}
