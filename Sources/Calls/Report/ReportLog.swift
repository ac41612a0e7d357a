import Dialog

/// Turns the records of a journal, one by one, into what a report shows.
struct ReportLog {
    private(set) var lines: [ReportLine] = []
    private(set) var visits: [ReportVisit] = []
    private(set) var withheld: [MediaSpan] = []
    private(set) var ending: ReportEnding?
    /// Nil before the first record.
    private(set) var lastMs: Int?

    /// What we said, not yet matched with its playback.
    private var spoken: ArraySlice<TranscriptLine>
    private let gaps: [Int: ResponseGap]
    /// The lines of playbacks that are not over.
    private var playing: [Int: Int] = [:]
    /// The lines of playbacks that were cut and may go on.
    private var cutLines: [Int: Int] = [:]
    /// When the caller began what is not understood yet.
    private var begun: Int?
    /// The sub-flows that are being run, outermost first.
    private var frames: [FlowName] = []
    /// The kind of the commit that is being stored.
    private var committing: String?
    private var listening: Listening?
    /// The last line has words that nothing came of yet.
    private var isUnheeded = false

    private struct Listening {
        let sinceMs: Int
        var isSecret: Bool
    }

    /// After a secret question the recording stays muted at least so long.
    private static let secretQuietMs = 500
    /// A key or a word takes some time, whatever the journal saw of it.
    private static let shortestTurnMs = 300

    init(transcript: [TranscriptLine], gaps: [Int: ResponseGap]) {
        spoken = transcript.filter { $0.speaker == .agent }[...]
        self.gaps = gaps
    }

    mutating func take(_ record: JournalRecord) {
        lastMs = max(lastMs ?? 0, record.t)
        if record.effect != nil { isUnheeded = false } else { dropUnheeded() }
        if let event = record.event { take(event: event, record) }
        if let effect = record.effect { take(effect: effect, record) }
    }

    /// Closes what the journal left open.
    mutating func finish(atMs: Int) {
        dropUnheeded()
        for index in playing.values { lines[index].span.endMs = atMs }
        playing = [:]
        stopListening(atMs: atMs)
    }

    /// Words that nothing came of, as over what they may not cut, were mostly something else; the conversation leaves them
    /// out, as it does when it is held.
    private mutating func dropUnheeded() {
        if isUnheeded { lines.removeLast() }
        isUnheeded = false
    }

    // MARK: Events

    /// Kinds that a report doesn't show, and those of later versions, are passed over.
    private mutating func take(event: String, _ record: JournalRecord) {
        switch event {
        case "speech_started", "key_pressed": begun = begun ?? record.t
        case "false_start": begun = nil
        case "answer", "no_match", "verdict": hear(record, event)
        case "timer_fired" where record.outcome == DialogTimer.noInput.rawValue: hear(record, event)
        case "playback_finished": if let id = record.playback { finish(playback: id, atMs: record.t) }
        case "caller_hung_up": add(.happened(.callerHungUp), atMs: record.t)
        case "wait_ended":
            // What was said on picking up is no answer to a question.
            begun = nil
            if let outcome = record.outcome.flatMap(WaitOutcome.init(rawValue:)) {
                add(.happened(.answered(outcome)), atMs: record.t)
            }
        case "committed":
            let outcome = OutcomeName(record.outcome ?? "")
            add(
                .happened(.committed(committing ?? "", outcome: outcome, reference: record.reference)),
                atMs: record.t)
            committing = nil
        case "transfer_ended":
            if let outcome = record.outcome.flatMap(TransferOutcome.init(rawValue:)) {
                add(.happened(.transferred(outcome)), atMs: record.t)
            }
        case "fault":
            if let fault = record.outcome.flatMap(CallFault.init(rawValue:)) {
                add(.happened(.fault(fault)), atMs: record.t)
            }
        default: break
        }
    }

    private mutating func hear(_ record: JournalRecord, _ event: String) {
        let isSilence = event == "timer_fired"
        let isSecret = record.masked == true || event == "verdict"
        if isSecret { listening?.isSecret = true }
        let gap = isSilence ? nil : gaps[record.t]
        let end = record.t - (gap.map { ($0.endpointing + $0.recognition).milliseconds } ?? 0)
        let start = min(begun ?? .max, end - Self.shortestTurnMs)
        begun = nil
        let turn = ReportTurn(
            flow: visits.last?.flow ?? "", step: visits.last?.step ?? "",
            input: isSilence ? .silence : record.mode == InputMode.keys.rawValue ? .keys : .speech,
            understanding: understanding(of: record, event, isSecret: isSecret),
            confidence: record.mode == InputMode.keys.rawValue ? nil : record.confidence, gap: gap)
        add(
            .heard(turn),
            span: MediaSpan(
                startMs: isSilence ? record.t : max(0, start), endMs: isSilence ? record.t : max(0, end)))
        isUnheeded = event == "answer" && record.universal != UniversalName.stopCalling.rawValue
    }

