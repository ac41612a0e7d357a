import Audio
import Dialog
import SpokenForms

// What the machine wants done.
extension CallSession {
    /// Performs one effect; what goes wrong at once comes back as an event.
    func perform(_ effect: DialogEffect) -> DialogEvent? {
        switch effect {
        case .play(let playback): return play(playback)
        case .stopPlayback: holdPlayback()
        case .resumePlayback(let id): return resume(id)
        case .listen(let request): return listen(request)
        case .stopListening:
            dropUtterance()
            presence = nil
        case .startTimer(let timer, let after): timers[timer] = tick + Endpointer.frames(after)
        case .cancelTimer(let timer): timers[timer] = nil
        case .wait(let purpose, let timeout):
            // A machine may have been told from a person by its very tone.
            presence = LineListener(purpose, timeout: timeout, known: known)
        case .commit(let request): return commit(request)
        case .transfer(let destination): start(.transfer(destination: destination), .transfer)
        case .cancelTransfer: drop { if case .transfer = $0 { true } else { false } }
        case .end:
            stopPlayback()
            timers = [:]
        case .entered: hasEnteredStep = true
        case .filled, .left, .switchLanguage: break
        }
        return nil
    }

    private func stopPlayback() {
        speaker.stop()
        drop { if case .playback = $0 { true } else { false } }
        isPlaybackHeld = false
    }

    /// Stops what plays, or is about to, as far as it may go on.
    private func holdPlayback() {
        speaker.hold()
        isPlaybackHeld = hasPlaybackAwaited
    }

    /// Who keys has cut the prompt for good.
    func forgetCutPlayback() {
        guard speaker.isCut || isPlaybackHeld else { return }
        stopPlayback()
    }

    /// Goes on with what was stopped.
    private func resume(_ id: PlaybackID) -> DialogEvent? {
        let isToCome = isPlaybackHeld && hasPlaybackAwaited
        isPlaybackHeld = false
        if isToCome || speaker.resume(id) { return nil }
        troubles.append("a prompt that was to go on could not be spoken")
        return .fault(.synthesizer)
    }

    private func play(_ playback: Playback) -> DialogEvent? {
        stopPlayback()
        switch conversation.render(playback, at: mediaTime) {
        case .success(let prompts):
            gap?.asked = tick
            start(.speak(prompts), .playback(playback))
            return nil
        case .failure(let failure):
            troubles.append(failure.description)
            return .fault(failure.fault)
        }
    }

    private func listen(_ request: ListenRequest) -> DialogEvent? {
        // An utterance that is being decoded, or still being said, was no answer to what is asked from now on.
        if decode?.lastSpeech != nil { overtaken = decode }
        decode = nil
        isUtteranceEarly = hearing.isInSpeech
        presence = nil
        timers[.noInput] = nil
        defer {
            wasListeningForSecret = request.isSecret
            hasEnteredStep = false
        }
        do {
            try hearing.listen(
                conversation.grammar(for: request), keyGrammar: conversation.keyGrammar(for: request),
                profile: Self.profile(for: request), typeAhead: typeAheadRule(for: request))
            return nil
        } catch {
            troubles.append(
                "nothing could be listened for: \((error as? RecognitionFailure)?.description ?? "grammar")")
            hearing.isDeaf = true
            return .fault(.recognizer)
        }
    }

    /// What becomes of keys that were pressed before this is listened for.
    ///
    /// They answer a question that is put for the first time, and no secret and no read-back, which are to be heard first; so is
    /// a prompt that nothing may cut.
    private func typeAheadRule(for request: ListenRequest) -> TypeAhead.Rule {
        guard hasEnteredStep, !wasListeningForSecret, request.bargeIn != .none, !request.isSecret else {
            return .flushes
        }
        switch request.purpose {
        case .universals: return .collects
        case .answer: return request.acceptsKeys ? .answers : .flushes
        case .confirmation, .secret: return .flushes
        }
    }

    private static func profile(for request: ListenRequest) -> Endpointer.Profile {
        isReadOff(request) ? .digits : Endpointer.Profile()
    }

    /// Whether the answer is digits or a secret, said with pauses.
    static func isReadOff(_ request: ListenRequest) -> Bool {
        switch request.purpose {
        case .secret, .answer(.digits): true
        case .universals, .answer, .confirmation: false
        }
    }

    private func commit(_ request: CommitRequest) -> DialogEvent? {
        flush()
        guard let record = conversation.commitRecord(for: request, at: mediaTime) else {
            troubles.append("what lacks its confirmed read-back or verification was not stored")
            return .committed(.failed)
        }
        start(.commit(record), .commit(record))
        return nil
    }

    /// Forgets jobs whose results nobody waits for any more.
    private func drop(_ isDropped: (Awaited) -> Bool) {
        for (id, kind) in awaited where isDropped(kind) {
            awaited[id] = nil
            worker.cancel(id)
        }
    }

    @discardableResult
    func start(_ job: CallJob, _ kind: Awaited) -> JobID {
        lastJob += 1
        let id = JobID(lastJob)
        awaited[id] = kind
        worker.start(job, id, at: tick)
        return id
    }

    /// Hands what the journal is to keep to the store, before anything that must come after it.
    func flush() {
        let lines = conversation.drainJournal()
        if !lines.isEmpty { start(.append(lines), .write) }
        if conversation.promiseWasAnnounced, !hasMarkedAnnounced {
            hasMarkedAnnounced = true
            start(.markAnnounced, .write)
        }
    }

    func deliver(_ id: JobID, _ result: CallJobResult) {
        // A job that nobody waits for any more, such as a prompt that was cut before it was spoken.
        guard let kind = awaited.removeValue(forKey: id) else { return }
        switch (kind, result) {
        case (.playback(let playback), .spoken(let clips)):
            speaker.start(playback.id, clips)
            if isPlaybackHeld { speaker.hold() }
        case (.decode, .recognized(let words)): decoded(id, words)
        case (.commit(let record), .committed(let outcome)):
            conversation.noteCommitted(record, outcome)
            send(.committed(outcome))
        case (.transfer, .transferred(let outcome)): send(.transferEnded(outcome))
        case (.write, .written): break
        // What the caller cut may not be wanted any more; if it is, that is noticed then.
        case (.playback, .failed) where isPlaybackHeld: break
        case (.playback, .failed(let why)): fail(.synthesizer, why)
        case (.decode, .failed(let why)):
            hearing.isDeaf = true
            fail(.recognizer, why)
        case (.commit, .failed(let why)):
            troubles.append(why)
            send(.committed(.failed))
        case (.transfer, .failed(let why)):
            troubles.append(why)
            send(.transferEnded(.failed))
        case (.write, .failed(let why)): troubles.append(why)
        case (.playback, _), (.decode, _), (.commit, _), (.transfer, _), (.write, _):
            preconditionFailure("job \(id.number) gave a result of another kind")
        }
    }

    /// Closes the call in the store, after everything else that it was given, and takes what is still due.
    package func close() {
        guard let (end, disposition) = conversation.end else { return }
        flush()
        start(
            .close(
                CallClosing(end: end, disposition: disposition, durationMilliseconds: mediaTime.milliseconds)),
            .write)
        for (id, result) in worker.finished(by: .max) {
            guard case .write? = awaited.removeValue(forKey: id) else { continue }
            if case .failed(let why) = result { troubles.append(why) }
        }
    }
}
