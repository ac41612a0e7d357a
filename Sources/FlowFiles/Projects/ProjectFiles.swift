import Dialog
import Foundation

/// Reads files and folders for the loaders; what cannot be read is reported at line 1 of its path.
package struct ProjectFiles {
    package let findings: Findings

    package init(findings: Findings) { self.findings = findings }

    package func report(_ path: String, _ message: String, notes: [String] = []) {
        findings.error(SourcePosition(file: path, line: 1, column: 1), message, notes: notes)
    }

    /// The bytes of a file of at most 1 MiB.
    package func bytes(of path: String) -> [UInt8]? {
        var isFolder = ObjCBool(false)
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            report(path, "no such file" + Self.nearbyHint(path))
            return nil
        }
        guard !isFolder.boolValue else {
            report(path, "this is a folder, not a file")
            return nil
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            report(path, "the file cannot be read; check its permissions")
            return nil
        }
        defer { try? handle.close() }
        // One byte above the bound is enough for the reader to refuse it.
        guard let data = try? handle.read(upToCount: YAMLReader.maximumBytes + 1) else {
            report(path, "the file cannot be read")
            return nil
        }
        return Array(data)
    }

    /// The names in a folder, sorted; hidden ones are left out.
    package func names(in folder: String) -> [String]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            report(folder, "no such folder" + Self.nearbyHint(folder))
            return nil
        }
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    package static func isFolder(_ path: String) -> Bool {
        var isFolder = ObjCBool(false)
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    package static func isFile(_ path: String) -> Bool {
        var isFolder = ObjCBool(false)
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// The path with links resolved, for comparing places.
    static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    package static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    /// `Flows` for `Flows/x.yaml`, `.` for `x.yaml`.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func nearbyHint(_ path: String) -> String {
        let folder = folder(of: path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return "" }
        return Spelling.closest(to: name, among: names.filter { !$0.hasPrefix(".") })
            .map { "; did you mean '\(folder == "." ? $0 : join(folder, $0))'?" } ?? ""
    }
}