    private func understanding(
        of record: JournalRecord, _ event: String, isSecret: Bool
    ) -> ReportTurn.Understanding {
        if isSecret { return .secret(record.outcome.flatMap(Verdict.init(rawValue:))) }
        switch event {
        case "answer":
            let readings = record.readings?.map(\.value).joined(separator: " | ")
            return .words(record.words ?? "", meaning: record.universal ?? record.value?.value ?? readings)
        case "timer_fired": return .silence
        default: return .nothing
        }
    }

    // MARK: Effects

    private mutating func take(effect: String, _ record: JournalRecord) {
        switch effect {
        case "entered": enter(FlowName(record.flow ?? ""), StepID(record.step ?? ""), atMs: record.t)
        case "left": leave(StepID(record.step ?? ""), OutcomeName(record.outcome ?? ""))
        case "play": say(record)
        case "stop_playback": cut(atMs: record.t)
        case "resume_playback": if let id = record.playback { resume(playback: id) }
        case "listen":
            stopListening(atMs: record.t)
            listening = Listening(sinceMs: record.t, isSecret: record.purpose == "secret")
        case "stop_listening":
            begun = nil
            stopListening(atMs: record.t)
        case "commit": committing = record.commit
        case "switch_language":
            if let tag = record.language {
                add(.happened(.languageSwitched(LanguageTag(tag))), atMs: record.t)
            }
        case "end":
            cut(atMs: record.t)
            if let end = record.end.flatMap(CallEnd.init(rawValue:)),
                let disposition = record.disposition.flatMap(Disposition.init(rawValue:))
            {
                ending = ReportEnding(end: end, disposition: disposition)
            }
        default: break
        }
    }

    private mutating func enter(_ flow: FlowName, _ step: StepID, atMs: Int) {
        if let depth = frames.lastIndex(of: flow) {
            frames.removeSubrange((depth + 1)...)
        } else {
            frames.append(flow)
        }
        visits.append(ReportVisit(flow: flow, step: step, depth: frames.count - 1, atMs: atMs))
    }

    /// A step that ran a sub-flow is left after the steps of that flow.
    private mutating func leave(_ step: StepID, _ outcome: OutcomeName) {
        guard let index = visits.lastIndex(where: { $0.step == step && $0.outcome == nil }) else { return }
        visits[index].outcome = outcome
        guard let last = lines.indices.last, case .heard(var turn) = lines[last].content, turn.step == step,
            turn.outcome == nil
        else { return }
        turn.outcome = outcome
        lines[last].content = .heard(turn)
    }

    private mutating func say(_ record: JournalRecord) {
        let prompts = record.prompts ?? []
        cut(atMs: record.t)
        var texts: [String] = []
        // A playback is put into words at the moment at which it is asked for.
        while texts.count < prompts.count, let next = spoken.first, next.at.milliseconds <= record.t {
            spoken.removeFirst()
            if next.at.milliseconds == record.t { texts.append(next.text) }
        }
        let utterance = ReportUtterance(prompts: prompts.map { PromptID($0) }, texts: texts, wasCut: false)
        add(.said(utterance), atMs: record.t)
        if let id = record.playback { playing[id] = lines.count - 1 }
    }

    private mutating func finish(playback id: Int, atMs: Int) {
        guard let index = playing.removeValue(forKey: id) else { return }
        lines[index].span.endMs = atMs
    }

    private mutating func cut(atMs: Int) {
        for index in playing.values {
            lines[index].span.endMs = atMs
            guard case .said(var utterance) = lines[index].content else { continue }
            utterance.wasCut = true
            lines[index].content = .said(utterance)
        }
        cutLines = playing
        playing = [:]
    }

    /// What cut the playback was nothing: it goes on.
    private mutating func resume(playback id: Int) {
        guard let index = cutLines.removeValue(forKey: id), case .said(var utterance) = lines[index].content
        else { return }
        utterance.wasCut = false
        lines[index].content = .said(utterance)
        playing[id] = index
    }

    private mutating func stopListening(atMs: Int) {
        guard let done = listening else { return }
        listening = nil
        guard done.isSecret else { return }
        let span = MediaSpan(startMs: done.sinceMs, endMs: atMs + Self.secretQuietMs)
        if let last = withheld.indices.last, withheld[last].endMs >= span.startMs {
            withheld[last].endMs = span.endMs
        } else {
            withheld.append(span)
        }
    }

    private mutating func add(_ content: ReportLine.Content, atMs: Int) {
        add(content, span: MediaSpan(startMs: atMs, endMs: atMs))
    }

    private mutating func add(_ content: ReportLine.Content, span: MediaSpan) {
        lines.append(ReportLine(number: lines.count + 1, span: span, content: content))
    }
}
