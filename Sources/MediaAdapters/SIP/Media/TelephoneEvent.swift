/// One report of a key (RFC 4733, section 2.3); a press is told by several of them.
struct TelephoneEvent: Sendable, Hashable {
    /// 0–15 are the keys `0`–`9`, `*`, `#` and `A`–`D`.
    var code: UInt8
    /// Whether the key was let go.
    var isEnd: Bool
    /// Since the press, in samples of 1/8 000 s.
    var duration: UInt16

    private static let keys = Array("0123456789*#")

    init(code: UInt8, isEnd: Bool, duration: UInt16) {
        self.code = code
        self.isEnd = isEnd
        self.duration = duration
    }

    /// Reads a payload; nil if it is too short.
    ///
    /// A further report in the same payload is not looked at.
    init?(_ payload: [UInt8]) {
        guard payload.count >= 4 else { return nil }
        code = payload[0]
        isEnd = payload[1] & 0x80 != 0
        duration = UInt16(payload[2]) << 8 | UInt16(payload[3])
    }

    /// The payload, at the usual level of -10 dBm0.
    var bytes: [UInt8] {
        [code, (isEnd ? 0x80 : 0) | 10, UInt8(duration >> 8), UInt8(truncatingIfNeeded: duration)]
    }

    /// The key, if it is one that telephones have.
    var key: Character? { Int(code) < Self.keys.count ? Self.keys[Int(code)] : nil }

    static func code(of key: Character) -> UInt8? {
        keys.firstIndex(of: key).flatMap { UInt8(exactly: $0) }
    }
}

/// Makes one key of the many packets that tell a press, whichever of them are lost.
struct TelephoneEventReceiver: Sendable {
    /// A press longer than this is told in segments with new timestamps (RFC 4733, section 2.5.1.3).
    private static let nearlyFullDuration: UInt16 = 0xF000

    /// Bounds what is remembered; a late packet of a source before these is taken for a press.
    private static let mostSources = 4

    /// The last press of a source.
    private struct Press: Sendable {
        let source: UInt32
        var event: TelephoneEvent
        var timestamp: UInt32
    }

    /// The source that spoke last stands last.
    private var presses: [Press] = []

    /// Returns the key if this is the first packet of its press that came.
    ///
    /// Each source (SSRC) counts its timestamps from somewhere else (RFC 3550, section 5.1), so a new one begins anew;
    /// packets of the one before may still be on their way.
    mutating func receive(_ event: TelephoneEvent, timestamp: UInt32, source: UInt32) -> Character? {
        guard let place = presses.firstIndex(where: { $0.source == source }) else {
            if presses.count >= Self.mostSources { presses.removeFirst() }
            presses.append(Press(source: source, event: event, timestamp: timestamp))
            return event.key
        }
        let known = presses.remove(at: place)
        presses.append(known)
        let ahead = Int32(bitPattern: timestamp &- known.timestamp)
        // A packet of an older press that was overtaken tells nothing new.
        guard ahead >= 0 else { return nil }
        var event = event
        if ahead == 0 {
            event.isEnd = event.isEnd || known.event.isEnd
            event.duration = max(event.duration, known.event.duration)
        }
        presses[presses.count - 1] = Press(source: source, event: event, timestamp: timestamp)
        guard ahead > 0 else { return nil }
        return isFurtherSegment(event, ahead: ahead, of: known.event) ? nil : event.key
    }

    private func isFurtherSegment(_ event: TelephoneEvent, ahead: Int32, of known: TelephoneEvent) -> Bool {
        event.code == known.code && !known.isEnd && known.duration >= Self.nearlyFullDuration
            && ahead <= 0xFFFF
    }
}

/// Presses keys one after another: what to send in each tick.
struct TelephoneEventSender: Sendable {
    /// What one tick sends of a press.
    struct Report: Sendable, Hashable {
        let event: TelephoneEvent
        /// The first packet of the press.
        let isFirst: Bool
    }

    /// Bounds what waits to be sent.
    private static let mostKeys = 64
    /// A press lasts 100 ms and is followed by a pause of 100 ms.
    private static let pressTicks = 5
    private static let pauseTicks = 5
    /// The end is said three times (RFC 4733, section 2.5.1.4).
    private static let endReports = 3
    private static let samplesPerTick = 160

    private var waiting: [UInt8] = []
    private var tick = 0

    /// Queues keys; what is no key is left out, and so is what exceeds the bound.
    mutating func press(_ keys: String) {
        let codes = keys.compactMap(TelephoneEvent.code)
        waiting += codes.prefix(max(Self.mostKeys - waiting.count, 0))
    }

    /// The reports of this tick; empty in a pause, nil if there is nothing to press.
    mutating func next() -> [Report]? {
        guard let code = waiting.first else { return nil }
        defer { advance() }
        guard tick < Self.pressTicks else { return [] }
        let isEnd = tick == Self.pressTicks - 1
        let duration = UInt16(clamping: (tick + 1) * Self.samplesPerTick)
        let report = Report(
            event: TelephoneEvent(code: code, isEnd: isEnd, duration: duration), isFirst: tick == 0)
        return [Report](repeating: report, count: isEnd ? Self.endReports : 1)
    }

    private mutating func advance() {
        tick += 1
        guard tick >= Self.pressTicks + Self.pauseTicks else { return }
        tick = 0
        waiting.removeFirst()
    }
}
