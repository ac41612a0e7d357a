import Dialog
import Foundation

/// A process that makes calls on a store until it is killed at a write that a seed chooses.
struct DoomedProcess {
    /// Writes that a process lives to make at most; a call makes some sixty.
    private static let writesLimit = 150
    /// The latest moment after the announcement of a write, in microseconds; a write takes some hundred.
    private static let latestMoment = 1_500

    let flows: String
    let store: String
    let first: Int

    /// Runs the process to its death, and returns what it had told until then.
    func runAndKill(_ random: inout SeededGenerator) throws -> [CrashLine] {
        let write = Int.random(in: 1...Self.writesLimit, using: &random)
        let moment = Duration.microseconds(Int.random(in: 0...Self.latestMoment, using: &random))
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "bench", "crash-calls", "--flows", flows, "--data", store, "--first", String(first),
        ]
        process.standardOutput = output
        // It speaks of the calls that its predecessor left; the checks do so, too.
        process.standardError = FileHandle.nullDevice
        try process.run()
        let lines = try read(output.fileHandleForReading) { line in
            guard line == .write(write) else { return }
            let clock = ContinuousClock()
            let until = clock.now + moment
            // A sleep would be too coarse to meet a write.
            while clock.now < until {}
            kill(process.processIdentifier, SIGKILL)
        }
        process.waitUntilExit()
        guard process.terminationReason == .uncaughtSignal else {
            throw CommandFailure(
                .environment,
                "promesa: error: the process that makes calls ended by itself, with code "
                    + "\(process.terminationStatus), after \(lines.count) lines")
        }
        return lines
    }

    /// Every whole line until the process is gone.
    private func read(_ handle: FileHandle, each: (CrashLine) -> Void) throws -> [CrashLine] {
        var lines: [CrashLine] = []
        var rest = ""
        while case let data = handle.availableData, !data.isEmpty {
            rest += String(decoding: data, as: UTF8.self)
            while let end = rest.firstIndex(of: "\n") {
                if let line = CrashLine(rest[..<end]) {
                    lines.append(line)
                    each(line)
                }
                rest.removeSubrange(...end)
            }
        }
        return lines
    }
}
