import Audio
import Calls
import Dialog
import SpokenForms
import TestSupport
import Testing

/// A call that goes on in another language.
struct ConversationLanguageTests {
    private func conversation() -> Conversation {
        let sample = SampleCall().setup
        let flow = SampleFlow.flow
        var catalogue = SampleFlow.catalogue
        catalogue.languages["es-US"] = catalogue.languages["en-US"]
        for prompt in ["identity", "opt_out"] as [PromptID] {
            let spanish = PromptSegment(parts: [.text("Hola: \(prompt).")], recording: "hola.wav")
            catalogue.languages["es-US"]?.texts[prompt] = PromptText(
                variants: [[spanish]], position: .unknown)
        }
        let root = Flow(
            name: flow.name, languages: ["en-US", "es-US"], fields: flow.fields, defaults: flow.defaults,
            universals: flow.universals
                + [Universal(name: "language", action: .goto("opening"), language: .other)],
            start: flow.start, steps: flow.steps)
        return Conversation(
            CallSetup(
                account: "A-1", program: FlowProgram(root: root), catalogue: catalogue, language: "en-US",
                currency: .usd, data: sample.data, today: sample.today, seed: 1))
    }

    @Test func `prompts, journal and outcome follow`() throws {
        var conversation = conversation()
        _ = conversation.handle(.answered, at: .zero)
        _ = conversation.handle(.waitEnded(.person), at: .zero)
        let request = try #require(conversation.listening)
        #expect(try conversation.grammar(for: request).language == "en-US")
        _ = conversation.handle(.playbackFinished(PlaybackID(1)), at: .seconds(1))
        let effects = conversation.handle(.answer(Answer(.universal("language"))), at: .seconds(2))
        let said = effects.compactMap { if case .play(let playback) = $0 { playback } else { nil } }
        let prompts = try conversation.render(try #require(said.first), at: .seconds(2)).get()
        #expect(prompts.map(\.text) == ["Hola: identity.", "Hola: opt_out."])
        #expect(prompts.map(\.language) == ["es-US", "es-US"])
        let lines = conversation.drainJournal().filter { $0.kind == "switch_language" }
        #expect(lines.map(\.json) == [#"{"effect":"switch_language","language":"es-US","n":18,"t":2000}"#])
        _ = conversation.handle(.callerHungUp, at: .seconds(3))
        #expect(
            conversation.outcome(duration: .seconds(3), troubles: [])?.languages == ["en-US", "es-US"])
    }

    @Test func `a recogniser is opened for the language that is listened for, once`() throws {
        var opened: [LanguageTag] = []
        let recognizer = RecognizerByLanguage { language throws(RecognitionFailure) in
            opened.append(language)
            return FakeRecognizer(["yes"])
        }
        #expect(opened.isEmpty)
        let grammar = try ListeningGrammar(
            language: "en-US", target: .yesNo, universals: [:], today: SampleCall().setup.today,
            currency: .usd)
        let frames = FakeRecognizer.speech(0, frames: 5)
        for _ in 0..<2 {
            try recognizer.startStreaming(grammar)
            for frame in frames { #expect(try recognizer.process(frame) == ["yes"]) }
            recognizer.stopStreaming()
            #expect(try recognizer.process(frames[0]) == [])
            #expect(try recognizer.recognize(frames.flatMap(\.samples), grammar).words == ["yes"])
        }
        #expect(opened == ["en-US"])
    }

    @Test func `a language whose model is missing is a failure, not a silence`() throws {
        let recognizer = RecognizerByLanguage { language throws(RecognitionFailure) in
            throw .modelUnavailable("no model for \(language)")
        }
        let grammar = try ListeningGrammar(
            language: "en-US", target: .yesNo, universals: [:], today: SampleCall().setup.today,
            currency: .usd)
        #expect(throws: RecognitionFailure.modelUnavailable("no model for en-US")) {
            try recognizer.startStreaming(grammar)
        }
    }
}
