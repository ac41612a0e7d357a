import Foundation
import Testing

/// What the checks with real peers start, they also end.
@Suite struct PeerScriptTests {
    /// Sources the checks with a sipp of our own, which only waits.
    private func shell(_ script: String, in folder: ScratchFolder) throws -> (code: Int32, text: String) {
        let sipp = folder.path("sipp")
        try "#!/bin/sh\necho $$ > '\(folder.path("running"))'\nexec sleep 60\n".write(
            toFile: sipp, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sipp)
        let process = Process()
        // The threads of tests block signals, and what they start would.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/perl")
        process.currentDirectoryURL = PromesaProcess.project
        process.arguments = [
            "-MPOSIX", "-e", "sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV", "/bin/bash", "-c",
            """
            set -uo pipefail
            run='\(folder.url.path)'
            PATH=$run:$PATH
            source scripts/peers/checks.sh
            root_prefix=()
            \(script)
            """,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test func `a sipp in the background is stopped by name, and its status is told`() throws {
        let folder = try ScratchFolder()
        let result = try shell(
            """
            (sipp_run calls -x; echo "status $?") &
            await 30 test -s "$run/running" && stop_sipp calls
            wait
            await 10 gone "$(cat "$run/running")" && echo gone
            """, in: folder)
        #expect(result.text == "status 143\ngone\n")
    }

    @Test func `a sipp is ended by what is kept of those that were started`() throws {
        let folder = try ScratchFolder()
        let result = try shell(
            """
            sipp_run calls -x &
            await 30 test -s "$run/running"
            kill -KILL $!
            kill $(cat "$run/pids")
            await 10 gone "$(cat "$run/running")" && echo gone
            """, in: folder)
        #expect(result.text == "gone\n")
    }
}
