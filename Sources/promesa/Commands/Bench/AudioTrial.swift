import Audio
import Calls
import Dialog
import Foundation
import Scenarios
import Storage

/// One call on audio with a random caller, and everything of it that has to be the same when it is made again.
struct AudioTrial {
    /// Longer calls test nothing more.
    private static let longestCall = 120 * 50

    struct Result: Equatable {
        let journal: [JournalLine]
        let outcome: CallOutcome
        /// Every sample that the caller was sent, as one number.
        let heard: UInt64
        /// Rules that were broken; a call that is made again breaks the same.
        let violations: [String]
    }

    let setup: CallSetup
    let clips: [[Int16]]
    let seed: UInt64

    func run(_ speech: SpeechParts) throws -> Result {
        let store = try StoreOpening.temporary()
        let worker = InlineWorker(
            setup: setup, recognizer: speech.recognizer, synthesizer: speech.synthesizer,
            recordings: { _, _ in nil }, journal: store)
        var leg = RandomAudioCaller(clips: clips, seed: seed, longestCall: Self.longestCall)
        do {
            let outcome = try CallRunner(setup: setup, journal: store).run(
                recognizer: speech.recognizer, worker: worker, leg: &leg, eachTick: { _ in }, said: { _ in })
            let record = try store.call(setup.id)
            var violations = JournalReview.violations(record?.events ?? [], of: setup)
            if record?.closing?.disposition != outcome.disposition {
                violations.append("closed as something else")
            }
            if !outcome.troubles.isEmpty { violations += outcome.troubles }
            return Result(
                journal: record?.events ?? [], outcome: outcome, heard: leg.heard, violations: violations)
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }
}
