import Calls
import Dialog
import Scenarios
import TestSupport
import Testing

/// An observer that sees nothing finds nothing: each of its rules is broken here once.
@Suite struct CallObserverTests {
    private var observer = CallObserver(AttackedCall.setup)
    private var playbacks = 0

    private mutating func see(_ event: DialogEvent, _ effects: DialogEffect..., isAwaited: Bool = true) throws
    {
        var said: [PlaybackID: [RenderedPrompt]] = [:]
        for effect in effects {
            guard case .play(let playback) = effect else { continue }
            // The guard would refuse to put the prompt itself into words; these are any words.
            var conversation = Conversation(AttackedCall.setup)
            let words = Playback(id: playback.id, prompts: [BoundPrompt("identity")], bargeIn: .none)
            said[playback.id] = try conversation.render(words, at: .zero).get()
        }
        observer.observe(event, effects, said: said, isAwaited: isAwaited, at: .zero)
    }

    private mutating func play(_ prompt: PromptID) -> DialogEffect {
        playbacks += 1
        return .play(Playback(id: PlaybackID(playbacks), prompts: [BoundPrompt(prompt)], bargeIn: .none))
    }

    private static let listening = DialogEffect.listen(
        ListenRequest(
            purpose: .universals, universals: [.stopCalling], bargeIn: .none, acceptsKeys: true,
            isSecret: false))

    private mutating func begin() throws {
        try see(.answered, .entered("sample", "answered"), Self.listening)
        #expect(observer.violations == [])
    }

    private func found(_ text: String) -> Bool { observer.violations.contains { $0.contains(text) } }

    @Test mutating func `a second end, and anything after the end`() throws {
        try begin()
        try see(.callerHungUp, .end(.callerHungUp, .hungUpBeforeVerification))
        #expect(observer.violations == [])
        try see(.callerHungUp, .end(.callerHungUp, .hungUpBeforeVerification))
        #expect(found("ended 2 times") && found("followed the end"))
    }

    @Test mutating func `debt told to somebody who was not verified`() throws {
        try begin()
        try see(.waitEnded(.person), play("ask_amount"))
        #expect(found("tells of the debt"))
    }

    @Test mutating func `a promise stored without a yes, and of somebody who was not verified`() throws {
        try begin()
        let money = Money(minorUnits: 100, currency: .usd)
        let payment = Instalment(sequence: 1, amount: money, due: AttackedCall.setup.today)
        try see(.waitEnded(.person), .commit(.promise(.full, instalments: [payment])))
        #expect(found("did not agree") && found("not verified"))
    }

    @Test mutating func `a promise confirmed that is not stored`() throws {
        try begin()
        try see(.waitEnded(.person), play("confirmed"))
        #expect(found("confirmed that is not stored"))
    }

    @Test mutating func `a wish for no more calls that is dropped`() throws {
        try begin()
        try see(.answer(Answer(.universal(.stopCalling), mode: .keys)))
        try see(.callerHungUp, .end(.callerHungUp, .hungUpBeforeVerification))
        #expect(found("it was not stored"))
    }

    @Test mutating func `a step entered too often, and a disposition that doesn't follow`() throws {
        try begin()
        for _ in 1...3 { try see(.waitEnded(.person), .entered("sample", "party")) }
        #expect(found("more than 2 times"))
        try see(.callerHungUp, .end(.callerHungUp, .hungUpAfterVerification))
        #expect(found("not HANGUP_PRE"))
    }

    @Test mutating func `a call that stands still, deaf or acting on what came too late`() throws {
        try begin()
        try see(.noMatch(.speech), .stopListening, isAwaited: false)
        #expect(found("stands still") && found("nothing is listened for"))
        try see(.timerFired(.noInput), .stopListening)
        #expect(found("too late"))
    }

    @Test mutating func `a question put again and again`() throws {
        try begin()
        try see(.waitEnded(.person), .entered("sample", "party"), Self.listening)
        for _ in 1...3 { try see(.noMatch(.speech), play("ask_party")) }
        #expect(found("asked again after 3 unclear answers"))
    }

    // MARK: What the policy of a flow asks for

