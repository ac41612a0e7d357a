import Dialog

/// Words of one language to be found in texts: those that make a text debt content, or a threat.
///
/// Whole words and phrases match, whatever their case and the punctuation between them: `past due` is found in
/// "It is past-due." and not in "past duel".
package struct Lexicon: Sendable, Hashable {
    private let phrasesByFirstWord: [String: [[String]]]

    package init(_ phrases: [String]) {
        let phrases = phrases.map(Self.words).filter { !$0.isEmpty }
        phrasesByFirstWord = Dictionary(grouping: phrases) { $0[0] }
    }

    /// The first word or phrase of the lexicon in a text, in reading order.
    package func firstMatch(in text: String) -> String? { firstMatch(in: Self.words(text)) }

    /// The first word or phrase of the lexicon among words that `words(_:)` gave; an empty word stands for a gap.
    func firstMatch(in words: [String]) -> String? {
        for (place, word) in words.enumerated() {
            for phrase in phrasesByFirstWord[word] ?? [] where words[place...].starts(with: phrase) {
                return phrase.joined(separator: " ")
            }
        }
        return nil
    }

    /// The first match in the first of several texts that has one.
    func firstMatch(inAnyOf texts: [[String]]) -> String? {
        for words in texts {
            if let match = firstMatch(in: words) { return match }
        }
        return nil
    }

    /// The lower-case words of a text, without punctuation.
    static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The literal words of a prompt's wording; a placeholder is a gap that no phrase spans.
    static func words(_ variant: [PromptSegment]) -> [String] {
        variant.flatMap { segment in
            segment.parts.flatMap { part in
                switch part {
                case .text(let text): words(text)
                case .placeholder: [""]
                }
            }
        }
    }
}
