import Audio

/// Plays what one turn holds, tick by tick.
struct CallerPlayback {
    /// Keys arrive so far apart, about as fast as a person presses them.
    private static let ticksPerKey = 6

    private enum Content {
        case audio([Int16])
        case keys([Character])
        case silence(ticks: Int)
        case hangUp
    }

    /// The line is open before a word is said.
    private static let pickUp = [Int16](repeating: 0, count: 20 * AudioFrame.length)

    private let content: Content
    private var tick = 0

    /// Plays samples at 8 kHz.
    init(audio: [Int16]) { content = .audio(audio) }

    init(_ turn: CallerTurn, tones: DTMFGenerator) throws(AudioFailure) {
        switch turn {
        case .audio(let clip, _): content = .audio(try clip.telephone())
        case .answering(let clip, _): content = .audio(Self.pickUp + (try clip.telephone()))
        case .keys(let keys): content = .keys(Array(keys))
        case .tones(let keys): content = .audio(tones.samples(for: keys))
        case .silence(let duration): content = .silence(ticks: duration.ticks)
        case .hangUp: content = .hangUp
        }
    }

    /// Whether the turn only waits: what comes next may come at once.
    var isSilence: Bool {
        if case .silence = content { true } else { false }
    }

    /// Whether nothing is left.
    var isOver: Bool {
        switch content {
        case .audio(let samples): tick * AudioFrame.length >= samples.count
        case .keys(let keys): tick >= keys.count * Self.ticksPerKey
        case .silence(let ticks): tick >= ticks
        case .hangUp: tick > 0
        }
    }

    /// Plays one tick; beyond the end it is silence.
    mutating func next() -> (samples: [Int16], keys: [Character], hasHungUp: Bool) {
        defer { tick += 1 }
        switch content {
        case .audio(let samples):
            let start = min(tick * AudioFrame.length, samples.count)
            let played = Array(samples[start..<min(start + AudioFrame.length, samples.count)])
            return (played + [Int16](repeating: 0, count: AudioFrame.length - played.count), [], false)
        case .keys(let keys):
            let (index, rest) = tick.quotientAndRemainder(dividingBy: Self.ticksPerKey)
            let pressed = rest == 0 && index < keys.count ? [keys[index]] : []
            return (AudioFrame.silence.samples, pressed, false)
        case .silence: return (AudioFrame.silence.samples, [], false)
        case .hangUp: return (AudioFrame.silence.samples, [], true)
        }
    }
}

extension Duration {
    /// Ticks of 20 ms that cover this time; none if it is negative.
    var ticks: Int { (telephoneSamples + AudioFrame.length - 1) / AudioFrame.length }
}
