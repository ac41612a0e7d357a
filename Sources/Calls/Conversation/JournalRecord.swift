import Dialog

/// One line of `journal.jsonl`: an event that came or an effect that was asked for.
///
/// Keys that don't apply are left out; the others are sorted, so that equal calls give equal bytes.
struct JournalRecord: Codable, Hashable {
    struct JournalValue: Codable, Hashable {
        let type: String
        let value: String

        init(_ value: Value) {
            type = value.type.rawValue
            self.value = value.canonicalText
        }

        /// The value that was written; nil if it can't have been.
        var read: Value? { ValueType(rawValue: type).flatMap { Value($0, canonicalText: value) } }
    }

    struct JournalInstalment: Codable, Hashable {
        let amount: String
        let due: String
    }

    /// From 1, without gaps.
    var n: Int
    /// Media time since answer, in milliseconds.
    var t: Int
    var event: String?
    var effect: String?
    var flow: String?
    var step: String?
    var outcome: String?
    var language: String?
    var playback: Int?
    var prompts: [String]?
    var purpose: String?
    var mode: String?
    var confidence: Double?
    var words: String?
    var value: JournalValue?
    var readings: [JournalValue]?
    var universal: String?
    var slot: String?
    var commit: String?
    /// The time of day of a call-back, on the caller's clock.
    var at: String?
    var instalments: [JournalInstalment]?
    var reference: String?
    var end: String?
    var disposition: String?
    var afterMs: Int?
    /// Set where a value is withheld because the step is secret.
    var masked: Bool?

    private init(n: Int, t: Int) {
        self.n = n
        self.t = t
    }

    var line: JournalLine {
        JournalLine(sequence: n, mediaMilliseconds: t, kind: event ?? effect ?? "", json: json)
    }
}

extension JournalRecord {
    /// The record of an event; nothing of a secret answer but that there was one.
    init(_ event: DialogEvent, n: Int, t: Int, isSecret: Bool) {
        self.init(n: n, t: t)
        switch event {
        case .answered: self.event = "answered"
        case .waitEnded(let outcome):
            self.event = "wait_ended"
            self.outcome = outcome.rawValue
        case .playbackFinished(let id):
            self.event = "playback_finished"
            playback = id.number
        case .speechStarted: self.event = "speech_started"
        case .falseStart: self.event = "false_start"
        case .keyPressed: self.event = "key_pressed"
        case .answer(let answer): fill(answer, isSecret: isSecret)
        case .noMatch(let mode):
            self.event = "no_match"
            self.mode = mode.rawValue
        case .timerFired(let timer):
            self.event = "timer_fired"
            outcome = timer.rawValue
        case .verdict(let verdict, let mode):
            self.event = "verdict"
            outcome = verdict.rawValue
            self.mode = mode.rawValue
        case .committed(let outcome):
            self.event = "committed"
            switch outcome {
            case .done(let reference):
                self.outcome = "done"
                self.reference = reference
            case .failed: self.outcome = "failed"
            case .duplicate: self.outcome = "duplicate"
            }
        case .transferEnded(let outcome):
            self.event = "transfer_ended"
            self.outcome = outcome.rawValue
        case .callerHungUp: self.event = "caller_hung_up"
        case .fault(let fault):
            self.event = "fault"
            outcome = fault.rawValue
        }
    }

    private mutating func fill(_ answer: Answer, isSecret: Bool) {
        event = "answer"
        mode = answer.mode.rawValue
        confidence = answer.confidence
        if case .universal(let name) = answer.meaning {
            universal = name.rawValue
            words = answer.words
            return
        }
        guard !isSecret else {
            masked = true
            return
        }
        words = answer.words
        switch answer.meaning {
        case .value(let value): self.value = JournalValue(value)
        case .ambiguous(let values): readings = values.map { JournalValue($0) }
        case .universal: break
        }
    }

    init(_ effect: DialogEffect, n: Int, t: Int, isSecret: Bool) {
        self.init(n: n, t: t)
        switch effect {
        case .entered(let flow, let step):
            self.effect = "entered"
            self.flow = flow.rawValue
            self.step = step.rawValue
        case .play(let playback):
            self.effect = "play"
            self.playback = playback.id.number
            prompts = playback.prompts.map(\.prompt.rawValue)
            mode = playback.bargeIn.rawValue
        case .stopPlayback: self.effect = "stop_playback"
        case .resumePlayback(let id):
            self.effect = "resume_playback"
            playback = id.number
        case .listen(let request):
            self.effect = "listen"
            purpose = Self.purpose(request.purpose)
        case .stopListening: self.effect = "stop_listening"
        case .startTimer(let timer, let after):
            self.effect = "start_timer"
            outcome = timer.rawValue
            afterMs = after.milliseconds
        case .cancelTimer(let timer):
            self.effect = "cancel_timer"
            outcome = timer.rawValue
        case .wait(let purpose, let timeout):
            self.effect = "wait"
            self.purpose = purpose.rawValue
            afterMs = timeout.milliseconds
        case .commit(let request):
            self.effect = "commit"
            fill(request)
        case .switchLanguage(let language):
            self.effect = "switch_language"
            self.language = language.rawValue
        case .filled(let slot, let value):
            self.effect = "filled"
            self.slot = slot.rawValue
            if isSecret { masked = true } else { self.value = JournalValue(value) }
        case .left(let step, let outcome):
            self.effect = "left"
            self.step = step.rawValue
            self.outcome = outcome.rawValue
        case .transfer(let destination):
            self.effect = "transfer"
            outcome = destination
        case .cancelTransfer: self.effect = "cancel_transfer"
        case .end(let end, let disposition):
            self.effect = "end"
            self.end = end.rawValue
            self.disposition = disposition.rawValue
        }
    }

    private static func purpose(_ purpose: ListenRequest.Purpose) -> String {
        switch purpose {
        case .universals: "universals"
        case .answer(let type): type.valueType.rawValue
        case .confirmation(let types):
            (["confirmation of"] + types.map(\.valueType.rawValue)).joined(separator: " ")
        case .secret: "secret"
        }
    }

    private mutating func fill(_ request: CommitRequest) {
        switch request {
        case .promise(let kind, let payments):
            commit = "promise"
            outcome = kind.rawValue
            instalments = payments.map {
                JournalInstalment(amount: $0.amount.description, due: $0.due.description)
            }
        case .callBack(let date, let time):
            commit = "call_back"
            outcome = date?.description
            at = time?.description
        case .stopCalling: commit = "stop_calling"
        case .dispute: commit = "dispute"
        case .flag(let disposition):
            commit = "flag"
            self.disposition = disposition.rawValue
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero, clamped.
    package var milliseconds: Int {
        let (seconds, attoseconds) = components
        let (product, overflow) = Int(clamping: seconds).multipliedReportingOverflow(by: 1_000)
        return overflow
            ? (seconds < 0 ? .min : .max) : product + Int(clamping: attoseconds / 1_000_000_000_000_000)
    }
}
