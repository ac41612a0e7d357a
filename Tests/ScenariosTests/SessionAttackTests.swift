import Audio
import Calls
import Dialog
import Scenarios
import TestSupport
import Testing

/// One call on audio, disturbed at every moment at which something happens in it, and right before and after.
@Suite struct SessionAttackTests {
    private static let hangUp = LegInput(hasHungUp: true)
    private static let optOut = LegInput(keys: ["*", "9"])

    /// The moments of an undisturbed call, with their neighbours.
    private static func moments() throws -> [Int] {
        let calm = try AttackedCall.run(DisturbedLeg(AttackedCall.wholeCall, [:]))
        #expect(calm.outcome.disposition == .promiseToPay)
        #expect(calm.violations == [])
        return Set(calm.ticks.flatMap { [$0 - 1, $0, $0 + 1] }.filter { $0 > 0 }).sorted()
    }

    /// Some of them, others for each attack: all of them together take too long for every one.
    private static func someMoments(_ attack: Int) throws -> [Int] {
        try moments().enumerated().filter { $0.offset % 6 == attack % 6 }.map(\.element)
    }

    @Test func `a hang-up beside anything ends the call once, with what was stored`() throws {
        for tick in try Self.moments() {
            let result = try AttackedCall.run(DisturbedLeg(AttackedCall.wholeCall, [tick: Self.hangUp]))
            #expect(result.violations == [], "tick \(tick)")
            let hasPromise = result.contents.commits.contains {
                if case .promise = $0.content { true } else { false }
            }
            #expect((result.outcome.disposition == .promiseToPay) == hasPromise, "tick \(tick)")
            #expect((result.outcome.promise != nil) == hasPromise, "tick \(tick)")
        }
    }

    @Test func `an opt-out by key beside anything is stored, and ends the call as that`() throws {
        // Once the machine has nothing more to say but goodbye, the call may end before both keys are there.
        for tick in try Self.moments().dropLast(2) {
            let result = try AttackedCall.run(DisturbedLeg(AttackedCall.wholeCall, [tick: Self.optOut]))
            #expect(result.violations == [], "tick \(tick)")
            #expect(result.contents.commits.contains { $0.content == .stopCalling }, "tick \(tick)")
            #expect(result.outcome.disposition == .doNotCall, "tick \(tick)")
        }
    }

    @Test func `keys and a hang-up in the same tick end the call once`() throws {
        for (attack, keys) in ([["1"], ["0"], ["*", "9"], ["#"]] as [[Character]]).enumerated() {
            for tick in try Self.someMoments(attack) {
                let result = try AttackedCall.run(
                    DisturbedLeg(AttackedCall.wholeCall, [tick: LegInput(keys: keys, hasHungUp: true)]))
                #expect(result.violations == [], "tick \(tick), \(keys)")
            }
        }
    }

    @Test(arguments: [MemoryJournal.Fault.commitsFail, .appendsFail, .promisesAreDuplicates])
    func `a hang-up beside anything ends the call once, whatever the store does`(fault: MemoryJournal.Fault)
        throws
    {
        for tick in try Self.someMoments(fault == .appendsFail ? 4 : 5) {
            let result = try AttackedCall.run(
                DisturbedLeg(AttackedCall.wholeCall, [tick: Self.hangUp]), fault: fault)
            #expect(result.violations == [], "tick \(tick)")
            #expect(fault == .appendsFail || result.outcome.promise == nil)
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `results that come late, or after nobody wants them, change nothing`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var disturbances: [Int: LegInput] = [:]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let keys: [Character] =
                [["1"], ["0"], ["*", "1"], ["#"], ["2"]].randomElement(using: &random) ?? ["1"]
            disturbances[Int.random(in: 1...900, using: &random)] = LegInput(keys: keys)
        }
        if seed % 3 == 0 { disturbances[Int.random(in: 1...1_500, using: &random)] = Self.hangUp }
        let result = try AttackedCall.run(DisturbedLeg(AttackedCall.wholeCall, disturbances), slowness: seed)
        #expect(result.violations == [])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `random callers on audio break no rule`(seed: UInt64) throws {
        let clips = AttackedCall.sentences.indices.map {
            FakeRecognizer.speech($0, frames: 25).flatMap(\.samples)
        }
        let caller = RandomAudioCaller(clips: clips, seed: seed, longestCall: 3_000)
        let result = try AttackedCall.run(caller, slowness: seed % 2 == 0 ? seed : nil)
        #expect(result.violations == [])
    }
}
