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
    /// Spoken values of debt data, and debt words, by their first word.
    private let phrases: [String: [(words: [String], what: String)]]
    private let names: [[String]]

    init(_ setup: CallSetup) {
        fields = Set(setup.program.root.fields.filter { $0.about == .debt }.map(\.name))
        declared = Set(
            setup.catalogue.declarations.values.filter { $0.about == .debt || $0.says.contains(.legalNotice) }
                .map(\.id))
        let context = SpeakingContext(today: setup.today)
        let values = setup.data.values
        let spoken = fields.compactMap { values[$0] }.flatMap { value in
            SpokenLanguage.allCases.map { (Self.words(SpokenForm.speak(value, in: $0, context)), "a value") }
        }
        let lexicon = setup.catalogue.languages.values.flatMap(\.debtLexicon).map {
            (Self.words($0), "a word")
        }
        phrases = Dictionary(
            grouping: (spoken + lexicon).filter { !$0.0.isEmpty }.map { (words: $0.0, what: $0.1) }
        ) {
            $0.words[0]
        }
        names = values.values.compactMap { if case .name(let name) = $0 { Self.words(name) } else { nil } }
    }

    /// What makes the prompt debt content; nil if nothing does.
    func found(in bound: BoundPrompt, _ text: String) -> String? {
        if declared.contains(bound.prompt) { return "declared" }
        let words = Self.words(text)
        var place = 0
        while place < words.count {
            // A person's name is a name, whatever else its words mean.
            if let name = names.first(where: { words[place...].starts(with: $0) }), !name.isEmpty {
                place += name.count
                continue
            }
            for phrase in phrases[words[place]] ?? [] where words[place...].starts(with: phrase.words) {
                return phrase.what
            }
            place += 1
        }
        return nil
    }

    /// Whether a datum of the debt is compared.
    func isRead(by decide: Decide) -> Bool {
        decide.cases.contains { test in
            let operands = [test.value] + [test.comparison.other].compactMap { $0 }
            return operands.contains {
                if case .field(let name) = $0 { fields.contains(name) } else { false }
            }
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}

extension Comparison {
    /// What a value is compared with.
    fileprivate var other: Operand? {
        switch self {
        case .equals(let other), .differs(let other), .atLeast(let other), .atMost(let other),
            .moreThan(let other), .lessThan(let other):
            other
        case .withinDays, .isSet, .isUnset: nil
        }
    }
}
