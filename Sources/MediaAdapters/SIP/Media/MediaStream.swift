import Audio
import Live

/// The audio of one call, without a socket or a clock: datagrams and ticks in, datagrams and frames out.
struct MediaStream {
    /// Bounds the keys between two ticks.
    private static let mostKeys = 32
    private static let reportTicks = 250
    /// Our clock counts samples; a tick is so many.
    private static let samplesPerSecond = 8_000.0

    private var terms: MediaTerms
    private var audioPeer: PeerLatch
    private var reportPeer: PeerLatch
    private var sender: RTPSender
    private var buffer = JitterBuffer()
    private var statistics = ReceptionStatistics()
    private let concealment = LossConcealment()
    private var heardEvents = TelephoneEventReceiver()
    private var pressing = TelephoneEventSender()
    private var pressStart: UInt32 = 0
    private var keys: [Character] = []
    private var discarded = 0
    private var protection: ProtectedMedia?
    private var unauthentic = 0
    /// Whose audio is in the buffer.
    private var audioSource: UInt32?
    private var remoteLoss: Double?
    private var ticksSinceReport = 0
    /// Told the audio of each packet as it comes.
    var arrived: (([Int16]) -> Void)?
    /// The middle of the last sender report's NTP time, and when it came.
    private var lastSenderReport: (ntp: UInt32, at: Double)?

    init(_ terms: MediaTerms, using generator: inout some RandomNumberGenerator) {
        self.terms = terms
        audioPeer = PeerLatch(terms.peer)
        reportPeer = PeerLatch(terms.peerReports)
        sender = RTPSender(law: terms.law, payloadType: terms.payloadType, using: &generator)
        protection = terms.protection.map { ProtectedMedia($0) }
    }

    /// Whether the other side said that it sends.
    var expectsAudio: Bool { terms.direction.receives }
    /// Where audio goes.
    var peer: Endpoint { audioPeer.named }
    /// Where reports go.
    var reportsPeer: Endpoint { reportPeer.named }

    var quality: LineQuality {
        var quality = LineQuality()
        quality.received = buffer.received
        quality.lost = buffer.lost
        quality.discarded = buffer.discarded + discarded
        quality.unauthentic = unauthentic
        quality.jitterMs = statistics.jitterMs
        quality.remoteLoss = remoteLoss
        return quality
    }

    /// Follows a new description: a hold, another address.
    ///
    /// The codec stays, and so does protection, or the description is refused before.
    mutating func change(to new: MediaTerms) {
        audioPeer.move(to: new.peer)
        reportPeer.move(to: new.peerReports)
        protect(by: new.protection)
        terms = new
        if !new.direction.receives { buffer.restart() }
    }

    /// Takes a datagram of the audio port and returns whether it is the other side's; `now` is in seconds of any steady
    /// clock.
    mutating func receive(_ bytes: some Collection<UInt8>, from sender: Endpoint, now: Double) -> Bool {
        guard audioPeer.mayAccept(sender), let bytes = open(bytes, .packet), audioPeer.accepts(sender),
            let packet = RTPPacket(bytes)
        else {
            discarded += 1
            return false
        }
        if packet.payloadType == terms.payloadType {
            receiveAudio(packet, now: now)
        } else if packet.payloadType == terms.eventPayloadType, let event = TelephoneEvent(packet.payload) {
            statistics.count(packet, arrival: nil)
            let key = heardEvents.receive(event, timestamp: packet.timestamp, source: packet.source)
            if let key, keys.count < Self.mostKeys { keys.append(key) }
        } else {
            discarded += 1
            return false
        }
        return true
    }

    /// Takes a datagram of the port of reports and returns whether it is the other side's.
    mutating func receiveReport(_ bytes: some Collection<UInt8>, from sender: Endpoint, now: Double) -> Bool {
        guard reportPeer.mayAccept(sender), let bytes = open(bytes, .report), reportPeer.accepts(sender),
            let report = RTCPPacket(bytes)
        else {
            discarded += 1
            return false
        }
        if let sending = report.sending {
            lastSenderReport = (UInt32(truncatingIfNeeded: sending.ntp >> 16), now)
        }
        if let block = report.blocks.first(where: { $0.source == self.sender.source }) {
            remoteLoss = Double(block.fractionLost) / 256
        }
        return true
    }

