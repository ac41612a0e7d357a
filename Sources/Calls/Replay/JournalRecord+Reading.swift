import Dialog

// From a line of the journal back to what happened.
extension JournalRecord {
    /// What a line says that came from outside.
    enum Reading {
        case event(DialogEvent)
        /// An answer that is withheld, because the question was secret.
        case withheld
        case effect
    }

    /// What the line says; `line` and `text` are for messages.
    func read(line: Int, text: String) throws(JournalDamage) -> Reading {
        switch (event, effect) {
        case (nil, .some): return .effect
        case (.some(let event), nil):
            if event == "answer", masked == true { return .withheld }
            return .event(try dialogEvent(named: event, RecordPlace(line: line, text: text)))
        case (nil, nil), (.some, .some):
            throw JournalDamage(line: line, "a line says either an event or an effect")
        }
    }

    private func dialogEvent(named name: String, _ place: RecordPlace) throws(JournalDamage) -> DialogEvent {
        switch name {
        case "answered": return .answered
        case "speech_started": return .speechStarted
        case "false_start": return .falseStart
        case "key_pressed": return .keyPressed
        case "caller_hung_up": return .callerHungUp
        case "wait_ended": return .waitEnded(try place.word(outcome, "outcome"))
        case "playback_finished": return .playbackFinished(PlaybackID(try place.need(playback, "playback")))
        case "answer": return .answer(try answer(place))
        case "no_match": return .noMatch(try place.word(mode, "mode"))
        case "timer_fired": return .timerFired(try place.word(outcome, "outcome"))
        case "verdict": return .verdict(try place.word(outcome, "outcome"), try place.word(mode, "mode"))
        case "committed": return .committed(try commitOutcome(place))
        case "transfer_ended": return .transferEnded(try place.word(outcome, "outcome"))
        case "fault": return .fault(try place.word(outcome, "outcome"))
        default: throw place.damage("event", "no event of this name is known")
        }
    }

    private func commitOutcome(_ place: RecordPlace) throws(JournalDamage) -> CommitOutcome {
        switch try place.need(outcome, "outcome") {
        case "done": return .done(reference: reference)
        case "failed": return .failed
        case "duplicate": return .duplicate
        default: throw place.damage("outcome", "no outcome of this name is known")
        }
    }

    private func answer(_ place: RecordPlace) throws(JournalDamage) -> Answer {
        Answer(
            try meaning(place), mode: try place.word(mode, "mode"),
            confidence: try place.need(confidence, "confidence"),
            words: try place.need(words, "words"))
    }

    private func meaning(_ place: RecordPlace) throws(JournalDamage) -> Answer.Meaning {
        if let universal { return .universal(UniversalName(universal)) }
        if let readings {
            let values = readings.compactMap(\.read)
            guard !values.isEmpty, values.count == readings.count else {
                throw place.damage("readings", "a reading is no value of its type")
            }
            return .ambiguous(values)
        }
        guard let value = try place.need(value, "value").read else {
            throw place.damage("value", "this is no value of its type")
        }
        return .value(value)
    }
}

/// Where a record stands, for messages about it.
private struct RecordPlace {
    let line: Int
    let text: String

    func damage(_ key: String, _ message: String) -> JournalDamage {
        JournalDamage(line: line, key: key, of: text, message)
    }

    func need<Field>(_ field: Field?, _ key: String) throws(JournalDamage) -> Field {
        guard let field else { throw damage("event", "the key '\(key)' is missing") }
        return field
    }

    func word<Word: RawRepresentable<String>>(_ field: String?, _ key: String) throws(JournalDamage) -> Word {
        guard let word = Word(rawValue: try need(field, key)) else {
            throw damage(key, "no \(key) of this name is known")
        }
        return word
    }
}
