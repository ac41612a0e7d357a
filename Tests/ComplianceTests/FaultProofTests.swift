import Compliance
import Dialog
import Testing

struct FaultProofTests {
    @Test func `a fault may come before anything was said`() {
        var call = TestCall()
        call.fault = .step("sorry")
        call["sorry"] = .say("sorry", end: .disposition(.error))
        #expect(call.rules().contains("F5"))
        // A step that says nothing leaks nothing.
        call["sorry"] = .end(.disposition(.error))
        #expect(call.findings() == [])
    }

    @Test func `a fault edge is no way around the verification`() {
        var call = TestCall()
        call.fault = .step("balance")
        #expect(call.rules().contains("F7"))
    }

    @Test func `a step that only a fault reaches is reached, and a fault makes no loop without end`() {
        var call = TestCall()
        call["lost"] = .end(.disposition(.error))
        #expect(call.findings().contains { $0.message.contains("no path leads to step 'lost'") })
        call.fault = .step("lost")
        #expect(call.findings() == [])
        call.fault = .step("party")
        #expect(!call.findings().contains { $0.message.contains("repeat without end") })
    }

    @Test func `a promise that was not confirmed is not stored by way of a fault`() {
        var call = TestCall()
        call.fault = .step("save")
        #expect(call.rules().contains("P1"))
    }

    @Test func `a call that is never recorded needs no recording notice`() {
        var call = TestCall()
        call["opening"] = .say("identity", "opt_out", "automated", bargeIn: .none, to: "party")
        #expect(call.rules().contains("O2"))
        call.recordFrom = .never
        #expect(!call.rules().contains("O2"))
    }
}
