import Foundation
import Testing

@testable import promesa

/// A check that is made again when a file is saved; time is what the test says it is.
@Suite struct CheckWatchTests {
    private func stamp(_ bytes: Int) -> FolderSnapshot.Stamp {
        FolderSnapshot.Stamp(modified: nil, bytes: bytes, number: 1)
    }

    @Test func `what was saved, added or removed is told apart from what was not`() {
        let before = FolderSnapshot(["a.yaml": stamp(1), "b.yaml": stamp(1), "c.yaml": stamp(1)])
        let after = FolderSnapshot(["a.yaml": stamp(1), "b.yaml": stamp(2), "d.yaml": stamp(1)])
        #expect(after.changes(since: before) == ["b.yaml", "c.yaml", "d.yaml"])
        #expect(after.changes(since: after) == [])
    }

    @Test func `it checks once, and then after each save alone`() throws {
        // What the files look like at each look.
        var looks = [1, 1, 2, 2, 2, 3].map { FolderSnapshot(["a.yaml": stamp($0)]) }
        var checks: [[String]] = []
        let watch = CheckWatch(
            look: { looks.removeFirst() }, check: { checks.append($0) }, pause: { !looks.isEmpty })
        try watch.run()
        #expect(checks == [[], ["a.yaml"], ["a.yaml"]])
    }

    @Test func `what is saved during a check is seen by the next look`() throws {
        var now = 1
        var checks: [[String]] = []
        var pauses = 0
        let watch = CheckWatch(
            look: { FolderSnapshot(["a.yaml": stamp(now)]) },
            check: { changed in
                checks.append(changed)
                // Somebody saves while the second check runs.
                if checks.count == 2 { now = 3 }
            },
            pause: {
                pauses += 1
                if pauses == 1 { now = 2 }
                return pauses < 5
            })
        try watch.run()
        #expect(checks == [[], ["a.yaml"], ["a.yaml"]])
    }

    @Test func `files of the flow language are watched, in folders within folders too`() throws {
        let folder = try ScratchFolder()
        let inner = folder.url.appendingPathComponent("en-US")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        let before = FolderSnapshot(of: [folder.url.path, folder.path("nowhere")])
        try Data("texts: {}".utf8).write(to: inner.appendingPathComponent("texts.yaml"))
        try Data("swap".utf8).write(to: inner.appendingPathComponent(".texts.yaml.swp"))
        let after = FolderSnapshot(of: [folder.url.path, folder.path("nowhere")])
        #expect(after.changes(since: before) == [inner.appendingPathComponent("texts.yaml").path])
        // A save that changes neither length nor, within the clock's grain, time still gives a new file.
        try Data("texts: {}".utf8).write(to: inner.appendingPathComponent("texts.yaml"), options: .atomic)
        #expect(!FolderSnapshot(of: [folder.url.path]).changes(since: after).isEmpty)
    }

    @Test func `a terminal is cleared, and anything else only goes on`() {
        let lines = ["0 errors, 0 warnings"]
        let terminal = WatchScreen(isTerminal: true)
            .page(lines, changed: ["a.yaml"], folders: ["Flows"], took: .milliseconds(120))
        #expect(terminal.hasPrefix("\u{1B}[H\u{1B}[2J\u{1B}[3J0 errors"))
        #expect(
            terminal.hasSuffix("\nchecked in 120 ms after a.yaml changed; watching Flows. Ctrl-C ends."))
        let pipe = WatchScreen(isTerminal: false)
            .page(lines, changed: [], folders: ["Flows", "Prompts"], took: .milliseconds(80))
        #expect(pipe == "0 errors, 0 warnings\nchecked in 80 ms; watching Flows, Prompts. Ctrl-C ends.")
    }
}
