package import Dialog
import SpokenForms

/// A prompt in words, ready to be synthesised or played.
package struct RenderedPrompt: Sendable, Hashable {
    package struct Segment: Sendable, Hashable {
        package let text: String
        /// A WAV file that carries the text, relative to the language's prompt folder.
        package let recording: String?
    }

    package let prompt: PromptID
    package let language: LanguageTag
    package let segments: [Segment]
    package var text: String { segments.map(\.text).joined(separator: " ") }
}

/// Turns bound prompts into words: chooses a variant by the call's seed, speaks values by their type.
struct PromptRenderer: Sendable {
    let catalogue: PromptCatalogue
    var language: LanguageTag
    let today: LocalDate
    let seed: UInt64
    /// The variant of each prompt that was said last.
    private var last: [PromptID: Int] = [:]

    init(catalogue: PromptCatalogue, language: LanguageTag, today: LocalDate, seed: UInt64) {
        self.catalogue = catalogue
        self.language = language
        self.today = today
        self.seed = seed
    }

    /// Nil if the prompt has no words in the call's language, or speaks a value that isn't set.
    mutating func render(_ bound: BoundPrompt, in playback: PlaybackID) -> RenderedPrompt? {
        guard let text = catalogue.languages[language]?.texts[bound.prompt], !text.variants.isEmpty else {
            return nil
        }
        let pick = variant(of: bound.prompt, among: text.variants.count, in: playback)
        var segments: [RenderedPrompt.Segment] = []
        for segment in text.variants[pick] {
            var words = ""
            for part in segment.parts {
                switch part {
                case .text(let text): words += text
                case .placeholder(let name):
                    guard let value = bound.values[name], let spoken = SpokenLanguage(language) else {
                        return nil
                    }
                    words += SpokenForm.speak(value, in: spoken, SpeakingContext(today: today))
                }
            }
            segments.append(.init(text: words, recording: segment.recording))
        }
        return RenderedPrompt(prompt: bound.prompt, language: language, segments: segments)
    }

    /// By the call's seed; never the one that was said of this prompt the last time, if there is another.
    private mutating func variant(of prompt: PromptID, among count: Int, in playback: PlaybackID) -> Int {
        var generator = SeededGenerator(seed: seed &+ UInt64(clamping: playback.number))
        guard count > 1 else { return 0 }
        var pick = Int.random(in: 0..<count, using: &generator)
        if let previous = last[prompt], previous == pick {
            pick = (pick + Int.random(in: 1..<count, using: &generator)) % count
        }
        last[prompt] = pick
        return pick
    }
}
