import Calls
import Foundation

/// The program that speaks: it stands beside this one.
enum VoiceProgram {
    private static let name = "promesa-voice"

    /// Its path; an error if it isn't there.
    static func path() throws(SynthesisFailure) -> String {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
            throw .engineFailed("cannot tell where this program is, to find '\(name)' beside it")
        }
        let program = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw .engineFailed(
                "the program '\(program)' is missing; it is built and installed beside promesa")
        }
        return program
    }
}
