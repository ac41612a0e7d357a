import Audio
import Dialog
import SpokenForms

// From frames to what the caller means.
extension CallSession {
    func hear(_ input: LegInput) {
        let moments: [Hearing.Moment]
        do throws(RecognitionFailure) {
            moments = try hearing.process(input, tick: tick)
        } catch {
            return fail(.recognizer, error.description)
        }
        if var detector = presence {
            let outcome = detector.process(isSpeech: hearing.isInSpeech)
            presence = detector
            if let outcome {
                presence = nil
                return send(.waitEnded(outcome))
            }
        }
        for moment in moments where !hasEnded { act(on: moment) }
    }

    private func act(on moment: Hearing.Moment) {
        switch moment {
        case .speechStarted: send(.speechStarted)
        case .keyPressed:
            decode = nil
            send(.keyPressed)
        case .tentativeEnd(let utterance): startDecode(utterance, lastSpeech: nil)
        case .resumed: decode = nil
        case .ended(let utterance, let lastSpeech):
            // Words that a running prompt doesn't yield to are not answered yet.
            gap = speaker.isPlaying ? nil : GapClock(lastSound: lastSpeech, ended: tick)
            if decode != nil {
                decode?.lastSpeech = lastSpeech
            } else {
                startDecode(utterance, lastSpeech: lastSpeech)
            }
            finishDecode()
        case .keyed(let meaning, let keys):
            gap = GapClock(lastSound: tick, ended: tick)
            understood(meaning, mode: .keys, confidence: 1, words: keys)
        }
    }

    private func startDecode(_ utterance: [Int16], lastSpeech: Int?) {
        guard let request = conversation.listening else { return }
        do throws(GrammarFailure) {
            let grammar = try conversation.grammar(for: request)
            let job = start(.recognize(utterance, grammar), .decode)
            decode = Decode(job: job, request: request, grammar: grammar, result: nil, lastSpeech: lastSpeech)
        } catch {
            fail(.recognizer, "a grammar could not be built")
        }
    }

    func decoded(_ job: JobID, _ result: RecognitionResult) {
        // A decode that the caller outran by speaking on is of no use.
        guard decode?.job == job else { return }
        decode?.result = result
        finishDecode()
    }

    /// Acts on an utterance once it is both over and decoded.
    private func finishDecode() {
        guard let done = decode, let result = done.result, done.lastSpeech != nil else { return }
        decode = nil
        let meaning = result.words.isEmpty ? nil : done.grammar.interpret(result.words)
        understood(
            meaning, mode: .speech, confidence: result.confidence, words: result.words.joined(separator: " "))
    }

    private func understood(_ meaning: Answer.Meaning?, mode: InputMode, confidence: Double, words: String) {
        gap?.understood = tick
        guard let request = conversation.listening else { return }
        guard let meaning else { return send(.noMatch(mode)) }
        if case .secret(let secret, _) = request.purpose, case .value(let value) = meaning {
            let isSure = mode == .keys || confidence >= Self.secretConfidence
            let verdict = conversation.verdict(on: value, against: secret)
            // Doubtful words prove nothing either way; a right answer is not heard by chance.
            return send(.verdict(verdict == .fail && !isSure ? .unsure : verdict))
        }
        send(.answer(Answer(meaning, mode: mode, confidence: confidence, words: words)))
    }

    /// Below this, a spoken identity answer that doesn't fit is asked for again, not counted as wrong.
    private static let secretConfidence = 0.6
}
