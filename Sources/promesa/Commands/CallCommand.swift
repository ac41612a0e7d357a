import ArgumentParser
import Audio
import Calls
import Dialog
import Foundation
import MediaAdapters
import Speech
import Storage

/// `promesa call`: one call over audio files.
struct CallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Run one call over audio files.",
        discussion: """
            The caller is either one continuous recording from answer on (--caller), or turns, each spoken when the
            engine next listens (--caller-turns). A turn is

              yes.wav          an audio file: any rate, mono or stereo, PCM, µ-law, A-law
              one.wav+two.wav  several, joined with 120 ms between them
              answer:hello.wav said on picking up; the first turn only
              keys:4821#       keys, as the telephone network signals them
              tones:4821#      keys, as tones in the audio
              silence:6s       nothing, for so long
              hangup           the end

            The folder --out gets call.wav (caller left, us right; from the recording notice on), journal.jsonl,
            outcome.json, transcript.jsonl, timings.json and report.html, a page that shows all of it. The same
            files, date and seed give the same bytes again, timings.json apart. Secret answers are neither
            journalled nor recorded.

            EXAMPLE
              promesa call Flows/early-recovery.yaml --account Examples/accounts/jordan-rivera.json \\
                --organisation Examples/organisation.yaml --date 2026-03-02 \\
                --caller-turns yes.wav keys:09031971 yes.wav yes.wav yes.wav --out run
            """)

    enum RecordFrom: String, ExpressibleByArgument, CaseIterable {
        case notice, answer

        var start: Dialog.RecordFrom {
            switch self {
            case .notice: .notice
            case .answer: .answer
            }
        }
    }

    @OptionGroup var options: CallOptions

    @Option(help: ArgumentHelp("A recording of the caller, from answer on.", valueName: "file"))
    var caller: String?

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("What the caller does, turn by turn.", valueName: "turn")
    )
    var callerTurns: [String] = []

    @Option(
        help: ArgumentHelp(
            "The caller hangs up so long after the last turn or the end of the recording, such as 10s.",
            valueName: "time"))
    var hangUpAfter: String?

    @Option(help: ArgumentHelp("The folder for the results.", valueName: "folder"))
    var out: String = "promesa-call"

    @Option(help: ArgumentHelp("A store that lasts; by default a fresh one in --out.", valueName: "file"))
    var data: String?

    @Option(
        help: ArgumentHelp(
            "Where the recording begins: notice (once the notice was heard), or (for fixtures) answer; "
                + "by default what the flow says. A flow that is never recorded is not recorded."))
    var recordFrom: RecordFrom?

    @Flag(help: "Print the outcome alone, as JSON.")
    var json = false

    func validate() throws {
        guard (caller == nil) != callerTurns.isEmpty else {
            throw ValidationError("Give the caller's audio: either --caller FILE.wav or --caller-turns …")
        }
    }

    func run() throws {
        let project = ProjectLoader(options: options)
        let setup = try project.setup()
        let leg = try makeLeg(seed: options.seed)
        let folder = try RunFolder(creating: out)
        try folder.removeResults()
        if data == nil { try folder.removeStore() }
        let run = CallRun(
            setup: setup, store: try StoreOpening.open(data ?? folder.store), folder: folder,
            recordings: project.recordings, transferOutcome: options.transferOutcome,
            recordFrom: recordFrom?.start ?? setup.program.root.recordFrom, isQuiet: json,
            models: try options.speech.models())
        let document = try run.run(leg)
        if json {
            print(try document.json(), terminator: "")
        }
    }

    private func makeLeg(seed: UInt64) throws -> WAVCallLeg {
        var manner = WAVCallLeg.Manner()
        manner.seed = seed
        do {
            if let hangUpAfter { manner.hangUpAfter = try CallerTurn.duration(hangUpAfter) }
            if let caller { return .continuous(try AudioFile.read(caller).telephone(), manner) }
            return try .turns(callerTurns.map { try CallerTurn.parse($0) }, manner)
        } catch let failure as CallerTurnFailure {
            throw CommandFailure(.usage, "promesa: error: \(failure)")
        } catch let failure as AudioFailure {
            throw CommandFailure(.environment, "promesa: error: \(failure)")
        }
    }
}
