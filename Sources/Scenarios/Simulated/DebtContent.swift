import Calls
import Dialog
import SpokenForms

/// Tells debt content from what anyone may hear, by the words that are said.
///
/// Written apart from the rules that the prover and the guard share: it looks for the values of the call's debt data
/// as they are spoken, for the debt words of every language, and for what the catalogue declares.
struct DebtContent: Sendable {
    private let fields: Set<FieldName>
    private let declared: Set<PromptID>
    private let spoken: [String]
    private let lexicon: [String]
    private let names: [String]

    init(_ setup: CallSetup) {
        fields = Set(setup.program.root.fields.filter { $0.about == .debt }.map(\.name))
        declared = Set(
            setup.catalogue.declarations.values.filter { $0.about == .debt || $0.says.contains(.legalNotice) }
                .map(\.id))
        let context = SpeakingContext(today: setup.today)
        let values = setup.data.values
        spoken = fields.compactMap { values[$0] }.flatMap { value in
            SpokenLanguage.allCases.map { Self.padded(SpokenForm.speak(value, in: $0, context)) }
        }
        lexicon = setup.catalogue.languages.values.flatMap(\.debtLexicon).map { Self.padded($0) }
        names = values.values.compactMap { if case .name(let name) = $0 { Self.padded(name) } else { nil } }
    }

    /// What makes the prompt debt content; nil if nothing does.
    func found(in bound: BoundPrompt, _ text: String) -> String? {
        if declared.contains(bound.prompt) { return "declared" }
        var words = Self.padded(text)
        // A person's name is a name, whatever else the word means.
        for name in names { words = Self.replaced(name, in: words) }
        if spoken.contains(where: { Self.contains(words, $0) }) { return "a value" }
        return lexicon.contains { Self.contains(words, $0) } ? "a word" : nil
    }

    /// Lower-case words with a space before, between and after.
    private static func padded(_ text: String) -> String {
        " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    }

    private static func contains(_ words: String, _ part: String) -> Bool {
        let words = Array(words.utf8)
        let part = Array(part.utf8)
        guard part.count > 2, words.count >= part.count else { return false }
        return (0...(words.count - part.count)).contains { words[$0...].starts(with: part) }
    }

    private static func replaced(_ part: String, in words: String) -> String {
        guard part.utf8.count > 2, let range = words.firstRange(of: part) else { return words }
        return replaced(part, in: words.replacingCharacters(in: range))
    }
}

extension String {
    /// The text with a gap instead of the range.
    fileprivate func replacingCharacters(in range: Range<String.Index>) -> String {
        String(self[..<range.lowerBound]) + " · " + String(self[range.upperBound...])
    }
}
