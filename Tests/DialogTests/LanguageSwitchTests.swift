import Dialog
import TestSupport
import Testing

/// "En español": the conversation goes on in another language.
struct LanguageSwitchTests {
    private static func program(_ change: LanguageSwitch = .other) -> FlowProgram {
        let flow = SampleFlow.flow
        return FlowProgram(
            root: Flow(
                name: flow.name, languages: ["en-US", "es-US"], fields: flow.fields, defaults: flow.defaults,
                universals: flow.universals
                    + [Universal(name: "language", action: .goto("opening"), keys: "*3", language: change)],
                start: flow.start, steps: flow.steps))
    }

    private static let ask = DialogEvent.answer(Answer(.universal("language")))

    private func offered(_ script: MachineScript) -> [Bool] {
        script.last.compactMap { effect in
            if case .listen(let request) = effect { request.universals.contains("language") } else { nil }
        }
    }

    @Test func `the language changes before anything is said in it`() {
        var script = MachineScript(Self.program())
        script.toParty()
        script.heardOut()
        script.after(Self.ask)
        let change = script.last.firstIndex(of: .switchLanguage("es-US"))
        let play = script.last.firstIndex { if case .play = $0 { true } else { false } }
        #expect(change != nil)
        #expect(change ?? .max < play ?? 0)
        #expect(script.said == ["identity", "opt_out"])
    }

    @Test func `it changes to and fro where the flow has two languages`() {
        var script = MachineScript(Self.program())
        script.toParty()
        for language in ["es-US", "en-US"] as [LanguageTag] {
            script.after(.speechStarted, Self.ask)
            #expect(script.last.contains(.switchLanguage(language)))
            script.heardOut()
        }
    }

    @Test func `a language that is spoken already is neither listened for nor obeyed`() {
        var script = MachineScript(Self.program(.to("es-US")))
        script.toParty()
        #expect(offered(script) == [true])
        script.after(.speechStarted, Self.ask)
        #expect(offered(script) == [false])
        script.heardOut()
        script.heardOut()
        script.after(.keyPressed, .answer(Answer(.universal("language"), mode: .keys)))
        #expect(script.said == ["unclear", "ask_party_again"])
    }

    @Test func `the person stays verified, and a confirmed value has to be confirmed again`() {
        var script = MachineScript(Self.program())
        script.toReadBack()
        script.say(.yesNo(true))
        script.after(.committed(.duplicate))
        #expect(script.said == ["sorry"])
        script.after(.speechStarted, Self.ask)
        script.heardOut()
        script.after(.callerHungUp)
        #expect(script.ends.map(\.1) == [.hungUpBeforeVerification], "the opening asks again who is there")
    }

    @Test func `it is heard during a prompt that nothing else cuts`() {
        var script = MachineScript(Self.program())
        script.after(.answered, .waitEnded(.person), Self.ask)
        #expect(script.last.contains(.switchLanguage("es-US")))
        #expect(script.said == ["identity", "opt_out"])
        script.after(.answer(Answer(.universal("agent"))))
        #expect(script.last.isEmpty)
    }

    @Test func `what is heard badly changes nothing`() {
        var script = MachineScript(Self.program())
        script.toParty()
        script.heardOut()
        script.after(.speechStarted, .answer(Answer(.universal("language"), confidence: 0.7)))
        #expect(script.said == ["unclear", "ask_party_again"])
    }
}
