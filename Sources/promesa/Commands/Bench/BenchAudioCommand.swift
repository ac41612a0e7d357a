import ArgumentParser
import Audio
import Calls
import Dialog
import Dispatch
import Foundation
import Scenarios
import Synchronization

/// `promesa bench audio`: random callers on real audio, and the same calls again.
struct BenchAudioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audio",
        abstract: "Call flows with random callers on audio; then make the same calls again.",
        discussion: """
            The callers speak the phrases of the prompt files in our own voice, and the recordings of --clips; they make
            noise, press keys, interrupt and hang up. Every call is decoded by the real recogniser, checked by its
            journal as `bench callers` does, and made again in three ways: on a decoder of its own, on one that has
            decoded all the others before, and beside others on several threads. Journal, outcome and every sample that
            was sent must be the same to the byte.

            Exit codes: 0 everything in order · 1 a rule was broken, or a call came out differently · 3 no speech parts.
            """)

    @Argument(help: "Folders of flows.", completion: .directory)
    var folders: [String] = ["Flows"]

    @Option(help: "How many callers.")
    var calls: Int = 50

    @Option(help: "The seed of the first caller; the others follow.")
    var seed: UInt64 = 1

    @Option(help: "Threads that make calls side by side.")
    var threads: Int = 4

    @Option(help: ArgumentHelp("A folder of recordings that callers speak, too.", valueName: "folder"))
    var clips: String?

    func validate() throws {
        guard calls >= 1, threads >= 1 else {
            throw ValidationError("--calls and --threads must be 1 or more.")
        }
    }

    func run() throws {
        let setups = try folders.flatMap { try SimulatedProject.setups(folder: $0) }
        let voices = try CallerVoices(setups, recordings: clips)
        let trials = (0..<calls).map { index in
            let setup = setups[index % setups.count]
            return AudioTrial(
                setup: setup, clips: voices.clips(for: setup.language), seed: seed &+ UInt64(index))
        }
        let clock = ContinuousClock()
        let begin = clock.now
        // One decoder for all calls of a language, one after the other.
        let shared = SharedSpeech()
        let first = try trials.map { try $0.run(shared.parts(for: $0.setup)) }
        let took = clock.now - begin
        var problems = zip(trials, first).flatMap { trial, result in
            result.violations.map { "seed \(trial.seed) of \(trial.setup.program.root.name): \($0)" }
        }
        for (trial, result) in zip(trials, first)
        where try trial.run(shared.parts(for: trial.setup)) != result {
            problems.append("seed \(trial.seed): otherwise on a decoder that has made \(calls) calls")
        }
        problems += try sideBySide(trials, first)
        let audio = first.reduce(Duration.zero) { $0 + $1.outcome.duration }
        let ends = Dictionary(grouping: first, by: \.outcome.disposition.rawValue).mapValues(\.count)
        print(
            "\(calls) calls, \(audio.milliseconds / 1_000) s of audio in \(took.milliseconds / 1_000) s; each made "
                + "three times; \(problems.count) problems")
        print(
            "Dispositions  "
                + ends.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        for problem in problems.prefix(20) { print("    \(problem)") }
        if !problems.isEmpty { throw ExitCode(CommandFailure.Code.findings.rawValue) }
    }

    /// Makes the calls again on several threads, each call with speech parts of its own.
    private func sideBySide(_ trials: [AudioTrial], _ first: [AudioTrial.Result]) throws -> [String] {
        let found = Mutex<(problems: [String], failure: (any Error)?)>(([], nil))
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for index in stride(from: thread, to: trials.count, by: threads) {
                do {
                    guard try trials[index].run(SpeechParts(trials[index].setup)) != first[index] else {
                        continue
                    }
                    found.withLock {
                        $0.problems.append("seed \(trials[index].seed): otherwise on \(threads) threads")
                    }
                } catch {
                    found.withLock { $0.failure = error }
                }
            }
        }
        let result = found.withLock { ($0.problems.sorted(), $0.failure) }
        if let failure = result.1 { throw failure }
        return result.0
    }
}

/// One set of speech parts for each language, for calls that follow each other.
private final class SharedSpeech {
    private var parts: [LanguageTag: SpeechParts] = [:]

    func parts(for setup: CallSetup) throws -> SpeechParts {
        if let known = parts[setup.language] { return known }
        let new = try SpeechParts(setup)
        parts[setup.language] = new
        return new
    }
}
