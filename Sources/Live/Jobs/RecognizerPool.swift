package import Audio
package import Calls
package import Dialog
package import SpokenForms
import Synchronization

/// Recognisers that many calls use in turn: as many as listen at the same moment, not as many as there are calls.
package final class RecognizerPool: Sendable {
    /// A recogniser on its way from one user to the next; exactly one holds it.
    private struct Lent: @unchecked Sendable {
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
    package func lend(for language: LanguageTag) throws(RecognitionFailure) -> any Recognizer {
        let known = state.withLock { $0.free[language]?.popLast() }
        if let known { return known.recognizer }
        let new = try make(language)
        state.withLock { $0.made += 1 }
        return new
    }

    /// Takes a recogniser back; the lender doesn't use it any more.
    package func giveBack(_ recognizer: any Recognizer, for language: LanguageTag) {
        let back = Lent(recognizer: recognizer)
        state.withLock { $0.free[language, default: []].append(back) }
    }
}

/// One call's recogniser: it holds one of the pool's while somebody speaks, and none otherwise.
package final class PooledRecognizer: Recognizer {
    private let pool: RecognizerPool
    private var streaming: (recognizer: any Recognizer, language: LanguageTag)?

    package init(_ pool: RecognizerPool) { self.pool = pool }

    package func startStreaming(_ grammar: ListeningGrammar) throws(RecognitionFailure) {
        stopStreaming()
        let recognizer = try pool.lend(for: grammar.language)
        streaming = (recognizer, grammar.language)
        try recognizer.startStreaming(grammar)
    }

    package func process(_ frame: AudioFrame) throws(RecognitionFailure) -> [String] {
        try streaming?.recognizer.process(frame) ?? []
    }

    package func stopStreaming() {
        guard let streaming else { return }
        streaming.recognizer.stopStreaming()
        pool.giveBack(streaming.recognizer, for: streaming.language)
        self.streaming = nil
    }

    package func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar, expecting expected: VerificationGrammar?
    ) throws(RecognitionFailure) -> RecognitionResult {
        let recognizer = try pool.lend(for: grammar.language)
        defer { pool.giveBack(recognizer, for: grammar.language) }
        return try recognizer.recognize(utterance, grammar, expecting: expected)
    }
}
