import Dialog
import TestSupport
import Testing

/// "Stop calling", heard well or badly, at every moment.
struct OptOutTests {
    /// The sample call, which asks about doubtful opt-outs.
    private static var program: FlowProgram {
        let flow = SampleFlow.flow
        let universals = flow.universals.map { universal in
            universal.name != .stopCalling
                ? universal
                : Universal(name: .stopCalling, action: universal.action, keys: "*9", confirm: "stop?")
        }
        return FlowProgram(
            root: Flow(
                name: flow.name, fields: flow.fields, defaults: flow.defaults, universals: universals,
                start: flow.start, steps: flow.steps))
    }

    private var script = MachineScript(Self.program)
    private static let doubtful = DialogEvent.answer(Answer(.universal(.stopCalling), confidence: 0.7))

    private static func answer(_ yes: Bool, confidence: Double = 1) -> DialogEvent {
        .answer(Answer(.value(.yesNo(yes)), confidence: confidence))
    }

    @Test mutating func `well-heard words and keys are obeyed at once`() {
        for answer in [
            Answer(.universal(.stopCalling), confidence: 0.8), Answer(.universal(.stopCalling), mode: .keys),
        ] {
            var script = MachineScript(Self.program)
            script.toParty()
            script.heardOut()
            script.after(.answer(answer))
            #expect(script.last.contains(.commit(.stopCalling)))
        }
    }

    @Test(arguments: [CommitOutcome.done(reference: nil), .failed, .duplicate])
    func `a call with a wish for no more calls ends as that, whatever became of the write`(
        outcome: CommitOutcome
    ) {
        var script = MachineScript(Self.program)
        script.after(.answered, .answer(Answer(.universal(.stopCalling), mode: .keys)), .committed(outcome))
        #expect(script.ends.map(\.1) == [.doNotCall])
    }

    @Test mutating func `doubtful words are asked about, and a yes is obeyed`() {
        script.toParty()
        script.after(Self.doubtful)
        #expect(script.said == ["stop?"])
        #expect(script.last.contains(.stopPlayback))
        script.heardOut()
        script.after(.speechStarted, Self.answer(true))
        #expect(script.last.contains(.commit(.stopCalling)))
    }

    @Test mutating func `silence means yes`() {
        script.toParty()
        script.after(Self.doubtful)
        #expect(script.heardOut() == [.startTimer(.noInput, after: .seconds(5))])
        script.after(.timerFired(.noInput))
        #expect(script.last.contains(.commit(.stopCalling)))
    }

    @Test(
        arguments: [
            .noMatch(.speech), .noMatch(.keys), answer(false, confidence: 0.6), doubtful,
            .answer(Answer(.universal(.stopCalling), confidence: 0.1)),
        ] as [DialogEvent]) func `what is no clear no means yes`(event: DialogEvent)
    {
        var script = MachineScript(Self.program)
        script.toParty()
        script.after(Self.doubtful, .speechStarted, event)
        #expect(script.last.contains(.commit(.stopCalling)))
        #expect(script.ends.isEmpty)
    }

    @Test mutating func `a no puts the question again`() {
        script.toAmount()
        script.after(Self.doubtful)
        script.heardOut()
        script.after(.speechStarted, Self.answer(false))
        #expect(script.said == ["ask_amount"])
        script.say(SampleFlow.money(45_000))
        #expect(script.entered == ["due"])
    }

    @Test mutating func `a no says an uncuttable prompt again, and the call goes on behind it`() {
        script.toParty()
        script.heardOut()
        script.say(.choice("speaking"))
        script.after(.speechStarted, .verdict(.pass, .speech))
        #expect(script.said == ["legal"])
        script.after(Self.doubtful, .speechStarted, Self.answer(false))
        #expect(script.said == ["legal"])
        #expect(script.playback?.bargeIn == BargeIn.none)
        script.heardOut()
        #expect(script.entered == ["amount"])
    }

    @Test mutating func `another command means that the call goes on`() {
        script.toParty()
        script.after(Self.doubtful, .speechStarted, .answer(Answer(.universal("help"))))
        #expect(script.said == ["help", "ask_party"])
        script.after(Self.doubtful, .speechStarted, .answer(Answer(.universal("agent"))))
        #expect(script.entered == ["to_agent"])
    }

    @Test mutating func `it is asked about twice in a call, then obeyed`() {
        script.toParty()
        for _ in 0..<DialogMachine.doubtsPerCallLimit {
            script.after(Self.doubtful)
            #expect(script.said == ["stop?"])
            script.after(.speechStarted, Self.answer(false))
        }
        script.after(Self.doubtful)
        #expect(script.last.contains(.commit(.stopCalling)))
    }

