import Calls
import Dialog
import Scenarios
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
}
