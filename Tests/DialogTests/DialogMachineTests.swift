import Dialog
import TestSupport
import Testing

@Suite struct DialogMachineTests {
    @Test func `a promise is committed only after the caller's yes and announced only once it is durable`() {
        var script = MachineScript()
        script.toReadBack()
        #expect(script.playback?.prompts.map(\.prompt) == ["read_back"])
        script.say(.yesNo(true))
        let due = LocalDate(year: 2026, month: 3, day: 16)
        let commits = script.last.compactMap { if case .commit(let request) = $0 { request } else { nil } }
        #expect(
            commits
                == due.map {
                    [
                        .promise(
                            .full,
                            instalments: [
                                Instalment(
                                    sequence: 1, amount: Money(minorUnits: 45_000, currency: .usd), due: $0)
                            ])
                    ]
                })
        #expect(script.said.isEmpty)
        script.after(.committed(.done(reference: "123456")))
        #expect(script.said == ["confirmed"])
        #expect(script.playback?.prompts.first?.values["promise_reference"] == .digits("123456"))
        script.heardOut()
        #expect(script.ends.map(\.1) == [.promiseToPay])
        #expect(script.ends.map(\.0) == [.weHungUp])
    }

    @Test func `a failed store is not announced as a promise`() {
        var script = MachineScript()
        script.toReadBack()
        script.say(.yesNo(true))
        script.after(.committed(.failed))
        #expect(script.said == ["sorry"])
        script.heardOut()
        #expect(script.ends.map(\.1) == [.error])
    }

    @Test func `a hang-up while the store writes ends with what was made durable`() {
        var script = MachineScript()
        script.toReadBack()
        script.say(.yesNo(true))
        #expect(script.after(.callerHungUp).isEmpty)
        script.after(.committed(.done(reference: nil)))
        #expect(script.ends.map(\.0) == [.callerHungUp])
        #expect(script.ends.map(\.1) == [.promiseToPay])
    }

    @Test(arguments: [
        (false, Disposition.hungUpBeforeVerification), (true, .hungUpAfterVerification),
    ]) func `a hang-up without a commit is told apart by verification`(verified: Bool, expected: Disposition)
    {
        var script = MachineScript()
        if verified { script.toAmount() } else { script.toParty() }
        script.after(.callerHungUp)
        #expect(script.ends.map(\.1) == [expected])
    }

    @Test func `after its end the machine does nothing more`() {
        var script = MachineScript()
        script.toParty()
        script.after(.callerHungUp)
        let late: [DialogEvent] = [
            .callerHungUp, .speechStarted, .answer(Answer(.value(.choice("speaking")))),
            .timerFired(.noInput),
            .fault(.media), .committed(.failed), .answered,
        ]
        for event in late { #expect(script.after(event).isEmpty) }
        #expect(script.ends.count == 1)
    }

    @Test func `silence is asked again by count and then ends the call as no response`() {
        var script = MachineScript()
        script.toParty()
        #expect(script.heardOut().contains(.startTimer(.noInput, after: .seconds(5))))
        script.after(.timerFired(.noInput))
        #expect(script.said == ["silence", "ask_party_again"])
        script.heardOut()
        script.after(.timerFired(.noInput))
        #expect(script.said == ["silence", "ask_party_again"])
        script.heardOut()
        script.after(.timerFired(.noInput))
        #expect(script.ends.map(\.1) == [.noResponse])
    }

    @Test func `a timer that lost the race against speech is ignored`() {
        var script = MachineScript()
        script.toParty()
        script.heardOut()
        script.after(.speechStarted)
        #expect(script.after(.timerFired(.noInput)).isEmpty)
        script.after(.answer(Answer(.value(.choice("speaking")))))
        #expect(script.entered == ["check"])
    }

    @Test func `a timer does not count while a prompt plays`() {
        var script = MachineScript()
        script.toParty()
        #expect(script.after(.timerFired(.noInput)).isEmpty)
    }

    @Test func `three wrong identity answers lock the check and never say which was wrong`() {
        var script = MachineScript()
        script.toParty()
        script.heardOut()
        script.say(.choice("speaking"))
        script.heardOut()
        script.after(.speechStarted, .verdict(.fail, .speech))
        #expect(script.said == ["ask_birth_again"])
        script.heardOut()
        script.after(.speechStarted, .verdict(.fail, .speech))
        #expect(script.ends.map(\.1) == [.notVerified])
    }

    @Test func `an unclear identity answer is not a wrong one`() {
        var script = MachineScript()
        script.toParty()
        script.heardOut()
        script.say(.choice("speaking"))
        for _ in 0..<2 {
            script.heardOut()
            script.after(.speechStarted, .verdict(.unsure, .speech))
        }
        script.heardOut()
        script.after(.speechStarted, .verdict(.pass, .speech))
        #expect(script.entered == ["notice"])
    }

    @Test func `a doubtful value is confirmed and a rejected one is not offered again`() {
        var script = MachineScript()
        script.toAmount()
        script.say(SampleFlow.money(12_000), confidence: 0.7)
        #expect(script.said == ["confirm_amount"])
        #expect(script.playback?.prompts.first?.values["amount"] == SampleFlow.money(12_000))
        script.heardOut()
        script.say(.yesNo(false))
        #expect(script.said == ["ask_amount"])
        script.heardOut()
        script.say(SampleFlow.money(12_000), confidence: 0.7)
        #expect(script.said == ["unclear", "ask_amount"])
    }

    @Test func `in place of a rejected value the next reading is asked about, however sure it is`() {
        var script = MachineScript()
        script.toAmount()
        script.say(SampleFlow.money(12_000), confidence: 0.7)
        script.heardOut()
        script.say(.yesNo(false))
        script.heardOut()
        let readings = [12_000, 20_000, 30_000].map(SampleFlow.money)
        script.after(.speechStarted, .answer(Answer(.ambiguous(readings), confidence: 0.9)))
        #expect(script.said == ["confirm_amount"])
        #expect(script.playback?.prompts.first?.values["amount"] == SampleFlow.money(20_000))
        script.heardOut()
        script.say(.yesNo(false))
        #expect(script.playback?.prompts.first?.values["amount"] == SampleFlow.money(30_000))
    }

    @Test func `a second best that stands alone is confirmed, too`() {
        var script = MachineScript()
        script.toAmount()
        script.say(SampleFlow.money(12_000), confidence: 0.7)
        script.heardOut()
        script.say(.yesNo(false))
        script.heardOut()
        let readings = [12_000, 20_000].map(SampleFlow.money)
        script.after(.speechStarted, .answer(Answer(.ambiguous(readings), confidence: 0.9)))
        #expect(script.said == ["confirm_amount"])
        script.heardOut()
        script.say(.yesNo(true))
        #expect(script.last.contains(.filled("amount", SampleFlow.money(20_000))))
    }

    @Test(arguments: [[12_000], [99_000], [12_000, 12_000]])
    func `a denied value isn't asked about again, though nothing else could be understood`(cents: [Int]) {
        var script = MachineScript()
        script.toAmount()
        script.say(SampleFlow.money(12_000), confidence: 0.7)
        script.heardOut()
        // "No, a hundred and twenty": what was said instead was heard as what was denied, or can't be taken.
        let values = cents.map(SampleFlow.money)
        script.after(
            .speechStarted, .answer(Answer(values.count == 1 ? .value(values[0]) : .ambiguous(values))))
        #expect(script.said.last == "ask_amount")
        script.heardOut()
        script.say(SampleFlow.money(12_000), confidence: 0.7)
        #expect(script.said == ["unclear", "ask_amount"])
    }

    @Test func `the request says what the answer is not`() {
        func rejected(_ script: MachineScript) -> [Value]? {
            for effect in script.all.reversed() {
                if case .listen(let request) = effect { return request.rejected }
            }
            return nil
        }
        var script = MachineScript()
        script.toAmount()
        #expect(rejected(script) == [])
        script.say(SampleFlow.money(12_000), confidence: 0.7)
        #expect(rejected(script) == [SampleFlow.money(12_000)])
        script.heardOut()
        script.say(SampleFlow.money(13_000))
        #expect(rejected(script) == [12_000, 13_000].map(SampleFlow.money))
        script.heardOut()
        script.say(.yesNo(false))
        #expect(rejected(script) == [12_000, 13_000].map(SampleFlow.money))
        script.heardOut()
        script.say(SampleFlow.money(45_000))
        // The next question knows nothing of it.
        #expect(rejected(script) == [])
        script.heardOut()
        if let date = LocalDate(year: 2026, month: 3, day: 16) { script.say(.date(date)) }
        #expect(script.said == ["read_back"])
        // Of two slots it isn't known which one a no denies.
        #expect(rejected(script) == [])
    }

    @Test func `no, and another value in one breath is a correction that is confirmed`() {
        var script = MachineScript()
        script.toAmount()
        script.say(SampleFlow.money(12_000), confidence: 0.7)
        script.heardOut()
        script.say(SampleFlow.money(20_000))
        #expect(script.said == ["confirm_amount"])
        script.heardOut()
        script.say(.yesNo(true))
        #expect(script.entered == ["due"])
        #expect(script.last.contains(.filled("amount", SampleFlow.money(20_000))))
    }

    @Test func `two readings are asked about in turn`() {
        var script = MachineScript()
        script.toAmount()
        script.after(
            .speechStarted,
            .answer(Answer(.ambiguous([SampleFlow.money(2_550), SampleFlow.money(25_000)]))))
        #expect(script.playback?.prompts.first?.values["amount"] == SampleFlow.money(2_550))
        script.heardOut()
        script.say(.yesNo(false))
        #expect(script.playback?.prompts.first?.values["amount"] == SampleFlow.money(25_000))
        script.heardOut()
        script.say(.yesNo(true))
        #expect(script.entered == ["due"])
    }

    @Test(arguments: [2_499, 45_001]) func `an amount outside its limits is said to be so and asked again`(
        cents: Int
    ) {
        var script = MachineScript()
        script.toAmount()
        script.say(SampleFlow.money(cents))
        #expect(script.said == ["too_much", "ask_amount"])
    }

    @Test func `speech cuts a prompt that may be cut and not one that may not`() {
        var script = MachineScript()
        script.after(.answered, .waitEnded(.person))
        #expect(!script.after(.speechStarted).contains(.stopPlayback))
        script.heardOut()
        #expect(script.after(.speechStarted).contains(.stopPlayback))
    }

    @Test func `opt-out is obeyed while a notice plays that nothing else may cut`() {
        var script = MachineScript()
        script.after(.answered, .waitEnded(.person))
        script.after(.answer(Answer(.universal("agent"))))
        #expect(script.last.isEmpty)
        script.after(.answer(Answer(.universal(.stopCalling))))
        #expect(script.last.contains(.stopPlayback))
        #expect(script.last.contains(.commit(.stopCalling)))
        script.after(.committed(.done(reference: nil)))
        #expect(script.ends.map(\.1) == [.doNotCall])
    }

    @Test func `a command that implies a debt is answered neutrally before verification`() {
        var script = MachineScript()
        script.toParty()
        script.heardOut()
        script.after(.speechStarted, .answer(Answer(.universal("dispute"))))
        #expect(script.said == ["neutral", "ask_party"])
        var verified = MachineScript()
        verified.toAmount()
        verified.after(.speechStarted, .answer(Answer(.universal("dispute"))))
        #expect(verified.last.contains(.commit(.dispute)))
    }

    @Test func `a universal used too often is treated as not understood`() {
        var script = MachineScript()
        script.toParty()
        script.heardOut()
        for _ in 0..<2 {
            script.after(.speechStarted, .answer(Answer(.universal("repeat"))))
            #expect(script.said == ["ask_party"])
            script.heardOut()
        }
        script.after(.speechStarted, .answer(Answer(.universal("repeat"))))
        #expect(script.entered == ["to_agent"])
    }

    @Test func `a transfer that connects ends the call as transferred`() {
        var script = MachineScript()
        script.toParty()
        script.heardOut()
        script.after(.keyPressed, .answer(Answer(.universal("agent"), mode: .keys)))
        #expect(script.last.contains(.transfer(destination: "agent")))
        script.after(.transferEnded(.connected))
        #expect(script.ends.map(\.0) == [.transferred])
        #expect(script.ends.map(\.1) == [.transferred])
    }

    @Test func `a fault ends the call as failed and keeps what was committed`() {
        var script = MachineScript()
        script.toReadBack()
        script.say(.yesNo(true))
        script.after(.committed(.done(reference: "1")))
        script.after(.fault(.synthesizer))
        #expect(script.ends.map(\.0) == [.failed])
        #expect(script.ends.map(\.1) == [.promiseToPay])
    }

    @Test func `while it is unknown who answers only an opt-out is obeyed`() {
        var script = MachineScript()
        script.after(.answered)
        #expect(script.after(.answer(Answer(.universal("agent")))).isEmpty)
        script.after(.answer(Answer(.universal(.stopCalling))))
        #expect(script.last.contains(.commit(.stopCalling)))
    }

    @Test func `a step beyond its visits goes elsewhere`() {
        let flow = Flow(
            name: "loop", defaults: SampleFlow.retriesToAgent, start: "ask",
            steps: [
                SampleFlow.step(
                    "ask",
                    .ask(
                        Ask(
                            slot: nil, type: .yesNo, prompts: ["again"],
                            when: ["said_yes": .step("ask"), "said_no": .step("ask")])),
                    visits: VisitLimit(max: 2, then: .step("enough"))),
                SampleFlow.step("enough", .end(.disposition(.refused))),
            ])
        var script = MachineScript(FlowProgram(root: flow))
        script.after(.answered)
        script.say(.yesNo(true))
        #expect(script.entered == ["ask"])
        script.say(.yesNo(true))
        #expect(script.ends.map(\.1) == [.refused])
    }
}
