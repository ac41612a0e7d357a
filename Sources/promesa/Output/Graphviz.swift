import Foundation

/// Graphviz's `dot`, which lays out what the pictures of flows are made of.
enum Graphviz {
    /// A picture as SVG; the graph goes to the program's standard input.
    static func svg(_ dot: String) throws -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let program = folders.map { "\($0)/dot" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let program else {
            throw CommandFailure(
                .environment,
                "promesa: error: drawing needs Graphviz's 'dot'; install the Debian package graphviz, or use "
                    + "--format dot or mermaid")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["-Tsvg"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        // If it ends early, writing to it is an error and not a signal.
        signal(SIGPIPE, SIG_IGN)
        do {
            try process.run()
            // Graphviz reads all of its input before it writes.
            try input.fileHandleForWriting.write(contentsOf: Data(dot.utf8))
            try input.fileHandleForWriting.close()
        } catch {
            throw CommandFailure(.environment, "promesa: error: '\(program)' does not take the drawing")
        }
        let svg = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0, !svg.isEmpty else {
            throw CommandFailure(
                .environment, "promesa: error: '\(program)' could not draw the flow; is Graphviz complete?")
        }
        return String(decoding: svg, as: UTF8.self)
    }
}
