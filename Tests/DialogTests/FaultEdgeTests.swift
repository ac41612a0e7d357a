import Dialog
import TestSupport
import Testing

@Suite struct `Fault edges` {
    private func script(step: Target? = nil, flow: Target? = nil) -> MachineScript {
        let sample = SampleFlow.flow
        let steps = sample.steps.map { other in
            other.id == "party"
                ? Step(id: other.id, kind: other.kind, visits: other.visits, fault: step) : other
        }
        var script = MachineScript(
            FlowProgram(
                root: Flow(
                    name: sample.name, fields: sample.fields, defaults: sample.defaults,
                    universals: sample.universals, start: sample.start, steps: steps, fault: flow)))
        script.toParty()
        script.heardOut()
        return script
    }

    @Test func `a fault leads where the step says, else where the flow says`() {
        var own = script(step: .step("gone"), flow: .step("no_response"))
        own.after(.fault(.recognizer))
        #expect(own.last.contains(.left("party", "fault")))
        #expect(own.ends.map(\.1) == [.notVerified])
        var general = script(flow: .step("no_response"))
        general.after(.fault(.synthesizer))
        #expect(general.ends.map(\.1) == [.noResponse])
        #expect(general.ends.map(\.0) == [.weHungUp])
    }

    @Test func `without an edge, and for the second time, the call ends as failed`() {
        var none = script()
        none.after(.fault(.recognizer))
        #expect(none.ends.map(\.0) == [.failed])
        var twice = script(flow: .step("party"))
        twice.after(.fault(.recognizer))
        #expect(twice.ends.isEmpty)
        twice.after(.fault(.synthesizer))
        #expect(twice.ends.map(\.0) == [.failed])
    }

    @Test(arguments: [CallFault.media, .disclosureRefused])
    func `a lost line and a stopped leak end the call whatever the flow says`(fault: CallFault) {
        var script = script(flow: .step("gone"))
        script.after(.fault(fault))
        #expect(script.ends.map(\.0) == [.failed])
    }

    @Test func `a fault stops what plays and what waits`() {
        var script = script(flow: .step("to_agent"))
        script.after(.fault(.recognizer))
        #expect(script.last.contains(.stopPlayback))
        #expect(script.last.contains(.cancelTimer(.noInput)))
        #expect(script.entered == ["to_agent"])
    }
}
