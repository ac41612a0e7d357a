import Calls
import Dialog
import TestSupport
import Testing

@Suite struct `A call survives one fault` {
    private func call(_ fault: Target?) -> SampleCall {
        var call = SampleCall()
        let flow = SampleFlow.flow
        call.flow = Flow(
            name: flow.name, fields: flow.fields, defaults: flow.defaults, universals: flow.universals,
            start: flow.start, steps: flow.steps, fault: fault)
        return call
    }

    @Test func `without a recogniser the call goes on by keys where the flow says`() throws {
        var deaf = call(.step("party"))
        deaf.acts = [.says(0), .keys("1"), .keys("03151980"), .hangsUp]
        deaf.recognizerFailure = .decoderFailed("told to")
        let outcome = try deaf.run().outcome
        #expect(outcome.end == .callerHungUp)
        #expect(outcome.disposition == .hungUpAfterVerification)
        #expect(outcome.troubles.count == 1)
    }

    @Test func `a second fault ends the call as failed`() throws {
        var mute = call(.step("party"))
        mute.synthesizer = FakeSynthesizer(failsOn: "speaking with")
        let outcome = try mute.run().outcome
        #expect(outcome.end == .failed)
        #expect(outcome.disposition == .error)
        #expect(outcome.troubles.count == 2)
    }

    @Test func `a voice that fails leads to a human`() throws {
        var mute = call(.step("to_agent"))
        mute.synthesizer = FakeSynthesizer(failsOn: "speaking with")
        let outcome = try mute.run().outcome
        #expect(outcome.end == .transferred)
        #expect(outcome.disposition == .transferred)
    }
}
