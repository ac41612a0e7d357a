package import Audio
package import Dialog
package import SpokenForms

/// Turns one call's speech into words of a grammar; used by one call on one thread at a time.
///
/// A call hears each utterance twice: streamed, to find where it ends, and whole, for the answer.
package protocol Recognizer: AnyObject {
    /// Begins a streaming pass; frames follow by `process`.
    func startStreaming(_ grammar: ListeningGrammar) throws(RecognitionFailure)
    /// Takes one more frame and returns the words so far.
    func process(_ frame: AudioFrame) throws(RecognitionFailure) -> [String]
    /// Ends the streaming pass; does nothing outside one.
    func stopStreaming()
    /// Decodes a whole utterance (8 kHz), also during a streaming pass, from a state that earlier utterances don't touch.
    func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar, for aim: RecognitionAim
    ) throws(RecognitionFailure) -> RecognitionResult
}

/// What an utterance is decoded for, besides its words.
package enum RecognitionAim: Sendable, Hashable {
    case words
    /// A secret: it is compared with what else may have been said, unless nothing was heard.
    case comparing(VerificationGrammar)
    /// The answer to a question for which these values were rejected: what else may have been said, if it is one of them.
    case passingOver([Value])

    /// The expected secret, where there is one.
    package var expected: VerificationGrammar? {
        switch self {
        case .comparing(let expected): expected
        case .words, .passingOver: nil
        }
    }
}

extension Recognizer {
    /// Decodes a whole utterance for its words alone.
    package func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar
    ) throws(RecognitionFailure) -> RecognitionResult {
        try recognize(utterance, grammar, for: .words)
    }
}

/// What was recognised of a whole utterance.
package struct RecognitionResult: Sendable, Hashable {
    /// Empty if nothing in the grammar fits.
    package let words: [String]
    /// In 0…1: how likely the words are right.
    package let confidence: Double
    /// How well an expected secret fits, where one was asked for.
    package var verification: VerificationScore?
    /// Where the words mean a value that is passed over: what else may have been said, each of another meaning, the
    /// likeliest first; at most `alternativesLimit`.
    package var alternatives: [Alternative] = []

    package static let alternativesLimit = 3

    /// Other words, and how likely they are right, given that the rejected ones are not.
    package struct Alternative: Sendable, Hashable {
        package let words: [String]
        package let confidence: Double

        package init(words: [String], confidence: Double) {
            self.words = words
            self.confidence = confidence
        }
    }

    package init(words: [String], confidence: Double) {
        self.words = words
        self.confidence = confidence > 0 ? min(confidence, 1) : 0
    }

    /// What the answer means, and how likely that is: the words, with what else may have been said behind a value that
    /// is passed over.
    package func answer(in grammar: ListeningGrammar) -> (meaning: Answer.Meaning, confidence: Double)? {
        guard !words.isEmpty, let meaning = grammar.interpret(words) else { return nil }
        guard let next = alternatives.first else { return (meaning, confidence) }
        var values = meaning.values
        for alternative in alternatives {
            values += (grammar.interpret(alternative.words)?.values ?? []).filter { !values.contains($0) }
        }
        return values.count > meaning.values.count
            ? (.ambiguous(values), next.confidence) : (meaning, confidence)
    }

    /// With a comparison by the words alone: the expected value was said if nothing else was heard.
    package func compared(with expected: VerificationGrammar?) -> RecognitionResult {
        guard let expected, !words.isEmpty else { return self }
        var result = self
        result.verification = VerificationScore(expected.kind, isHeard: expected.accepts(words))
        return result
    }
}

/// Why an utterance could not be recognised at all.
package enum RecognitionFailure: Error, Hashable, CustomStringConvertible {
    /// The model or its dictionary is missing or damaged; says which file and what to install.
    case modelUnavailable(String)
    /// A grammar uses a word that the dictionary cannot pronounce.
    case unknownWord(String)
    /// The decoder refused a grammar or an utterance; says what was being done.
    case decoderFailed(String)

    package var description: String {
        switch self {
        case .modelUnavailable(let what): "the acoustic model is not available: \(what)"
        case .unknownWord(let word): "no pronunciation for the word '\(word)'"
        case .decoderFailed(let what): "the decoder failed: \(what)"
        }
    }
}
