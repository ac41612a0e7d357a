import Dialog
import TestSupport
import Testing

/// A machine answers, and is told a message or hung up on.
@Suite struct MachineAnswersTests {
    /// The sample call, which waits for a machine's tone and leaves a message.
    private static var program: FlowProgram {
        let flow = SampleFlow.flow
        let steps = flow.steps.map { step -> Step in
            guard case .wait(let wait) = step.kind else { return step }
            let when = wait.when.merging(["machine": .step("tone")]) { _, new in new }
            return Step(
                id: step.id, kind: .wait(Wait(purpose: wait.purpose, timeout: wait.timeout, when: when)))
        }
        let tone = Wait(
            purpose: .beep, timeout: .seconds(30), when: ["beep": .step("message"), "no_beep": .step("gone")])
        let message = Say(
            prompts: ["identity"], bargeIn: .none, then: .end(.disposition(.limitedContentMessage)))
        return FlowProgram(
            root: Flow(
                name: flow.name, fields: flow.fields, defaults: flow.defaults, universals: flow.universals,
                start: flow.start,
                steps: steps + [
                    Step(id: "tone", kind: .wait(tone)), Step(id: "message", kind: .say(message)),
                ]))
    }

    private var script = MachineScript(Self.program)

    private mutating func toMessage() {
        script.after(.answered, .waitEnded(.machine), .waitEnded(.beep))
        #expect(script.said == ["identity"])
    }

    @Test mutating func `a message that was said to its end is one`() {
        toMessage()
        script.heardOut()
        #expect(script.ends.map(\.1) == [.limitedContentMessage])
    }

    @Test mutating func `a machine that hangs up before anything was said has heard nothing`() {
        script.after(.answered, .waitEnded(.machine), .callerHungUp)
        #expect(script.ends.map(\.1) == [.answeringMachine])
    }

    @Test(arguments: [DialogEvent.callerHungUp, .fault(.media), .fault(.synthesizer)])
    mutating func `a message that was broken off is told from a whole one`(event: DialogEvent) {
        toMessage()
        script.after(event)
        #expect(script.ends.map(\.1) == [.messageCut])
    }

    @Test mutating func `a person who is found later is one`() {
        script.after(.answered, .waitEnded(.person), .callerHungUp)
        #expect(script.ends.map(\.1) == [.hungUpBeforeVerification])
    }

    @Test mutating func `the opt-out is obeyed, and then a person is there`() {
        toMessage()
        script.after(.answer(Answer(.universal(.stopCalling), confidence: 0.9)))
        #expect(script.last.contains(.commit(.stopCalling)))
    }

    @Test(arguments: [0.65, 0.79])
    mutating func `what may be an opt-out in a machine's words is neither asked about nor obeyed`(
        confidence: Double
    ) {
        toMessage()
        #expect(script.after(.answer(Answer(.universal(.stopCalling), confidence: confidence))) == [])
    }

    @Test mutating func `no other command cuts what a machine records`() {
        toMessage()
        for universal in Self.program.root.universals where universal.name != .stopCalling {
            #expect(script.after(.answer(Answer(.universal(universal.name)))) == [])
            #expect(script.after(.answer(Answer(.universal(universal.name), mode: .keys))) == [])
        }
    }
}
