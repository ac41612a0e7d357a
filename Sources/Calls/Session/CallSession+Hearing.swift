import Audio
import Dialog
import SpokenForms

// From frames to what the caller means.
extension CallSession {
    private static let shortestWord = Endpointer.frames(Endpointer.Profile().shortestWord)

    /// Whether a prompt was cut that may go on.
    private var isPromptWaiting: Bool { speaker.isCut || isPlaybackHeld }

    func hear(_ input: LegInput) {
        let moments: [Hearing.Moment]
        do throws(RecognitionFailure) {
            moments = try hearing.process(
                input, sent: sent, tick: tick, isPromptWaiting: isPromptWaiting)
        } catch {
            hearing.isDeaf = true
            return fail(.recognizer, error.description)
        }
        for moment in moments where !hasEnded { act(on: moment) }
        guard !hasEnded, var listener = presence else { return }
        let outcome = listener.process(input.frame, hearing)
        presence = outcome == nil ? listener : nil
        guard let outcome else { return }
        known = listener.known
        // What was said up to the tone are the machine's own words.
        if outcome == .beep { dropUtterance() }
        send(.waitEnded(outcome))
        // Whatever comes later may have missed what the line sounded like meanwhile.
        known = .nothing
    }

    /// Whatever is being said or decoded is heard by nobody.
    func dropUtterance() {
        hearing.stop()
        decode = nil
        overtaken = nil
    }

    private func act(on moment: Hearing.Moment) {
        switch moment {
        case .speechStarted:
            beginUtterance()
        case .keyPressed:
            decode = nil
            send(.keyPressed)
            forgetCutPlayback()
        case .tentativeEnd(let utterance): startDecode(utterance, lastSpeech: nil)
        case .resumed:
            decode = nil
            speakOn()
        case .restarted:
            decode = nil
            beginUtterance()
        case .ended(let utterance, let lastSpeech, let completeness):
            // Words that a running prompt doesn't yield to are not answered yet.
            gap =
                speaker.isPlaying
                ? nil : GapClock(lastSound: lastSpeech, answer: answer(completeness), ended: tick)
            if decode != nil {
                decode?.lastSpeech = lastSpeech
            } else {
                startDecode(utterance, lastSpeech: lastSpeech)
            }
            decode?.isShort = lastSpeech - hearing.firstSpeech < Self.shortestWord
            finishDecode()
        case .keyed(let meaning, let keys):
            gap = GapClock(lastSound: tick, answer: .keys, ended: tick)
            understood(meaning, mode: .keys, confidence: 1, words: keys)
        }
    }

    private func beginUtterance() {
        // What begins while an uncuttable prompt plays is no answer to it.
        isUtteranceEarly = !mayAnswer
        if !isUtteranceEarly { send(.speechStarted) }
        isUtterancePlayedThrough = !isUtteranceEarly && speaker.isPlaying
    }

    /// Who spoke into a prompt that played on goes on after its end: that is no silence.
    func speakOn() {
        guard isUtterancePlayedThrough, !speaker.isPlaying else { return }
        isUtterancePlayedThrough = false
        send(.speechStarted)
    }

    /// What the endpointer took an answer for that it ended.
    private func answer(_ completeness: Completeness) -> ResponseGap.Answer {
        if let request = conversation.listening, Self.isReadOff(request) { return .digits }
        return switch completeness {
        case .closed: .closed
        case .extendable: .extendable
        case .nothing, .incomplete: .incomplete
        }
    }

    /// Whether speech that begins now may answer the question.
    private var mayAnswer: Bool {
        guard speaker.isPlaying || hasPlaybackPending else { return true }
        return conversation.listening?.bargeIn == .speech
    }

    func startDecode(_ utterance: [Int16], lastSpeech: Int?) {
        guard let request = conversation.listening, !hearing.isDeaf else { return }
        do throws(GrammarFailure) {
            let grammar = try conversation.grammar(for: request)
            guard !grammar.isSilent else { return }
            let job = start(try decoding(utterance, grammar, request), .decode)
            decode = Decode(
                job: job, request: request, grammar: grammar, isEarly: isUtteranceEarly,
                isPlayedThrough: isUtterancePlayedThrough, lastSpeech: lastSpeech)
        } catch {
            fail(.recognizer, "a grammar could not be built")
        }
    }

    private func decoding(
        _ utterance: [Int16], _ grammar: ListeningGrammar, _ request: ListenRequest
    ) throws(GrammarFailure) -> CallJob {
        guard case .secret(let secret, _) = request.purpose,
            let expected = try conversation.verification(of: secret, in: grammar)
        else {
            let aim = request.rejected.isEmpty ? .words : RecognitionAim.passingOver(request.rejected)
            return .recognize(utterance, grammar, aim)
        }
        return .recognize(utterance, grammar, .comparing(expected))
    }

    func decoded(_ job: JobID, _ result: RecognitionResult) {
        if overtaken?.job == job, let late = overtaken {
            overtaken = nil
            obey(late, result)
            lastWordsUnderstood()
        } else if decode?.job == job {
            decode?.result = result
            finishDecode()
        }
        // Else the caller outran the decode by speaking on.
    }

    /// Acts on an utterance once it is both over and decoded.
    private func finishDecode() {
        guard let done = decode, let result = done.result, done.lastSpeech != nil else { return }
        decode = nil
        if done.isEarly || isHangingUp {
            obey(done, result)
            return lastWordsUnderstood()
        }
        let answer = result.answer(in: done.grammar)
        understood(
            answer?.meaning, mode: .speech, confidence: answer?.confidence ?? result.confidence,
            words: result.words.joined(separator: " "), result.verification, of: done)
    }

    /// Acts on an utterance of which only a command counts: it came before the question, or at the hang-up.
    private func obey(_ done: Decode, _ result: RecognitionResult) {
        guard !result.words.isEmpty, case .universal(let name)? = done.grammar.interpret(result.words),
            !isHangingUp || name == .stopCalling
        else { return }
        let words = result.words.joined(separator: " ")
        send(.answer(Answer(.universal(name), mode: .speech, confidence: result.confidence, words: words)))
    }

    private func understood(
        _ meaning: Answer.Meaning?, mode: InputMode, confidence: Double, words: String,
        _ verification: VerificationScore? = nil, of utterance: Decode? = nil
    ) {
        gap?.understood = tick
        guard let request = conversation.listening else { return }
        let event = conversation.event(
            for: meaning, request, mode: mode, confidence: confidence, words: words,
            verification: verification)
        guard let event else { return }
        let isDoubtful = meaning == nil || confidence < DialogMachine.lowestConfidence
        guard let utterance, isFalseStart(event, utterance, isDoubtful: isDoubtful) else {
            return send(event)
        }
        // Nothing was said that our prompt would answer.
        gap = nil
        send(.falseStart)
    }

    /// Whether what was heard is no answer at all: something over a prompt that wasn't understood and didn't cut it, or a
    /// sound too short to be a word, in which none was surely heard, over a prompt whether it cut it or not.
    private func isFalseStart(_ event: DialogEvent, _ utterance: Decode, isDoubtful: Bool) -> Bool {
        guard event != .verdict(.pass, .speech) else { return false }
        if utterance.isPlayedThrough, event == .noMatch(.speech) { return true }
        return utterance.isShort && isDoubtful
            && (utterance.isPlayedThrough || isPromptWaiting)
    }
}
