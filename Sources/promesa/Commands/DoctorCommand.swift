import ArgumentParser
import Speech

/// `promesa doctor`: whether this machine has what calls need.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say whether this machine has what calls need, and what to install.")

    func run() throws {}
}
