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
        /// What began was the noise of the line; only now the caller speaks.
        case restarted
        /// The caller finished; `lastSpeech` is the tick of the last frame of speech, and how complete the words were then
        /// decided how long was waited.
        case ended([Int16], lastSpeech: Int, Completeness)
        /// A key entry is complete: what it means, or nil if it means nothing here.
        case keyed(Answer.Meaning?, keys: String)
    }

    /// Audio kept from before speech was noticed.
    private static let preRoll = Endpointer.frames(.milliseconds(300))
    /// A key entry that goes no further is taken as it is after this.
    private static let interDigitTimeout = Endpointer.frames(.milliseconds(3_000))
    /// Digits that follow an entry of full length within this belong to it and mean nothing.
    private static let surplusPause = Endpointer.frames(.milliseconds(1_000))

    private let recognizer: any Recognizer
    private let tones = DTMFDetector()
    private var echo = EchoGuard()
    private var duplicates = KeyDeduplicator()
    private var grammar: ListeningGrammar?
    private var keyGrammar: ListeningGrammar?
    private var endpointer = Endpointer()
    private var words: [String] = []
    /// The tick of the first frame of speech of the utterance that began last.
    private(set) var firstSpeech = 0
    /// The utterance so far, or what may become its beginning.
    private var samples: [Int16] = []
    private var profile = Endpointer.Profile()
    private var collector: KeyCollector?
    private var lastKey = 0
    /// Until when digits are the rest of an entry that ended by its length, such as a year keyed with five digits.
    private var surplusUntil = 0
    private var typeAhead = TypeAhead()
    private var typeAheadRule = TypeAhead.Rule.flushes
    /// Set once the recogniser has failed: the call goes on by keys.
    var isDeaf = false

    init(recognizer: any Recognizer) { self.recognizer = recognizer }

    var isInSpeech: Bool { endpointer.isInSpeech }
    /// Whether the last frame was speech or a key's tone.
    var isVoiced: Bool { endpointer.isVoiced || tones.isToneHeard }
    /// The level of the last frame, without our echo, in dBFS.
    private(set) var levelDBFS = -120.0
    /// Whether a key's tone is on.
    var isToneHeard: Bool { tones.isToneHeard }
    var isCollectingKeys: Bool { !(collector?.entry ?? "").isEmpty }

    /// Listens for something else from the next frame on.
    ///
    /// An utterance that has begun goes on and is heard in the new grammar; a command that is half keyed, too.
    /// `keyGrammar` is the same as `grammar` unless keys don't answer the question.
    mutating func listen(
        _ grammar: ListeningGrammar, keyGrammar: ListeningGrammar, profile: Endpointer.Profile,
        typeAhead rule: TypeAhead.Rule = .flushes
    ) throws(RecognitionFailure) {
        let begun = endpointer.isInSpeech && self.grammar != nil ? samples : []
        let keyed = collector?.entry ?? ""
        recognizer.stopStreaming()
        // A grammar without words would match silence.
        self.grammar = grammar.isSilent || isDeaf ? nil : grammar
        self.keyGrammar = keyGrammar
        self.profile = profile
        words = []
        collector = KeyCollector(keyGrammar)
        if keyed.first == "*" {
            for key in keyed { _ = collector?.press(key) }
        } else if typeAheadRule == .collects {
            typeAhead.keep(keyed)
        }
        if rule == .flushes { typeAhead.flush() }
        typeAheadRule = rule
        if begun.isEmpty {
            samples = []
            endpointer = Endpointer(profile: profile, floor: endpointer.noiseFloor)
        } else {
            try restart(on: begun)
        }
    }

    mutating func stop() {
        recognizer.stopStreaming()
        grammar = nil
        keyGrammar = nil
        collector = nil
        abandonSpeech()
    }

    /// Ends the running utterance here and returns what there is of it; nil if nobody speaks.
    mutating func cutShort() -> [Int16]? {
        guard endpointer.isInSpeech, grammar != nil else { return nil }
        defer { abandonSpeech() }
        return samples
    }

    /// Takes the caller's next frame, and ours of the same tick; at most a few moments come of it, in order.
    ///
    /// `isPromptWaiting` tells whether a prompt waits that the running utterance cut.
    mutating func process(
        _ input: LegInput, sent: AudioFrame, tick: Int, isPromptWaiting: Bool = false
    ) throws(RecognitionFailure) -> [Moment] {
        var moments = press(input, tick: tick) + takeTypeAhead(tick: tick)
        let heard = echo.process(received: input.frame, sent: sent)
        samples += heard.frame.samples
        levelDBFS = heard.levelDBFS
        if grammar != nil, isInSpeech, !isCollectingKeys { words = try recognizer.process(heard.frame) }
        let isMasked = tones.isToneHeard || isCollectingKeys || heard.levelDBFS < heard.echoDBFS
        let level = level(of: heard)
        let completeness = grammar?.completeness(of: words) ?? .nothing
        guard
            let event = endpointer.process(
                levelDBFS: level, completeness: completeness, isMasked: isMasked,
                isPromptWaiting: isPromptWaiting)
        else {
            if !isInSpeech { trimPreRoll() }
            return moments
        }
        if let moment = try moment(event, tick: tick) { moments.append(moment) }
        return moments
    }

    /// The level that the endpointer judges, in dBFS.
    private func level(of heard: EchoGuard.Heard) -> Double {
        // A key's tone is not speech.
        if tones.isToneHeard || isCollectingKeys { return -120 }
        // What may be our echo is no more than the noise of the line.
        return heard.levelDBFS < heard.echoDBFS
            ? min(heard.levelDBFS, endpointer.noiseFloor.levelDBFS) : heard.levelDBFS
    }

    private mutating func moment(_ event: Endpointer.Event, tick: Int) throws(RecognitionFailure) -> Moment? {
        guard grammar != nil else {
            samples = []
            return nil
        }
        switch event {
        case .speechStarted(let framesAgo):
            try begin(framesAgo, tick: tick)
            return .speechStarted
        case .restarted(let framesAgo):
            try begin(framesAgo, tick: tick)
            return .restarted
        case .tentativeEnd: return .tentativeEnd(samples)
        case .resumed: return .resumed
        case .ended(let framesAgo, let completeness):
            recognizer.stopStreaming()
            defer {
                samples = []
                words = []
            }
            return .ended(samples, lastSpeech: tick - framesAgo, completeness)
        }
    }

    /// Lets the utterance begin so many frames ago.
    private mutating func begin(_ framesAgo: Int, tick: Int) throws(RecognitionFailure) {
        firstSpeech = tick - framesAgo
        let kept = (framesAgo + 1 + Self.preRoll) * AudioFrame.length
        if samples.count > kept { samples.removeFirst(samples.count - kept) }
        try restart(on: samples)
    }

    private mutating func trimPreRoll() {
        let kept = (Self.preRoll + 10) * AudioFrame.length
        if samples.count > kept * 2 { samples.removeFirst(samples.count - kept) }
    }

    /// Begins the streaming pass with what was said so far.
    private mutating func restart(on begun: [Int16]) throws(RecognitionFailure) {
        guard let grammar else { return }
        try recognizer.startStreaming(grammar)
        for start in stride(from: 0, to: begun.count, by: AudioFrame.length) {
            let end = min(start + AudioFrame.length, begun.count)
            words = try recognizer.process(AudioFrame(Array(begun[start..<end])))
        }
    }

    /// Answers the question with the keys that waited for it, up to the end of one entry.
    private mutating func takeTypeAhead(tick: Int) -> [Moment] {
        guard typeAheadRule == .answers else { return [] }
        var moments: [Moment] = []
        while let key = typeAhead.next() {
            let found = press(key, tick: tick, isAhead: true)
            moments += found
            for case .keyed(let meaning, _) in found {
                // What means nothing here was typed for another question: nor does what follows it.
                if meaning == nil { typeAhead.flush() }
                return moments
            }
        }
        return moments
    }

    private mutating func press(_ input: LegInput, tick: Int) -> [Moment] {
        var moments: [Moment] = []
        let heard = tones.process(input.frame).map { ($0, KeyDeduplicator.Source.inBand) }
        for (key, source) in input.keys.map({ ($0, KeyDeduplicator.Source.event) }) + heard
        where duplicates.isNewPress(key, from: source, tick: tick) {
            if typeAheadRule == .answers, !typeAhead.isEmpty {
                // What waits goes first.
                typeAhead.keep([key])
            } else {
                moments += press(key, tick: tick, isAhead: false)
            }
        }
        if isCollectingKeys, tick - lastKey >= Self.interDigitTimeout, var collecting = collector {
            let entry = collecting.entry
            let collection = collecting.timeout()
            collector = collecting
            keep(entry, after: collection)
            if let moment = Self.moment(collection, entry: entry) { moments.append(moment) }
        }
        return moments
    }

    /// Keeps an entry that is no command for the next question.
    private mutating func keep(_ entry: String, after collection: KeyCollection) {
        if typeAheadRule == .collects, collection == .rejected { typeAhead.keep(entry) }
    }

    private mutating func press(_ key: Character, tick: Int, isAhead: Bool) -> [Moment] {
        guard var collecting = collector else { return [] }
        let before = collecting.entry
        if before.isEmpty, tick < surplusUntil, key != "*", !isAhead {
            surplusUntil = tick + Self.surplusPause
            return []
        }
        let collection = collecting.press(key)
        collector = collecting
        lastKey = tick
        let isStray = before.isEmpty && collecting.entry.isEmpty && collection == .collecting
        guard !isStray else { return [] }
        var moments: [Moment] = []
        if before.isEmpty {
            moments.append(.keyPressed)
            abandonSpeech()
        }
        keep(before + String(key), after: collection)
        if let moment = Self.moment(collection, entry: before + String(key)) {
            if key != "#", before.utf8.count >= 2 { surplusUntil = tick + Self.surplusPause }
            moments.append(moment)
        }
        return moments
    }

    private static func moment(_ collection: KeyCollection, entry: String) -> Moment? {
        switch collection {
        case .collecting: nil
        case .finished(let meaning): .keyed(meaning, keys: entry)
        case .rejected: .keyed(nil, keys: entry)
        }
    }

    /// A caller who keys doesn't speak: what was half heard is dropped.
    private mutating func abandonSpeech() {
        recognizer.stopStreaming()
        words = []
        samples = []
        endpointer = Endpointer(profile: profile, floor: endpointer.noiseFloor)
    }
}