    /// What the caller did in this tick.
    mutating func next() -> (frame: AudioFrame, keys: [Character]) {
        let pieces = buffer.next()
        let pressed = keys
        keys = []
        // Held, there may be music: the recogniser must not hear it.
        guard terms.direction.receives else { return (.silence, pressed) }
        let samples = pieces.flatMap { piece in
            switch piece {
            case .heard(let samples): concealment.heard(samples)
            case .missing(let count): concealment.missing(count)
            case .silent(let count): concealment.heard([Int16](repeating: 0, count: count))
            }
        }
        return (AudioFrame(samples), pressed)
    }

    /// The datagrams of this tick: our frame, or the key that we press.
    mutating func send(_ frame: AudioFrame) -> [[UInt8]] {
        packets(frame).compactMap { closed($0.bytes, .packet) }
    }

    private mutating func packets(_ frame: AudioFrame) -> [RTPPacket] {
        guard terms.direction.sends else {
            sender.silent()
            return []
        }
        guard let payloadType = terms.eventPayloadType, let reports = pressing.next() else {
            return [sender.audio(frame)]
        }
        if reports.first?.isFirst ?? false { pressStart = sender.timestamp }
        let packets = reports.map {
            sender.event($0.event, payloadType: payloadType, marker: $0.isFirst, at: pressStart)
        }
        sender.silent()
        return packets
    }

    /// Presses keys towards the other side, if it knows RFC 4733.
    mutating func press(_ keys: String) { pressing.press(keys) }

    /// The report that is due in this tick, if one is; NTP time is seconds since 1900.
    mutating func report(now: Double, ntpSeconds: Double) -> [UInt8]? {
        ticksSinceReport += 1
        guard ticksSinceReport >= Self.reportTicks else { return nil }
        ticksSinceReport = 0
        var block = statistics.report()
        if let last = lastSenderReport {
            block?.lastReport = last.ntp
            block?.delay = UInt32(clamping: Int(max(now - last.at, 0) * 65_536))
        }
        let sending = RTCPPacket.Sending(
            ntp: Self.ntp(ntpSeconds), timestamp: sender.timestamp,
            packets: sender.packets, octets: sender.octets)
        let isSending = terms.direction.sends && sender.packets > 0
        let report = RTCPPacket(
            source: sender.source, sending: isSending ? sending : nil, blocks: block.map { [$0] } ?? [])
        return closed(report.bytes, .report)
    }

    /// 32 bits of seconds, which wrap in 2036, and 32 of a second's fraction.
    private static func ntp(_ seconds: Double) -> UInt64 {
        let whole = max(seconds, 0).rounded(.down)
        return UInt64(whole) << 32 | UInt64((max(seconds, 0) - whole) * 4_294_967_296)
    }

    private mutating func receiveAudio(_ packet: RTPPacket, now: Double) {
        // The source of the statistics would not do: a new one may begin with a key.
        if audioSource != packet.source { buffer.restart() }
        audioSource = packet.source
        let arrival = UInt32(truncatingIfNeeded: Int64(now * Self.samplesPerSecond))
        let missing = statistics.count(packet, arrival: arrival)
        guard terms.direction.receives else { return }
        let samples = terms.law.decode(packet.payload)
        arrived?(samples)
        buffer.insert(samples, timestamp: packet.timestamp, missingBefore: missing)
    }
}

// MARK: - Protection

extension MediaStream {
    /// What was protected stays so, whatever a description says.
    private mutating func protect(by new: MediaProtection?) {
        guard let new else { return }
        if protection == nil {
            protection = ProtectedMedia(new)
        } else if protection?.change(to: new) == false {
            return
        }
        var generator = SystemRandomNumberGenerator()
        sender.beginAnew(using: &generator)
    }

    /// A datagram as it goes out; nil if it can't be protected as was agreed.
    private func closed(_ bytes: [UInt8], _ kind: SRTPSession.Kind) -> [UInt8]? {
        guard let protection else { return bytes }
        return protection.protect(bytes, kind)
    }

    /// A datagram as it was before it was protected; nil, and counted, if it is not authentic or came before.
    private mutating func open(_ bytes: some Collection<UInt8>, _ kind: SRTPSession.Kind) -> [UInt8]? {
        guard protection != nil else { return Array(bytes) }
        guard let opened = protection?.open(Array(bytes), kind) else {
            unauthentic += 1
            return nil
        }
        return opened
    }
}
