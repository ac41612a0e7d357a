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

    /// A call that takes longer is ended, unless its runner is told another limit.
    package static let longestCallDefault: Duration = .seconds(15 * 60)

    private let setup: CallSetup
    private let journal: any CallJournal
    private let longestCall: Duration

    /// A call that reaches `longestCall` ends as failed.
    package init(
        setup: CallSetup, journal: any CallJournal, longestCall: Duration = CallRunner.longestCallDefault
    ) {
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
        session.begin()
        while !session.hasEnded {
            eachTick(session.step(&leg, longestCall: longestCall))
            for line in session.transcript[shown...] { said(line) }
            shown = session.transcript.count
        }
        session.close()
        guard let outcome = session.outcome else { preconditionFailure("a call that ended has no outcome") }
        return outcome
    }
}

extension CallSession {
    /// One tick of both sides; a call that reaches its longest time ends as failed.
    package func step(_ leg: inout some CallLeg, longestCall: Duration) -> CallRunner.Tick {
        let (isAfterNotice, isSecret, number) = (hasGivenRecordingNotice, isSecret, tick)
        let output = transmit()
        leg.send(output)
        let input = leg.receive()
        receive(input)
        if mediaTime >= longestCall, !isTooLong, !hasEnded {
            isTooLong = true
            fail(.media, "the call reached its longest time")
        }
        return CallRunner.Tick(
            number: number, caller: input.frame, ours: output.frame, isSecret: isSecret,
            isAfterNotice: isAfterNotice)
    }
}
