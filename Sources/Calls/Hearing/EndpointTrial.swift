import Audio
import Dialog
package import SpokenForms

/// What a call makes of a stream of audio: where it takes the caller to begin and to end.
package struct EndpointTrial {
    /// One utterance, in ticks of 20 ms from the beginning of the stream.
    package struct Utterance: Sendable, Hashable {
        /// The frame from which on speech was seen.
        package let begun: Int
        /// The last frame of speech, and the one at which the utterance was over.
        package let lastSpeech: Int
        package let ended: Int
        /// What decided how long was waited.
        package let completeness: Completeness
    }

    private let grammar: ListeningGrammar
    private let profile: Endpointer.Profile
    private let recognizer: any Recognizer

    package init(_ grammar: ListeningGrammar, recognizer: any Recognizer) {
        self.grammar = grammar
        profile = grammar.listensForDigits ? .digits : Endpointer.Profile()
        self.recognizer = recognizer
    }

    /// Listens to a stream as to the answer of one question after another.
    package func utterances(in samples: [Int16]) throws(RecognitionFailure) -> [Utterance] {
        var hearing = Hearing(recognizer: recognizer)
        try hearing.listen(grammar, keyGrammar: grammar, profile: profile)
        var utterances: [Utterance] = []
        var begun = 0
        for (tick, frame) in AudioFrame.whole(in: samples).enumerated() {
            for moment in try hearing.process(LegInput(frame: frame), sent: .silence, tick: tick) {
                switch moment {
                case .speechStarted: begun = tick
                case .ended(_, let lastSpeech, let completeness):
                    utterances.append(
                        Utterance(
                            begun: begun, lastSpeech: lastSpeech, ended: tick,
                            completeness: completeness))
                case .tentativeEnd, .resumed, .restarted, .keyPressed, .keyed: break
                }
            }
        }
        hearing.stop()
        return utterances
    }
}
