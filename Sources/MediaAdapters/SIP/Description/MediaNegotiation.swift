import Audio

/// Our side of offer and answer (RFC 3264): one audio stream of G.711 with key presses.
struct MediaNegotiation: Sendable, Hashable {
    private static let eventType: UInt8 = 101

    /// What the other side is told to send to.
    private let address: IPAddress
    /// In the order in which we prefer them.
    private var laws: [G711]
    private let id: UInt32
    private var version: UInt32 = 1

    init(address: IPAddress, laws: [G711], id: UInt32) {
        self.address = address
        self.laws = laws
        self.id = id
    }

    /// The description that opens a call, or answers a request for one.
    mutating func offer(port: UInt16) -> String {
        let types = laws.map { ($0.payloadType, $0.map) } + [Self.event(Self.eventType)]
        return description([stream(port: port, types: types, .sendrecv)])
    }

    /// Answers an offer; nil if there is no audio in it that we can have, or it is encrypted.
    mutating func answer(_ offer: SessionDescription, port: UInt16) -> (text: String, terms: MediaTerms)? {
        guard let index = offer.media.firstIndex(where: { terms($0, in: offer) != nil }),
            let terms = terms(offer.media[index], in: offer)
        else { return nil }
        let direction = offer.direction(of: offer.media[index]).mirrored
        var types = [(terms.payloadType, terms.law.map)]
        if let event = terms.eventPayloadType { types.append(Self.event(event)) }
        let streams = offer.media.enumerated().map { place, media in
            place == index
                ? stream(port: port, types: types, direction)
                // What we don't take is refused in its place (RFC 3264, section 6).
                : ["m=\(media.kind) 0 \(media.profile) \(media.formats.first ?? "0")"]
        }
        return (description(streams), terms)
    }

    /// Whether there is audio in an offer that we can have.
    func understands(_ offer: SessionDescription) -> Bool { accept(offer) != nil }

    /// No other codec is agreed on from now on.
    mutating func keep(_ law: G711) { laws = [law] }

    /// What an answer to our offer comes to; nil if nothing is left of it.
    func accept(_ answer: SessionDescription) -> MediaTerms? {
        answer.media.lazy.compactMap { terms($0, in: answer) }.first
    }

    private func terms(_ media: SessionDescription.Media, in description: SessionDescription) -> MediaTerms? {
        guard media.kind == "audio", media.profile == "RTP/AVP", media.port > 0,
            let address = (media.address ?? description.address).flatMap({ IPAddress($0) })
        else { return nil }
        let known = media.formats.lazy.compactMap { format in
            laws.first { String($0.payloadType) == format }
        }
        guard let law = known.first else { return nil }
        let event = media.formats.first { media.maps[$0] == "telephone-event/8000" }.flatMap { UInt8($0) }
        let theirs = description.direction(of: media)
        // An address of zeros is the hold of RFC 2543.
        let isHeld = address.isUnspecified
        let direction = MediaTerms.Direction(
            sends: theirs.receives && !isHeld, receives: theirs == .sendrecv && !isHeld)
        let reportPort = media.reportPort ?? (media.port == .max ? media.port : media.port + 1)
        return MediaTerms(
            law: law, payloadType: law.payloadType, eventPayloadType: event.flatMap { $0 < 128 ? $0 : nil },
            peer: Endpoint(address: address, port: media.port),
            peerReports: Endpoint(address: address, port: reportPort), direction: direction)
    }

    private func stream(
        port: UInt16, types: [(type: UInt8, map: String)], _ direction: SessionDescription.Direction
    ) -> [String] {
        ["m=audio \(port) RTP/AVP \(types.map { String($0.type) }.joined(separator: " "))"]
            + types.map { "a=rtpmap:\($0.type) \($0.map)" }
            + types.filter { $0.map == Self.event(0).1 }.map { "a=fmtp:\($0.type) 0-15" }
            + ["a=ptime:20", "a=\(direction.rawValue)"]
    }

    private mutating func description(_ streams: [[String]]) -> String {
        defer { version &+= 1 }
        let network = "IN IP\(address.isVersion4 ? 4 : 6) \(address)"
        let head = ["v=0", "o=- \(id) \(version) \(network)", "s=-", "c=\(network)", "t=0 0"]
        return (head + streams.joined()).map { $0 + "\r\n" }.joined()
    }

    private static func event(_ type: UInt8) -> (UInt8, String) { (type, "telephone-event/8000") }
}

extension SessionDescription {
    func direction(of media: Media) -> Direction { media.direction ?? direction ?? .sendrecv }
}

extension G711 {
    /// RFC 3551, table 4.
    var payloadType: UInt8 {
        switch self {
        case .muLaw: 0
        case .aLaw: 8
        }
    }

    fileprivate var map: String {
        switch self {
        case .muLaw: "PCMU/8000"
        case .aLaw: "PCMA/8000"
        }
    }
}
