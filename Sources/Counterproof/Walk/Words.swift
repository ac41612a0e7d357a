import Dialog

/// What the words of the prompts tell, whatever is declared of them.
struct Words {
    private let catalogue: PromptCatalogue
    private let debtWords: Set<PromptID>
    private let threats: Set<PromptID>
    private let spoken: [PromptID: Set<FieldName>]

    init(_ catalogue: PromptCatalogue, languages: [LanguageTag], threats named: [String]) {
        self.catalogue = catalogue
        var debtWords: Set<PromptID> = []
        var threats: Set<PromptID> = []
        var spoken: [PromptID: Set<FieldName>] = [:]
        for language in languages {
            guard let prompts = catalogue.languages[language] else { continue }
            let debt = prompts.debtLexicon.map(Self.spaced)
            let threatening = (prompts.threatLexicon + named).map(Self.spaced)
            for (prompt, text) in prompts.texts {
                spoken[prompt, default: []].formUnion(text.placeholders)
                for variant in text.variants {
                    let words = Self.spaced(variant)
                    if debt.contains(where: { Self.contains($0, words) }) { debtWords.insert(prompt) }
                    if threatening.contains(where: { Self.contains($0, words) }) { threats.insert(prompt) }
                }
            }
        }
        self.debtWords = debtWords
        self.threats = threats
        self.spoken = spoken
    }

    func says(_ prompt: PromptID) -> Set<Says> { catalogue.declarations[prompt]?.says ?? [] }
    func threatens(_ prompt: PromptID) -> Bool { threats.contains(prompt) }

    /// Every name that is spoken, in any language.
    func names(in prompt: PromptID) -> Set<FieldName> { spoken[prompt] ?? [] }

    /// Whether the prompt is about the debt by its own words, what it interpolates aside.
    func tellsDebt(_ prompt: PromptID) -> Bool {
        catalogue.declarations[prompt]?.about == .debt || says(prompt).contains(.legalNotice)
            || debtWords.contains(prompt)
    }

    private static func contains(_ phrase: [UInt8], _ text: [UInt8]) -> Bool {
        guard phrase.count > 2, text.count >= phrase.count else { return false }
        for start in 0...(text.count - phrase.count)
        where text[start] == phrase[0] && text[start + 1] == phrase[1] {
            if text[start..<(start + phrase.count)].elementsEqual(phrase) { return true }
        }
        return false
    }

    /// A text as ` word word word `, in lower case, so that whole words are found by their spaces.
    private static func spaced(_ text: String) -> [UInt8] {
        var result = " "
        for character in text.lowercased() {
            if character.isLetter || character.isNumber {
                result.append(character)
            } else if result.last != " " {
                result.append(" ")
            }
        }
        if result.last != " " { result.append(" ") }
        return Array(result.utf8)
    }

    private static func spaced(_ variant: [PromptSegment]) -> [UInt8] {
        // A placeholder is no word of any phrase.
        variant.flatMap(\.parts).reduce(into: Array(" ".utf8)) { words, part in
            switch part {
            case .text(let text): words += spaced(text).dropFirst()
            case .placeholder: words += "\u{1} ".utf8
            }
        }
    }
}
