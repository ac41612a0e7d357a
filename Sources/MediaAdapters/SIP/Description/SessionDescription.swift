/// What one side says about the media of a call (SDP, RFC 4566), as far as telephone audio needs it.
///
/// Reading is lenient: a line that can't be used is passed over, and a payload type with a map that says nothing is one
/// that is not chosen. What is too large is refused, and so is a stream whose line is not printable: our answer repeats it.
struct SessionDescription: Sendable, Hashable {
    enum Direction: String, Sendable, Hashable {
        case sendrecv, sendonly, recvonly, inactive

        var sends: Bool { self == .sendrecv || self == .sendonly }
        var receives: Bool { self == .sendrecv || self == .recvonly }
        /// The same seen from the other side.
        var mirrored: Direction {
            switch self {
            case .sendonly: .recvonly
            case .recvonly: .sendonly
            case .sendrecv, .inactive: self
            }
        }
    }

    struct Media: Sendable, Hashable {
        /// What it carries: `audio`, `video`, ….
        let kind: String
        let port: UInt16
        /// How it is carried: `RTP/AVP`, `RTP/SAVP`, ….
        let profile: String
        let formats: [String]
        /// What a dynamic payload type is: `telephone-event/8000`, in lower case.
        var maps: [String: String] = [:]
        var address: String?
        var direction: Direction?
        var reportPort: UInt16?
        /// Keys for it, in order of preference; those that can't be used are left out.
        var crypto: [CryptoAttribute] = []
        /// What is wrong with lines of keys, each with its line in the description.
        var problems: [String] = []
    }

    private static let mostBytes = 16_384
    private static let mostMedia = 16
    private static let mostFormats = 64
    private static let mostCrypto = 16

    var address: String?
    var direction: Direction?
    var media: [Media] = []

    /// Reads a description; nil if it is none, or has too much of anything.
    init?(_ text: String) {
        guard text.utf8.count <= Self.mostBytes, text.hasPrefix("v=0") else { return nil }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            guard line.count >= 2, line.dropFirst().first == "=", let kind = line.first else { continue }
            let value = line.dropFirst(2)
            switch kind {
            case "c": read(connection: value)
            case "m": guard read(media: value) else { return nil }
            case "a" where value.hasPrefix("crypto:"): read(crypto: value, line: index + 1)
            case "a": read(attribute: value)
            default: break
            }
        }
    }

    private mutating func read(connection value: Substring) {
        let words = value.split(separator: " ")
        guard words.count == 3, words[0] == "IN", words[1] == "IP4" || words[1] == "IP6" else { return }
        let address = String(words[2].prefix { $0 != "/" })
        if media.isEmpty { self.address = address } else { media[media.count - 1].address = address }
    }

    private mutating func read(media value: Substring) -> Bool {
        let words = value.split(separator: " ")
        guard words.count >= 3, words.count <= Self.mostFormats + 3, media.count < Self.mostMedia,
            value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
        else { return false }
        // A port that can't be read refuses its stream, as port 0 does.
        let port = UInt16(words[1].prefix { $0 != "/" }) ?? 0
        media.append(
            Media(
                kind: String(words[0]), port: port, profile: String(words[2]),
                formats: words.dropFirst(3).map(String.init)))
        return true
    }

    private mutating func read(crypto value: Substring, line: Int) {
        guard let last = media.indices.last, media[last].problems.count < Self.mostCrypto else { return }
        guard media[last].crypto.count < Self.mostCrypto else {
            return media[last].problems.append(
                "line \(line): a=crypto: there are more than \(Self.mostCrypto) of them")
        }
        do {
            media[last].crypto.append(try CryptoAttribute(value.dropFirst("crypto:".count)))
        } catch {
            media[last].problems.append("line \(line): a=crypto: \(error.text)")
        }
    }

    private mutating func read(attribute value: Substring) {
        if let direction = Direction(rawValue: String(value)) {
            if media.isEmpty {
                self.direction = direction
            } else {
                media[media.count - 1].direction = direction
            }
            return
        }
        guard !media.isEmpty else { return }
        if value.hasPrefix("rtpmap:") {
            let words = value.dropFirst("rtpmap:".count).split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { return }
            let map = words[1].lowercased().filter { !$0.isWhitespace }
            media[media.count - 1].maps[String(words[0])] = map
        } else if value.hasPrefix("rtcp:") {
            let number = value.dropFirst("rtcp:".count).prefix { $0.isNumber }
            media[media.count - 1].reportPort = UInt16(number)
        }
    }
}
