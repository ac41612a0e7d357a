package import Audio

extension CallerTurn {
    /// The pause between the clips of one turn, as between words said with care.
    package static let clipGap: Duration = .milliseconds(120)
    private static let keyCharacters = Set("0123456789*#")
    private static let mostKeys = 64
    private static let longestSilence: Duration = .seconds(600)

    /// Reads a turn as an operator types it.
    ///
    /// It is `a.wav`, `a.wav+b.wav` (two clips at once), `keys:1234`, `tones:1234`, `silence:6s` or `hangup`.
    /// A file whose own name holds a `+` is taken as that one file if it is there.
    package static func parse(_ argument: String) throws(CallerTurnFailure) -> CallerTurn {
        guard !argument.isEmpty else { throw .empty }
        guard argument != "hangup" else { return .hangUp }
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            let value = String(parts[1])
            switch parts[0] {
            case "answer": return .answering(try clip(value), name: value)
            case "keys": return .keys(try validKeys(value, after: "keys"))
            case "tones": return .tones(try validKeys(value, after: "tones"))
            case "silence": return .silence(try duration(value))
            default: break
            }
        }
        return .audio(try clip(argument), name: argument)
    }

    private static func validKeys(_ keys: String, after word: String) throws(CallerTurnFailure) -> String {
        guard (1...mostKeys).contains(keys.count) else {
            throw .keyCount(turn: word, count: keys.count, limit: mostKeys)
        }
        for (index, key) in keys.enumerated() where !keyCharacters.contains(key) {
            throw .notAKey(turn: word, place: index + 1)
        }
        return keys
    }

    /// Media times are written as in flow files: a whole number with its unit.
    package static func duration(_ text: String) throws(CallerTurnFailure) -> Duration {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), count <= 1_000_000 else { throw .notADuration(text) }
        let duration: Duration
        switch text.dropFirst(digits.count) {
        case "ms": duration = .milliseconds(count)
        case "s": duration = .seconds(count)
        case "m": duration = .seconds(count * 60)
        default: throw .notADuration(text)
        }
        guard duration > .zero, duration <= longestSilence else {
            throw .silenceOutOfRange(text, limit: longestSilence)
        }
        return duration
    }

    private static func clip(_ argument: String) throws(CallerTurnFailure) -> AudioClip {
        do throws(AudioFailure) {
            return try joinedClip([argument])
        } catch .fileMissing where argument.contains("+") {
            let parts = argument.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
            guard !parts.contains("") else { throw .emptyClip(argument) }
            do throws(AudioFailure) {
                return try joinedClip(parts)
            } catch {
                throw .audio(error)
            }
        } catch {
            throw .audio(error)
        }
    }

    private static func joinedClip(_ paths: [String]) throws(AudioFailure) -> AudioClip {
        var clips: [AudioClip] = []
        for path in paths { clips.append(try AudioFile.read(path)) }
        return try AudioClip.joined(clips, gap: clipGap)
    }
}

/// Why an argument is no caller's turn; the keys themselves are left out, they may be a secret.
package enum CallerTurnFailure: Error, Hashable, CustomStringConvertible {
    case empty
    /// No keys, or too many.
    case keyCount(turn: String, count: Int, limit: Int)
    /// A character that no telephone has; places count from 1.
    case notAKey(turn: String, place: Int)
    case notADuration(String)
    case silenceOutOfRange(String, limit: Duration)
    /// A `+` with nothing on one side.
    case emptyClip(String)
    /// A sound file that cannot be used.
    case audio(AudioFailure)

    package var description: String {
        switch self {
        case .empty: "an empty caller turn; \(Self.forms)"
        case .keyCount(let turn, let count, let limit):
            "'\(turn):' with \(count) keys; give 1 to \(limit), as in \(turn):1234"
        case .notAKey(let turn, let place): "'\(turn):' has no key at place \(place); keys are 0-9, * and #"
        case .notADuration(let text): "'silence:\(text)' has no time; write it like 6s, 300ms or 1m"
        case .silenceOutOfRange(let text, let limit):
            "'silence:\(text)' is out of range; use 1ms to \(limit.components.seconds)s"
        case .emptyClip(let argument):
            "'\(argument)' has a '+' without a file on each side; write a.wav+b.wav"
        case .audio(.fileMissing(let path)): "\(path): no such file; \(Self.forms)"
        case .audio(let failure): failure.description
        }
    }

    private static let forms =
        "a turn is a sound file (or several: a.wav+b.wav), answer:a.wav, keys:1234, tones:1234, silence:6s or hangup"
}
