package import Dialog
package import SpokenForms

/// Hears and speaks for a call: the jobs that need no store.
package struct SpeechJobs: Sendable {
    private let synthesizer: any Synthesizer
    private let recordings: @Sendable (String, LanguageTag) -> [Int16]?

    /// `recordings` gives the samples (8 kHz) of a recorded prompt, by its path in the folder of a language.
    package init(
        synthesizer: any Synthesizer, recordings: @escaping @Sendable (String, LanguageTag) -> [Int16]?
    ) {
        self.synthesizer = synthesizer
        self.recordings = recordings
    }

    /// Decodes an utterance for its aim.
    package static func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar, _ aim: RecognitionAim,
        by recognizer: any Recognizer
    ) -> CallJobResult {
        do throws(RecognitionFailure) {
            return .recognized(try recognizer.recognize(utterance, grammar, for: aim))
        } catch {
            return .failed(error.description)
        }
    }

    /// Speaks prompts, one clip each.
    package func speak(_ prompts: [RenderedPrompt]) -> CallJobResult {
        var clips: [[Int16]] = []
        for prompt in prompts {
            var clip: [Int16] = []
            for segment in prompt.segments {
                if let recording = segment.recording {
                    guard let samples = recordings(recording, prompt.language) else {
                        return .failed("the recording '\(recording)' could not be read")
                    }
                    clip += samples
                    continue
                }
                do throws(SynthesisFailure) {
                    clip += try synthesizer.synthesize(segment.text, language: prompt.language)
                } catch {
                    return .failed(error.description)
                }
            }
            clips.append(clip)
        }
        return .spoken(clips)
    }
}
