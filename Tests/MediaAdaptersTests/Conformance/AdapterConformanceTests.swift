import Audio
import Calls
import Testing

/// What holds of every adapter, whatever its protocol; an adapter is a folder beside this file and a line in `all`.
@Suite(.serialized) struct AdapterConformanceTests {
    static let all: [any AdapterUnderTest] = [
        WAVUnderTest(),
        AudioSocketUnderTest(),
        SIPUnderTest(),
    ]
    static func those(_ ability: Ability) -> [any AdapterUnderTest] {
        all.filter { $0.abilities.contains(ability) }
    }

    private let voice = TestVoice.noise(seconds: 1, seed: 11)

    private func isQuiet(_ frames: some Sequence<LegInput>) -> Bool {
        frames.allSatisfy { $0.keys.isEmpty && $0.frame.samples.allSatisfy { abs(Int($0)) < 16 } }
    }

    @Test(arguments: all) func `what the caller says is heard once, in order`(
        adapter: any AdapterUnderTest
    ) async throws {
        let call = try await adapter.carry(CallPlan(caller: [.says(voice)], ticks: 110))
        #expect(call.inputs.count == 110)
        #expect(call.inputs.allSatisfy { $0.frame.samples.count == AudioFrame.length && !$0.hasHungUp })
        let found = TestVoice.pieces(of: voice, in: call.heard)
        #expect(found.inOrder >= found.count - 1, "\(found)")
        // Once: there is not much more of it than was said.
        #expect(call.heard.count { abs(Int($0)) > 500 } < voice.count { abs(Int($0)) > 500 } * 5 / 4)
    }

    @Test(arguments: those(.hearsUs))
    func `what we say the caller hears once, in order, and no more once we stop`(
        adapter: any AdapterUnderTest
    ) async throws {
        let call = try await adapter.carry(
            CallPlan(caller: [.sendsNothing(ticks: 110)], ours: voice, ticks: 110))
        let found = TestVoice.pieces(of: voice, in: call.callerHeard)
        #expect(found.inOrder >= found.count - 1, "\(found)")
        // What we stopped saying, as when we are interrupted, is played no longer than it takes to get there.
        let end = try #require(found.end)
        #expect(call.callerHeard.dropFirst(end + 4_000).allSatisfy { abs(Int($0)) < 16 })
    }

    @Test(arguments: all) func `keys come once each, in order`(adapter: any AdapterUnderTest) async throws {
        let call = try await adapter.carry(
            CallPlan(caller: [.says(Array(voice.prefix(1_600))), .presses("1228*#0")], ticks: 150))
        #expect(String(call.inputs.flatMap(\.keys)) == "1228*#0")
    }

    @Test(arguments: those(.pressesKeys)) func `keys that we press come to the caller once each, in order`(
        adapter: any AdapterUnderTest
    ) async throws {
        let call = try await adapter.carry(
            CallPlan(caller: [.sendsNothing(ticks: 110)], ourKeys: "9#06", ticks: 110))
        #expect(String(call.caller.flatMap(\.keys)) == "9#06")
    }

    @Test(arguments: all) func `a caller who sends nothing is silence, and is still there`(
        adapter: any AdapterUnderTest
    ) async throws {
        let call = try await adapter.carry(CallPlan(caller: [.sendsNothing(ticks: 100)], ticks: 60))
        #expect(call.inputs.count == 60)
        #expect(call.inputs.allSatisfy { $0 == LegInput() })
    }

    @Test(arguments: all) func `a caller who hangs up is told of once, and nothing comes after it`(
        adapter: any AdapterUnderTest
    ) async throws {
        let call = try await adapter.carry(
            CallPlan(caller: [.says(Array(voice.prefix(3_200))), .hangsUp], ours: voice, ticks: 110))
        #expect(call.inputs.count == 110)
        #expect(call.inputs.count { $0.hasHungUp } == 1)
        let end = try #require(call.inputs.firstIndex { $0.hasHungUp })
        #expect(isQuiet(call.inputs[(end + 1)...]))
    }

    @Test(arguments: those(.weHangUp))
    func `our hang-up is told to the caller once, and nothing comes after it`(
        adapter: any AdapterUnderTest
    ) async throws {
        let call = try await adapter.carry(
            CallPlan(
                caller: [.says(voice), .says(voice)], ours: voice + voice, weHangUpAtTick: 30, ticks: 110))
        #expect(call.caller.count { $0.hasHungUp } == 1)
        let end = try #require(call.caller.firstIndex { $0.hasHungUp })
        #expect(isQuiet(call.caller[(end + 1)...]))
        // Our own end is no news, and what the caller still says is not heard.
        #expect(call.inputs.count == 110)
        #expect(call.inputs.allSatisfy { !$0.hasHungUp })
        #expect(isQuiet(call.inputs[30...]))
    }
}
