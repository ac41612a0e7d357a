package import Calls
package import Dialog
package import SpokenForms
import Synchronization

/// Recognisers that many calls use in turn: as many as listen at the same moment, not as many as there are calls.
package final class RecognizerPool: Sendable {
    /// A recogniser on its way from one user to the next; exactly one holds it.
    struct Lent: @unchecked Sendable {
        let recognizer: any Recognizer
    }

    private struct State {
        var free: [LanguageTag: [Lent]] = [:]
        var made = 0
    }

    private let state = Mutex(State())
    private let make: @Sendable (LanguageTag) throws(RecognitionFailure) -> any Recognizer

    package init(make: @escaping @Sendable (LanguageTag) throws(RecognitionFailure) -> any Recognizer) {
        self.make = make
    }

    /// How many there are, lent or free.
    package var count: Int { state.withLock { $0.made } }

    /// Makes recognisers ahead, so that `lend` finds that many.
    package func prepare(_ count: Int, for language: LanguageTag) throws(RecognitionFailure) {
        while state.withLock({ $0.free[language, default: []].count }) < count {
            let new = Lent(recognizer: try make(language))
            state.withLock { state in
                state.made += 1
                state.free[language, default: []].append(new)
            }
        }
    }

    /// A recogniser for one user at a time; makes one if none is free.
    func take(for language: LanguageTag) throws(RecognitionFailure) -> Lent {
        let known = state.withLock { $0.free[language]?.popLast() }
        if let known { return known }
        let new = Lent(recognizer: try make(language))
        state.withLock { $0.made += 1 }
        return new
    }

    /// Takes a recogniser back; the lender doesn't use it any more.
    func giveBack(_ lent: Lent, for language: LanguageTag) {
        state.withLock { $0.free[language, default: []].append(lent) }
    }

    /// Decodes a whole utterance with one of the recognisers, on the calling thread.
    package func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar, for aim: RecognitionAim
    ) throws(RecognitionFailure) -> RecognitionResult {
        let lent = try take(for: grammar.language)
        defer { giveBack(lent, for: grammar.language) }
        return try lent.recognizer.recognize(utterance, grammar, for: aim)
    }
}
