import Audio

/// Our side of offer and answer (RFC 3264): one audio stream of G.711 with key presses, protected or in the clear.
///
/// Once a call is protected it stays so: a description in the clear is not taken any more.
struct MediaNegotiation: Sendable, Hashable {
    /// How audio is carried.
    private enum Profile: String {
        case clear = "RTP/AVP"
        case protected = "RTP/SAVP"
    }

    /// A stream of theirs that we can have.
    private struct Choice {
        let index: Int
        let terms: MediaTerms
        let profile: Profile
        /// Nil in the clear.
        let crypto: CryptoAttribute?
    }

    private static let eventType: UInt8 = 101

    /// What the other side is told to send to.
    private let address: IPAddress
    /// In the order in which we prefer them.
    private var laws: [G711]
    private let srtp: SIPSettings.SRTPUse
    private let id: UInt32
    private var version: UInt32 = 1
    /// The keys of our last offer.
    private var offered: [CryptoAttribute] = []
    /// What was agreed on.
    private var protection: MediaProtection?

    init(address: IPAddress, laws: [G711], srtp: SIPSettings.SRTPUse = .ifAsked, id: UInt32) {
        self.address = address
        self.laws = laws
        self.srtp = srtp
        self.id = id
    }

    /// The description that opens a call, or answers a request for one.
    mutating func offer(port: UInt16) -> String {
        let types = laws.map { ($0.payloadType, $0.map) } + [Self.event(Self.eventType)]
        if let protection {
            // A key that stays goes on counting.
            offered = [CryptoAttribute(tag: 1, suite: protection.suite, key: protection.ours)]
        } else if srtp == .offered || srtp == .required {
            offered = SRTPSuite.offered.enumerated().map { place, suite in
                CryptoAttribute(tag: place + 1, suite: suite, key: .random(for: suite))
            }
        }
        let profile = protection != nil || srtp == .required ? Profile.protected : .clear
        return description([stream(port: port, profile, types: types, offered, .sendrecv)])
    }

    /// Answers an offer; nil if there is no audio in it that we can have.
    mutating func answer(_ offer: SessionDescription, port: UInt16) -> (text: String, terms: MediaTerms)? {
        guard let choice = choice(of: offer) else { return nil }
        let direction = offer.direction(of: offer.media[choice.index]).mirrored
        var terms = choice.terms
        var own: [CryptoAttribute] = []
        if let theirs = choice.crypto {
            let agreed = MediaProtection(
                suite: theirs.suite, ours: ownKey(for: theirs), theirs: theirs.key)
            terms.protection = agreed
            protection = agreed
            own = [CryptoAttribute(tag: theirs.tag, suite: theirs.suite, key: agreed.ours)]
        }
        var types = [(terms.payloadType, terms.law.map)]
        if let event = terms.eventPayloadType { types.append(Self.event(event)) }
        let streams = offer.media.enumerated().map { place, media in
            place == choice.index
                ? stream(port: port, choice.profile, types: types, own, direction)
                // What we don't take is refused in its place (RFC 3264, section 6).
                : ["m=\(media.kind) 0 \(media.profile) \(media.formats.first ?? "0")"]
        }
        return (description(streams), terms)
    }

    /// Whether there is audio in an offer that we can have.
    func understands(_ offer: SessionDescription) -> Bool { choice(of: offer) != nil }

    /// Why an offer of audio is refused, for the other side's operator; holds nothing of theirs but lines' numbers.
    func objection(to offer: SessionDescription) -> String? {
        let audio = offer.media.filter { $0.kind == "audio" && $0.port > 0 }
        if let problem = audio.lazy.compactMap(\.problems.first).first { return problem }
        let isProtected = audio.contains { $0.profile == Profile.protected.rawValue }
        if srtp == .never, isProtected { return "no RTP/SAVP here" }
        if isProtected, audio.allSatisfy(\.crypto.isEmpty) { return "RTP/SAVP without a=crypto" }
        return srtp == .required ? "audio must be protected: RTP/SAVP with a=crypto" : nil
    }

    /// No other codec is agreed on from now on.
    mutating func keep(_ law: G711) { laws = [law] }

    /// What an answer to our offer comes to; nil if nothing is left of it.
    mutating func accept(_ answer: SessionDescription) -> MediaTerms? {
        for media in answer.media {
            guard var terms = terms(media, in: answer), let profile = Profile(rawValue: media.profile) else {
                continue
            }
            // Keys that answer to none of ours were not asked for.
            let theirs = offered.isEmpty ? nil : media.crypto.first
            let own = theirs.flatMap { theirs in
                offered.first { $0.tag == theirs.tag && $0.suite == theirs.suite }
            }
            if let theirs {
                guard let own else { continue }
                let agreed = MediaProtection(suite: own.suite, ours: own.key, theirs: theirs.key)
                terms.protection = agreed
                protection = agreed
            } else if profile == .protected || !mayBeClear || !media.problems.isEmpty && !offered.isEmpty {
                continue
            }
            return terms
        }
        return nil
    }
}

extension MediaNegotiation {
    /// Whether audio in the clear may be agreed on now.
    private var mayBeClear: Bool { srtp != .required && protection == nil }

    /// The stream that we take: a protected one, wherever it stands, before one in the clear.
    private func choice(of offer: SessionDescription) -> Choice? {
        var clear: Choice?
        for (index, media) in offer.media.enumerated() {
            guard let terms = terms(media, in: offer), let profile = Profile(rawValue: media.profile) else {
                continue
            }
            // Keys beside RTP/AVP are a best effort that many telephones make.
            if srtp != .never, let crypto = media.crypto.first {
                return Choice(index: index, terms: terms, profile: profile, crypto: crypto)
            }
            if profile == .clear, mayBeClear, clear == nil {
                clear = Choice(index: index, terms: terms, profile: profile, crypto: nil)
            }
        }
        return clear
    }

    /// The key that we send under: another one if theirs is.
    private func ownKey(for theirs: CryptoAttribute) -> SRTPKey {
        guard let protection, protection.suite == theirs.suite, protection.theirs == theirs.key else {
            return .random(for: theirs.suite)
        }
        return protection.ours
    }

    /// What a stream comes to, but for its protection.
    private func terms(_ media: SessionDescription.Media, in description: SessionDescription) -> MediaTerms? {
        guard media.kind == "audio", Profile(rawValue: media.profile) != nil, media.port > 0,
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
        port: UInt16, _ profile: Profile, types: [(type: UInt8, map: String)], _ crypto: [CryptoAttribute],
        _ direction: SessionDescription.Direction
    ) -> [String] {
        ["m=audio \(port) \(profile.rawValue) \(types.map { String($0.type) }.joined(separator: " "))"]
            + types.map { "a=rtpmap:\($0.type) \($0.map)" }
            + types.filter { $0.map == Self.event(0).1 }.map { "a=fmtp:\($0.type) 0-15" }
            + crypto.map { "a=\($0.text)" } + ["a=ptime:20", "a=\(direction.rawValue)"]
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