    /// Watches the sample flow under a policy that asks for notices and commands, with two more steps.
    private mutating func watchUnderPolicy() throws {
        let setup = AttackedCall.setup
        let flow = setup.program.root
        let more = [
            SampleFlow.step(
                "settle",
                .commit(
                    Commit(
                        content: .flag(.alreadyPaid), requires: .l2, when: SampleFlow.all("gone_committed")))),
            SampleFlow.step(
                "large",
                .decide(
                    Decide(
                        cases: [
                            DecideCase(
                                value: .field("balance"), comparison: .atLeast(.amount(minorUnits: 1)),
                                goto: .step("gone"))
                        ], otherwise: .step("gone")))),
        ]
        let strict = Flow(
            name: flow.name, languages: flow.languages, policy: "us-regulation-f", fields: flow.fields,
            defaults: flow.defaults, universals: flow.universals, start: flow.start, steps: flow.steps + more)
        observer = CallObserver(
            CallSetup(
                account: setup.account, program: FlowProgram(root: strict), catalogue: setup.catalogue,
                language: setup.language, currency: setup.currency, data: setup.data, today: setup.today,
                seed: 1))
        try begin()
    }

    private static func asking(_ universals: [UniversalName]) -> DialogEffect {
        .listen(
            ListenRequest(
                purpose: .answer(.yesNo), universals: universals, bargeIn: .speech, acceptsKeys: true,
                isSecret: false))
    }

    @Test mutating func `something said before who calls`() throws {
        try watchUnderPolicy()
        try see(.speechStarted, play("ask_party"))
        #expect(found("before who calls"))
    }

    @Test mutating func `something else said where the opt-out belongs`() throws {
        try watchUnderPolicy()
        try see(.speechStarted, play("identity"))
        #expect(observer.violations == [])
        try see(.playbackFinished(PlaybackID(1)), play("ask_party"))
        #expect(found("where 'opt_out' must be"))
    }

    @Test mutating func `a question before the notices, and without the commands that must be there`() throws
    {
        try watchUnderPolicy()
        try see(.speechStarted, .entered("sample", "party"), Self.asking([.stopCalling]))
        #expect(found("a question is put before") && found("'agent' is not listened for"))
    }

    @Test mutating func `a question at which nobody can ask for no more calls`() throws {
        try begin()
        try see(.speechStarted, .entered("sample", "party"), Self.asking(["dispute"]))
        #expect(found("opt-out is not listened for"))
    }

    @Test mutating func `a question while the wish for no more calls waits`() throws {
        try begin()
        try see(.speechStarted, .entered("sample", "party"), Self.asking([.stopCalling]))
        #expect(observer.violations == [])
        try see(.answer(Answer(.universal(.stopCalling), mode: .keys)), .entered("sample", "amount"))
        let money = ListenRequest(
            purpose: .answer(.date(.upcoming(days: 30))), universals: [.stopCalling], bargeIn: .speech,
            acceptsKeys: true, isSecret: false)
        try see(.speechStarted, .listen(money))
        #expect(found("before the wish for no more calls is stored"))
    }

    @Test mutating func `a way that depends on the debt, and a flag that needs a surer person`() throws {
        try watchUnderPolicy()
        try see(.speechStarted, .entered("sample", "large"))
        #expect(found("the way of the call depends on the debt"))
        try see(.noMatch(.speech), .entered("sample", "settle"), .commit(.flag(.alreadyPaid)))
        #expect(found("only a person of level L2"))
    }

    @Test mutating func `a prompt that is given a secret`() throws {
        try begin()
        let birth = try #require(LocalDate(iso: "1980-03-15"))
        let bound = BoundPrompt("identity", values: ["birth_date": .date(birth)])
        try see(.speechStarted, .play(Playback(id: PlaybackID(9), prompts: [bound], bargeIn: .none)))
        #expect(found("is given the secret 'birth_date'"))
    }

    @Test mutating func `words for a caller who is gone`() throws {
        try begin()
        try see(.callerHungUp, play("identity"))
        #expect(found("to a caller who is gone"))
    }

    @Test mutating func `two things stored at once, and an end in the middle of it`() throws {
        try begin()
        try see(.speechStarted, .commit(.dispute))
        #expect(observer.violations == [])
        try see(.noMatch(.speech), .commit(.flag(.alreadyPaid)))
        #expect(found("stored at once"))
        try see(.callerHungUp, .end(.callerHungUp, .hungUpBeforeVerification))
        #expect(found("ended while something was being stored"))
    }

    @Test mutating func `a command obeyed too often`() throws {
        try begin()
        try see(.speechStarted, .entered("sample", "party"), Self.asking([.stopCalling]))
        for _ in 1...6 { try see(.answer(Answer(.universal("help"), mode: .keys)), play("help")) }
        #expect(found("'help' was obeyed more than"))
    }

    @Test mutating func `an end that is not the last thing`() throws {
        try begin()
        try see(.callerHungUp, .end(.callerHungUp, .hungUpBeforeVerification), .stopListening)
        #expect(found("not the last effect"))
    }
}
