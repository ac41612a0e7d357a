import Synchronization

/// The parts of a grammar that take time to build: made when they are first asked for, shared by all copies.
///
/// Typed conversations never ask for the recogniser's part.
final class CompiledGrammar: Sendable {
    /// What a recogniser is given.
    struct Recognition: Sendable {
        let id: String
        let jsgf: String
        let vocabulary: Set<String>
    }

    private struct Built {
        var recognition: Recognition?
        var automaton: WordAutomaton?
        var graph: WordGraph?
    }

    private let parts: [(expression: GrammarExpression, part: WordAutomaton.Part)]
    private let language: SpokenLanguage
    private let built = Mutex(Built())

    init(book: PhraseBook, value: GrammarExpression?, _ language: SpokenLanguage) {
        var meanings: [PhraseBook.Meaning: Int] = [:]
        var parts: [(expression: GrammarExpression, part: WordAutomaton.Part)] = book.entries.map { entry in
            let number = meanings[entry.meaning] ?? meanings.count
            meanings[entry.meaning] = number
            return (entry.expression, .constant(number))
        }
        if let value { parts.insert((.rule("value", value), .value), at: 0) }
        self.parts = parts
        self.language = language
    }

    var isSilent: Bool { parts.isEmpty }
    var expression: GrammarExpression { .alternatives(parts.map(\.expression)) }

    var recognition: Recognition {
        built.withLock { built in
            if let recognition = built.recognition { return recognition }
            let recognition = makeRecognition()
            built.recognition = recognition
            return recognition
        }
    }

    var automaton: WordAutomaton {
        built.withLock { built in
            if let automaton = built.automaton { return automaton }
            let automaton = WordAutomaton(parts)
            built.automaton = automaton
            return automaton
        }
    }

    var graph: WordGraph {
        if let graph = built.withLock({ $0.graph }) { return graph }
        // Two threads may both make it; they get the same.
        let graph = automaton.graph
        built.withLock { $0.graph = graph }
        return graph
    }

    private func makeRecognition() -> Recognition {
        let jsgf: String
        do {
            jsgf = try expression.jsgf(named: "listening")
        } catch {
            // Built-in expressions and parsed phrases are well-formed; what is left is that nothing is listened for.
            jsgf = "#JSGF V1.0;\ngrammar listening;\npublic <listening> = <VOID>;\n"
        }
        let id = language.rawValue.lowercased() + "-" + Self.fingerprint(of: jsgf)
        return Recognition(id: id, jsgf: jsgf, vocabulary: expression.vocabulary)
    }

    /// FNV-1a, 64 bits: the same on every machine and in every run, unlike `Hasher`.
    private static func fingerprint(of text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
