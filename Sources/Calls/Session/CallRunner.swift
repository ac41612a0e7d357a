package import Audio
import Dialog

/// Runs a whole call over a leg, tick by tick, and keeps its beginning and end.
package struct CallRunner {
    /// One tick of both sides, for a recording.
    package struct Tick: Sendable {
        /// From 0.
        package let number: Int
        package let caller: AudioFrame
        package let ours: AudioFrame
        /// The caller's side is a secret answer: keep its time, not its sound.
        package let isSecret: Bool
        /// The caller has been told that the call is recorded.
        package let isAfterNotice: Bool
    }

    private let setup: CallSetup
    private let journal: any CallJournal
    private let longestCall: Duration

    /// A call that reaches `longestCall` ends as failed.
    package init(setup: CallSetup, journal: any CallJournal, longestCall: Duration = .seconds(15 * 60)) {
        self.setup = setup
        self.journal = journal
        self.longestCall = longestCall
    }

    /// Runs the call to its end; whatever fails on the way, there is an outcome, and the store was told of it.
    ///
    /// - Throws: `JournalFailure` if the call can't even be opened.
    package func run(
        recognizer: any Recognizer, worker: any CallWorker, leg: inout some CallLeg, eachTick: (Tick) -> Void,
        said: (TranscriptLine) -> Void
    ) throws(JournalFailure) -> CallOutcome {
        try journal.open(setup.opening)
        let session = CallSession(setup, recognizer: recognizer, worker: worker)
        var shown = 0
        var isTooLong = false
        session.begin()
        while !session.hasEnded {
            let isAfterNotice = session.hasGivenRecordingNotice
            let isSecret = session.isSecret
            let output = session.transmit()
            leg.send(output)
            let input = leg.receive()
            eachTick(
                Tick(
                    number: session.tick, caller: input.frame, ours: output.frame, isSecret: isSecret,
                    isAfterNotice: isAfterNotice))
            session.receive(input)
            for line in session.transcript[shown...] { said(line) }
            shown = session.transcript.count
            if session.mediaTime >= longestCall, !isTooLong {
                isTooLong = true
                session.fail(.media, "the call reached its longest time")
            }
        }
        session.close()
        guard let outcome = session.outcome else { preconditionFailure("a call that ended has no outcome") }
        return outcome
    }
}
