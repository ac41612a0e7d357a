import Foundation

/// A folder with the folders of calls in it, however deep.
struct RunArchive {
    /// The files of one call.
    struct Run {
        let account: String
        fileprivate let folder: String

        /// Deletes what a call leaves; the store of the run and foreign files stay.
        func delete() throws { try RunFolder(creating: folder).removeResults() }
    }

    private struct Outcome: Decodable { let account: String }

    let folder: String

    /// The calls whose outcome file says what is asked for.
    func runs(where isWanted: (Run) -> Bool) throws -> [Run] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
        else {
            throw CommandFailure(.environment, "promesa: error: there is no folder '\(folder)'")
        }
        var found: [Run] = []
        let paths = FileManager.default.enumerator(atPath: folder)
        while let path = paths?.nextObject() as? String {
            guard (path as NSString).lastPathComponent == "outcome.json" else { continue }
            let file = (folder as NSString).appendingPathComponent(path)
            guard let data = FileManager.default.contents(atPath: file),
                let outcome = try? JSONDecoder().decode(Outcome.self, from: data)
            else { continue }
            let run = Run(account: outcome.account, folder: (file as NSString).deletingLastPathComponent)
            if isWanted(run) { found.append(run) }
        }
        return found.sorted { $0.folder < $1.folder }
    }
}
