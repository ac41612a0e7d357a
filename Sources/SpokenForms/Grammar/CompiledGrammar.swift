/// The immutable part of a grammar that takes time to build, shared by its copies.
final class CompiledGrammar: Sendable {
    let expression: GrammarExpression
    let id: String
    let jsgf: String
    let vocabulary: Set<String>
    let automaton: WordAutomaton

    init(book: PhraseBook, value: GrammarExpression?, _ language: SpokenLanguage) {
        var meanings: [PhraseBook.Meaning: Int] = [:]
        var parts: [(expression: GrammarExpression, part: WordAutomaton.Part)] = book.entries.map { entry in
            let number = meanings[entry.meaning] ?? meanings.count
            meanings[entry.meaning] = number
            return (entry.expression, .constant(number))
        }
        if let value { parts.insert((.rule("value", value), .value), at: 0) }
        expression = GrammarExpression.alternatives(parts.map(\.expression))
        do {
            jsgf = try expression.jsgf(named: "listening")
        } catch {
            // Built-in expressions and parsed phrases are well-formed; what is left is that nothing is listened for.
            jsgf = "#JSGF V1.0;\ngrammar listening;\npublic <listening> = <VOID>;\n"
        }
        vocabulary = expression.vocabulary
        automaton = WordAutomaton(parts)
        id = language.rawValue.lowercased() + "-" + Self.fingerprint(of: jsgf)
    }

    /// FNV-1a, 64 bits: the same on every machine and in every run, unlike `Hasher`.
    private static func fingerprint(of text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
