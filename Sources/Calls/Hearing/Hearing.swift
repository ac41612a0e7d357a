import Audio
import Dialog
import SpokenForms

/// What one call hears: speech by utterance, keys by entry.
///
/// It turns frames into the few moments that matter and holds no rule of the conversation.
struct Hearing {
    /// A moment that the session acts on.
    enum Moment {
        case speechStarted
        case keyPressed
        /// The caller may have finished: these samples could be decoded already.
        case tentativeEnd([Int16])
        /// The caller went on after all.
        case resumed
        /// The caller finished; `lastSpeech` is the tick of the last frame of speech.
        case ended([Int16], lastSpeech: Int)
        /// A key entry is complete: what it means, or nil if it means nothing here.
        case keyed(Answer.Meaning?, keys: String)
    }

    /// Audio kept from before speech was noticed.
    private static let preRoll = Endpointer.frames(.milliseconds(300))
    /// A key entry that goes no further is taken as it is after this.
    private static let interDigitTimeout = Endpointer.frames(.milliseconds(3_000))

    private let recognizer: any Recognizer
    private let tones = DTMFDetector()
    private var duplicates = KeyDeduplicator()
    private var grammar: ListeningGrammar?
    private var keyGrammar: ListeningGrammar?
    private var endpointer = Endpointer()
    private var words: [String] = []
    /// The utterance so far, or what may become its beginning.
    private var samples: [Int16] = []
    private var collector: KeyCollector?
    private var keys = ""
    private var lastKey = 0

    init(recognizer: any Recognizer) { self.recognizer = recognizer }

    var isInSpeech: Bool { endpointer.isInSpeech }
    var isCollectingKeys: Bool { !keys.isEmpty }

    /// Listens for something else from the next frame on; what was half said is dropped.
    ///
    /// `keyGrammar` is the same as `grammar` unless keys don't answer the question.
    mutating func listen(
        _ grammar: ListeningGrammar, keyGrammar: ListeningGrammar, profile: Endpointer.Profile
    ) {
        recognizer.stopStreaming()
        // A grammar without words would match silence.
        self.grammar = grammar.isSilent ? nil : grammar
        self.keyGrammar = keyGrammar
        endpointer = Endpointer(profile: profile, floor: endpointer.noiseFloor)
        words = []
        samples = []
        collector = KeyCollector(keyGrammar)
        keys = ""
    }

    mutating func stop() {
        recognizer.stopStreaming()
        grammar = nil
        keyGrammar = nil
        collector = nil
        keys = ""
        samples = []
        words = []
        endpointer = Endpointer(floor: endpointer.noiseFloor)
    }

    /// Takes the caller's next frame; at most a few moments come of it, in order.
    mutating func process(_ input: LegInput, tick: Int) throws(RecognitionFailure) -> [Moment] {
        var moments = press(input, tick: tick)
        // A key's tone is not speech.
        let level = tones.isToneHeard || isCollectingKeys ? -120 : LevelMeter.rmsDBFS(input.frame.samples)
        samples += input.frame.samples
        if grammar != nil, isInSpeech, !isCollectingKeys { words = try recognizer.process(input.frame) }
        let completeness = grammar?.completeness(of: words) ?? .nothing
        guard let event = endpointer.process(levelDBFS: level, completeness: completeness) else {
            if !isInSpeech { trimPreRoll() }
            return moments
        }
        if let moment = try moment(event, tick: tick) { moments.append(moment) }
        return moments
    }

    private mutating func moment(_ event: Endpointer.Event, tick: Int) throws(RecognitionFailure) -> Moment? {
        guard let grammar else {
            samples = []
            return nil
        }
        switch event {
        case .speechStarted(let framesAgo):
            let kept = (framesAgo + 1 + Self.preRoll) * AudioFrame.length
            if samples.count > kept { samples.removeFirst(samples.count - kept) }
            try recognizer.startStreaming(grammar)
            for start in stride(from: 0, to: samples.count, by: AudioFrame.length) {
                let end = min(start + AudioFrame.length, samples.count)
                words = try recognizer.process(AudioFrame(Array(samples[start..<end])))
            }
            return .speechStarted
        case .tentativeEnd: return .tentativeEnd(samples)
        case .resumed: return .resumed
        case .ended(let framesAgo, _):
            recognizer.stopStreaming()
            defer {
                samples = []
                words = []
            }
            return .ended(samples, lastSpeech: tick - framesAgo)
        }
    }

    private mutating func trimPreRoll() {
        let kept = (Self.preRoll + 10) * AudioFrame.length
        if samples.count > kept * 2 { samples.removeFirst(samples.count - kept) }
    }

    private mutating func press(_ input: LegInput, tick: Int) -> [Moment] {
        var moments: [Moment] = []
        let heard = tones.process(input.frame).map { ($0, KeyDeduplicator.Source.inBand) }
        for (key, source) in input.keys.map({ ($0, KeyDeduplicator.Source.event) }) + heard
        where duplicates.isNewPress(key, from: source, tick: tick) {
            guard var collecting = collector else { continue }
            if keys.isEmpty {
                moments.append(.keyPressed)
                abandonSpeech()
            }
            keys.append(key)
            lastKey = tick
            let collection = collecting.press(key)
            collector = collecting
            if let moment = moment(collection) { moments.append(moment) }
        }
        if isCollectingKeys, tick - lastKey >= Self.interDigitTimeout, var collecting = collector {
            let collection = collecting.timeout()
            collector = collecting
            if let moment = moment(collection) { moments.append(moment) }
        }
        return moments
    }

    private mutating func moment(_ collection: KeyCollection) -> Moment? {
        let entry = keys
        switch collection {
        case .collecting: return nil
        case .finished(let meaning):
            startNewEntry()
            return .keyed(meaning, keys: entry)
        case .rejected:
            startNewEntry()
            return .keyed(nil, keys: entry)
        }
    }

    private mutating func startNewEntry() {
        keys = ""
        collector = keyGrammar.map { KeyCollector($0) }
    }

    /// A caller who keys doesn't speak: what was half heard is dropped.
    private mutating func abandonSpeech() {
        recognizer.stopStreaming()
        words = []
        samples = []
        endpointer = Endpointer(floor: endpointer.noiseFloor)
    }
}
