package import Audio

/// One thing that a scripted caller does when the engine listens.
package enum CallerTurn: Sendable, Hashable {
    /// Says what is recorded; the name is for people, such as the file's.
    case audio(AudioClip, name: String)
    /// Says it on answering, before anything is asked; later in a call it is said as any other turn.
    case answering(AudioClip, name: String)
    /// Presses keys that arrive as signals.
    case keys(String)
    /// Presses keys that arrive as tones in the audio.
    case tones(String)
    /// Says nothing for so long, counted from the moment that the engine listens.
    case silence(Duration)
    case hangUp

    /// A short name for people, without the keys: they may be a secret.
    package var name: String {
        switch self {
        case .audio(_, let name), .answering(_, let name): name
        case .keys(let keys): "\(keys.count) keys"
        case .tones(let keys): "\(keys.count) tones"
        case .silence(let duration): "silence of \(duration)"
        case .hangUp: "hangup"
        }
    }
}
