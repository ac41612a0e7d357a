import Foundation

/// What the files of some folders look like at one moment: enough to tell that one was saved.
struct FolderSnapshot: Equatable {
    struct Stamp: Equatable {
        let modified: Date?
        let bytes: Int?
        /// An editor that saves by renaming gives the file a new number.
        let number: UInt64?
    }

    private let stamps: [String: Stamp]

    init(_ stamps: [String: Stamp]) { self.stamps = stamps }

    /// Every file in the folders and the folders within; a folder that isn't there has none.
    init(of folders: [String]) {
        var stamps: [String: Stamp] = [:]
        for folder in folders {
            let paths = FileManager.default.enumerator(atPath: folder)
            while let name = paths?.nextObject() as? String {
                // Editors keep their own files beside the one that is edited.
                guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") else {
                    continue
                }
                let path = (folder as NSString).appendingPathComponent(name)
                let facts = try? FileManager.default.attributesOfItem(atPath: path)
                stamps[path] = Stamp(
                    modified: facts?[.modificationDate] as? Date, bytes: facts?[.size] as? Int,
                    number: facts?[.systemFileNumber] as? UInt64)
            }
        }
        self.stamps = stamps
    }

    /// What was saved, added or removed since, by path.
    func changes(since old: FolderSnapshot) -> [String] {
        Set(stamps.keys).union(old.stamps.keys).filter { stamps[$0] != old.stamps[$0] }.sorted()
    }
}

/// Checks again whenever a file was saved.
struct CheckWatch {
    /// How often files are looked at: half of what a person notices.
    static let interval: TimeInterval = 0.05

    /// What the files look like now.
    let look: () -> FolderSnapshot
    /// Checks, and shows the result; `changed` is empty the first time.
    let check: (_ changed: [String]) throws -> Void
    /// Waits until the next look; false ends the watch.
    let pause: () -> Bool

    /// Runs until `pause` ends it.
    func run() throws {
        var seen = look()
        try check([])
        while pause() {
            let now = look()
            let changed = now.changes(since: seen)
            guard !changed.isEmpty else { continue }
            // What is saved while a check runs is seen by the next look.
            seen = now
            try check(changed)
        }
    }
}

/// How a watch looks on a terminal.
struct WatchScreen {
    /// Whether each check begins on an empty screen; else it follows a line.
    let isTerminal: Bool

    func page(_ lines: [String], changed: [String], folders: [String], took: Duration) -> String {
        let clear = "\u{1B}[H\u{1B}[2J\u{1B}[3J"
        let what = changed.isEmpty ? "" : " after \(changed.joined(separator: ", ")) changed"
        let milliseconds = Int(took / .milliseconds(1))
        let head = isTerminal ? clear : changed.isEmpty ? "" : "\n"
        let foot =
            "checked in \(milliseconds) ms\(what); watching \(folders.joined(separator: ", ")). Ctrl-C ends."
        return head + (lines + [foot]).joined(separator: "\n")
    }
}
