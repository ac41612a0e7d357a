import Foundation

/// The files of the project, as they lie beside these tests.
enum ProjectTree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct File {
        /// Relative to the root of the project.
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var name: String { String(path.split(separator: "/").last ?? "") }
        /// `Sources/NAME/…`: the module's name.
        var module: String { String(path.split(separator: "/").dropFirst().first ?? "") }
    }

    static func swiftFiles(under folders: String...) throws -> [File] {
        try files(under: folders) { $0.hasSuffix(".swift") }
    }

    /// Text files that people write; what is built, fetched or produced is left out.
    static func textFiles() throws -> [File] {
        let folders = [
            "Sources", "Tests", "Flows", "Prompts", "docs", "scripts", "deploy", "Benchmarks", ".ci",
        ]
        let endings = [".swift", ".yaml", ".yml", ".json", ".md", ".h", ".modulemap", ".txt", ".tsv", ".csv"]
        let inFolders = try files(under: folders) { name in
            endings.contains(where: name.hasSuffix) || !name.contains(".")
        }
        let atRoot = [
            "Package.swift", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", ".gitignore", ".swift-format",
        ]
        return try inFolders + atRoot.compactMap(file)
    }

    private static func files(under folders: [String], where isWanted: (String) -> Bool) throws -> [File] {
        var found: [File] = []
        for folder in folders {
            let paths = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            while let path = paths?.nextObject() as? String {
                guard isWanted(path.split(separator: "/").last.map(String.init) ?? "") else { continue }
                if let file = try file("\(folder)/\(path)") { found.append(file) }
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    /// Nil if there is no such file, or if it is a folder or not text.
    static func file(_ path: String) throws -> File? {
        let url = root.appendingPathComponent(path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue
        else { return nil }
        return String(data: try Data(contentsOf: url), encoding: .utf8).map { File(path: path, text: $0) }
    }
}
