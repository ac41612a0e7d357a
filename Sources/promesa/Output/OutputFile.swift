import Foundation

/// A file that a command was asked to write.
enum OutputFile {
    /// Writes a text whole or not at all.
    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                .environment, "promesa: error: cannot write '\(path)': is its folder there, and yours?")
        }
    }
}
