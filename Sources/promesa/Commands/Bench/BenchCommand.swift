import ArgumentParser

/// `promesa bench`: attacks on what must hold in every call, and measurements.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Try to break what must hold in every call; measure how fast it runs.",
        discussion: """
            Each attack is seeded: the same seed gives the same calls, and a seed that breaks something is printed. Build with
            -c release; a debug build is many times slower.
            """,
        subcommands: [
            BenchCallersCommand.self, BenchAudioCommand.self, BenchCrashCommand.self, CrashCallsCommand.self,
            BenchScenariosCommand.self, BenchProofsCommand.self, BenchCheckCommand.self,
            BenchCallsCommand.self, BenchFuzzCommand.self,
        ])
}
