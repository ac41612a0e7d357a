import Audio

/// What one frame of a line sounds like, before anybody knows who is there.
struct LineSound: Sendable, Hashable {
    /// Whether the endpointer takes it for speech.
    var isVoiced: Bool
    var levelDBFS: Double
    var tone: ToneMeter.Tone?
    var fax: FaxToneDetector.Tone?

    init(
        isVoiced: Bool, levelDBFS: Double, tone: ToneMeter.Tone? = nil, fax: FaxToneDetector.Tone? = nil
    ) {
        self.isVoiced = isVoiced
        self.levelDBFS = levelDBFS
        self.tone = tone
        self.fax = fax
    }
}

/// Follows the steady tones of a line: a pure machine over frames.
struct ToneFollower: Sendable, Hashable {
    /// A tone that was steady, and is over.
    struct Tone: Sendable, Hashable {
        /// Of a single sine; nil for two at once.
        let hertz: Double?
        /// Frames.
        let length: Int
    }

    /// Frames of the same tone that are no chance of speech; of two sines a vowel may have a few.
    static let steady = Endpointer.frames(.milliseconds(100))
    private static let steadyDouble = Endpointer.frames(.milliseconds(300))
    /// A lost packet doesn't end a tone: it is missing from two windows, and from its own frame.
    private static let bridged = 3
    /// How far a tone may wander from where it began, in Hz: a voice's pitch wanders further.
    private static let driftHertz = 10.0

    private var running: ToneMeter.Tone?
    private var length = 0
    private var missing = 0

    /// Whether a tone is on that has been steady.
    var isSteady: Bool {
        switch running {
        case nil: false
        case .single: length >= Self.steady
        case .double: length >= Self.steadyDouble
        }
    }

    /// Frames of the running tone.
    var frames: Int { length }

    /// Takes what the next frame is; returns a steady tone that ended with it.
    mutating func process(_ tone: ToneMeter.Tone?) -> Tone? {
        if let tone, let running, Self.isSame(tone, running) {
            length += missing + 1
            missing = 0
            return nil
        }
        if running != nil, missing < Self.bridged, tone == nil {
            missing += 1
            return nil
        }
        let ended = isSteady ? Tone(hertz: running.flatMap(Self.hertz), length: length) : nil
        running = tone
        length = tone == nil ? 0 : 1
        missing = 0
        return ended
    }

    private static func hertz(_ tone: ToneMeter.Tone) -> Double? {
        switch tone {
        case .single(let hertz): hertz
        case .double: nil
        }
    }

    private static func isSame(_ one: ToneMeter.Tone, _ other: ToneMeter.Tone) -> Bool {
        switch (one, other) {
        case (.single(let a), .single(let b)): abs(a - b) <= driftHertz
        case (.double(let a, let b), .double(let c, let d)):
            // Of two that are equally strong either may come first.
            abs(min(a, b) - min(c, d)) <= driftHertz && abs(max(a, b) - max(c, d)) <= driftHertz
        case (.single, .double), (.double, .single): false
        }
    }
}
