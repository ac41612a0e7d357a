import Calls
import Compliance
import Dialog
import TestSupport
import Testing

/// Whatever a caller goes on with, the call ends, in order, within what the flow and the limits allow.
@Suite struct LongestCallOnAudioTests {
    /// So many ticks that are silent on both sides are followed by something: the longest limit of silence, that of somebody
    /// who is fetched, and what a job takes.
    private static let longestSilence = 310

    private static let cases = PersistentCaller.Habit.allCases.flatMap { habit in
        (1...10 as ClosedRange<UInt64>).map { (habit, $0) }
    }

    /// What the attempts at one question may take together, each with its prompt, sounds over it and an answer.
    private static var longestQuestion: Duration {
        let limits = CallLimits.ofSession
        let attempts =
            (SampleFlow.retriesToAgent.noInput.tries ?? 0) + (SampleFlow.retriesToAgent.noMatch.tries ?? 0)
        return (.seconds(8) + limits.falseStarts + .seconds(5) + limits.answer) * attempts
    }

    @Test(arguments: cases)
    func `a call that the caller never ends is ended by its flow, in order`(
        habit: PersistentCaller.Habit, seed: UInt64
    ) throws {
        let call = UnendedCall(seed: seed)
        let caller = PersistentCaller(seed: seed, lasting: habit, settlesWithin: 500)
        let result = try call.run(caller)
        #expect(result.violations == [])
        #expect(result.outcome.end != .failed)
        #expect(result.outcome.disposition != .error)
        #expect(result.outcome.duration <= (try #require(call.longest)))
        #expect(result.silence <= Self.longestSilence)
        // Who answers nothing any more is asked that question, and at most one more.
        if !habit.mayAnswer {
            #expect(result.outcome.duration <= result.settled + Self.longestQuestion * 2)
        }
    }

    /// One of the habits for each seed.
    private static func caller(seed: UInt64, settlesWithin ticks: Int, mayHangUp: Bool = false)
        -> PersistentCaller
    {
        let habits = PersistentCaller.Habit.allCases
        return PersistentCaller(
            seed: seed, lasting: habits[Int(seed % UInt64(habits.count))], settlesWithin: ticks,
            mayHangUp: mayHangUp)
    }

    @Test(arguments: 1...14 as ClosedRange<UInt64>)
    func `a call that is cut off at its longest ends there, once`(seed: UInt64) throws {
        let longest = Duration.seconds(Int(seed) * 2)
        let result = try UnendedCall(seed: seed).run(
            Self.caller(seed: seed, settlesWithin: 1_000), slowness: seed, longestCall: longest)
        #expect(result.violations == [])
        // What is being stored then is waited for.
        #expect(result.outcome.duration <= longest + .seconds(1))
        #expect(result.outcome.end == .failed || result.outcome.duration < longest + .milliseconds(20))
    }

    @Test(arguments: 1...14 as ClosedRange<UInt64>)
    func `a caller who hangs up in the middle of anything ends the call, once`(seed: UInt64) throws {
        let result = try UnendedCall(seed: seed).run(
            Self.caller(seed: seed, settlesWithin: 2_500, mayHangUp: true),
            slowness: seed % 2 == 0 ? seed : nil)
        #expect(result.violations == [])
        #expect(result.outcome.end != .failed)
        #expect(result.outcome.disposition != .error)
    }

    @Test func `the callers above say, key and disturb what they are meant to`() throws {
        var kinds: Set<String> = []
        for (habit, seed) in Self.cases where seed <= 4 {
            let caller = PersistentCaller(seed: seed, lasting: habit, settlesWithin: 2_500)
            kinds.formUnion(try UnendedCall(seed: seed).run(caller).kinds)
        }
        let wanted: Set = [
            "speech_started", "false_start", "resume_playback", "key_pressed", "no_match", "answer",
            "verdict",
            "timer_fired", "wait_ended", "transfer_ended", "committed",
        ]
        #expect(wanted.subtracting(kinds) == [])
    }
}