    @Test mutating func `who was asked for a secret is not journalled while we ask`() {
        script.toParty()
        script.heardOut()
        script.say(.choice("speaking"))
        script.after(Self.doubtful)
        let requests = script.last.compactMap { if case .listen(let request) = $0 { request } else { nil } }
        #expect(requests.map(\.isSecret) == [true])
        #expect(requests.map(\.purpose) == [.answer(.yesNo)])
    }

    @Test mutating func `a hang-up while we ask stores the wish`() {
        script.toParty()
        script.after(Self.doubtful, .callerHungUp)
        #expect(script.last.contains(.commit(.stopCalling)))
        #expect(script.ends.isEmpty)
        script.after(.committed(.done(reference: nil)))
        #expect(script.ends.map(\.0) == [.callerHungUp])
        #expect(script.ends.map(\.1) == [.doNotCall])
    }

    @Test mutating func `a fault while we ask stores the wish`() {
        script.toParty()
        script.after(Self.doubtful, .fault(.synthesizer), .committed(.failed))
        #expect(script.ends.map(\.0) == [.failed])
        #expect(script.ends.map(\.1) == [.doNotCall])
    }

    @Test mutating func `while something is stored, the question waits for the store`() {
        script.toReadBack()
        script.say(.yesNo(true))
        #expect(script.after(Self.doubtful).isEmpty)
        script.after(.committed(.done(reference: "123456")))
        #expect(script.said == ["stop?"])
        script.after(.speechStarted, Self.answer(false))
        #expect(script.said == ["confirmed"])
        script.heardOut()
        #expect(script.ends.map(\.1) == [.promiseToPay])
    }

    @Test(arguments: [0.7, 1.0])
    func `a hang-up while something is stored does not lose a wish that came before it`(confidence: Double) {
        var script = MachineScript(Self.program)
        script.toReadBack()
        script.say(.yesNo(true))
        script.after(.answer(Answer(.universal(.stopCalling), confidence: confidence)), .callerHungUp)
        #expect(script.last.isEmpty)
        script.after(.committed(.done(reference: "123456")))
        #expect(script.last.contains(.commit(.stopCalling)))
        script.after(.committed(.done(reference: nil)))
        #expect(script.ends.map(\.1) == [.doNotCall])
    }

    @Test mutating func `a clear wish while something is stored takes the place of a doubtful one`() {
        script.toReadBack()
        script.say(.yesNo(true))
        script.after(Self.doubtful, .answer(Answer(.universal(.stopCalling), mode: .keys)))
        script.after(.committed(.done(reference: "123456")))
        #expect(script.said.isEmpty)
        #expect(script.last.contains(.commit(.stopCalling)))
    }

    @Test mutating func `a wish is stored though a part of the system failed while something was stored`() {
        script.toReadBack()
        script.say(.yesNo(true))
        script.after(.fault(.media), .answer(Answer(.universal(.stopCalling), mode: .keys)))
        script.after(.committed(.done(reference: "123456")))
        #expect(script.last.contains(.commit(.stopCalling)))
        script.after(.committed(.done(reference: nil)))
        #expect(script.ends.map(\.1) == [.doNotCall])
    }

    @Test func `who is asked a secret question is not journalled while we ask`() {
        let ask = Ask(
            slot: "pin", type: .digits(4...4), prompts: ["ask_pin"], isSecret: true,
            when: ["next": .step("gone")])
        let flow = Self.program.root
        let secret = Flow(
            name: flow.name, fields: flow.fields, defaults: flow.defaults, universals: flow.universals,
            start: "pin", steps: flow.steps + [Step(id: "pin", kind: .ask(ask))])
        var script = MachineScript(FlowProgram(root: secret))
        script.after(.answered, Self.doubtful)
        let requests = script.last.compactMap { if case .listen(let request) = $0 { request } else { nil } }
        #expect(requests.map(\.isSecret) == [true])
    }

    @Test mutating func `a transfer is taken back while we ask, and tried again after a no`() {
        script.toParty()
        script.heardOut()
        script.after(.answer(Answer(.universal("agent"))), Self.doubtful)
        #expect(script.last.contains(.cancelTransfer))
        #expect(script.said == ["stop?"])
        script.after(.speechStarted, Self.answer(false))
        #expect(script.last.contains(.transfer(destination: "agent")))
        script.after(.transferEnded(.connected))
        #expect(script.ends.map(\.0) == [.transferred])
    }

    @Test mutating func `nobody is asked who doesn't know yet who calls`() {
        script.after(.answered, Self.doubtful)
        #expect(script.last.contains(.commit(.stopCalling)))
    }

    @Test mutating func `without a question for it a doubtful wish is obeyed`() {
        var script = MachineScript()
        script.toParty()
        script.after(Self.doubtful)
        #expect(script.last.contains(.commit(.stopCalling)))
    }
}
