package import Dialog

/// What a voice talent records: the parts of the prompts between their values.
package struct RecordingList: Sendable {
    package struct Entry: Sendable, Hashable {
        /// The name of the sound file, such as `goodbye-1-1.wav`.
        package let file: String
        package let prompt: PromptID
        package let variant: Int
        /// From 1 within the wording.
        package let part: Int
        package let text: String
        /// The whole wording, for the tone of it.
        package let wording: String
        /// The recording that the prompt has already; nil if it has none.
        package let recording: String?

        package static let columns = [
            "file", "language", "prompt", "variant", "part", "text", "wording", "recorded",
        ]

        package func cells(_ language: LanguageTag) -> [String] {
            [
                file, language.rawValue, prompt.rawValue, String(variant), String(part), text, wording,
                recording ?? "",
            ]
        }
    }

    /// By prompt, then in the order in which they are heard.
    package let entries: [Entry]

    package init(_ catalogue: PromptCatalogue, language: LanguageTag) {
        let texts = catalogue.languages[language]?.texts ?? [:]
        entries = texts.sorted { $0.key < $1.key }.flatMap { prompt, text in
            text.variants.enumerated().flatMap { index, variant in
                Self.entries(of: variant, prompt, variant: index + 1)
            }
        }
    }

    private static func entries(of wording: [PromptSegment], _ prompt: PromptID, variant: Int) -> [Entry] {
        let parts = wording.flatMap { segment in
            segment.parts.compactMap { part -> (text: String, recording: String?)? in
                guard case .text(let text) = part, text.contains(where: { $0.isLetter || $0.isNumber }) else {
                    return nil
                }
                return (trimmed(text), segment.recording)
            }
        }
        return parts.enumerated().map { index, part in
            Entry(
                file: "\(prompt)-\(variant)-\(index + 1).wav", prompt: prompt, variant: variant,
                part: index + 1, text: part.text, wording: wording.written, recording: part.recording)
        }
    }

    /// Without what belongs to the value before: spaces, and the end of its sentence.
    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while let first = text.first, first.isWhitespace || closing.contains(first) { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    private static let closing: Set<Character> = [".", ",", ";", ":", "!", "?", "…", ")", "”", "’", "»"]
}
