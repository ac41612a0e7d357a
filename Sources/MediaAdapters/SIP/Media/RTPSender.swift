import Audio

/// Numbers and stamps what we send: one packet every 20 ms, in step with the ticks of the call.
///
/// The timestamp follows the ticks and not the packets, so a pause (a hold) is a jump in it and not a shift: the
/// other side's clock never drifts from ours.
struct RTPSender: Sendable {
    private let law: G711
    private let payloadType: UInt8
    private(set) var source: UInt32
    private var sequence: UInt16
    private(set) var timestamp: UInt32
    /// Whether the packet before this tick was audio; the first one after a silence is marked.
    private var isTalking = false
    /// Packets and payload bytes so far, for sender reports; they wrap as RFC 3550 lets them.
    private(set) var packets: UInt32 = 0
    private(set) var octets: UInt32 = 0

    /// Numbers begin below this: who opens protected packets then knows how often they have wrapped (RFC 4568, section 6.4).
    private static let firstSequences: ClosedRange<UInt16> = 0...0x7FFF

    /// Begins anywhere in the numbers, as RFC 3550 asks for.
    init(law: G711, payloadType: UInt8, using generator: inout some RandomNumberGenerator) {
        self.law = law
        self.payloadType = payloadType
        source = UInt32.random(in: 1 ... .max, using: &generator)
        sequence = UInt16.random(in: Self.firstSequences, using: &generator)
        timestamp = UInt32.random(in: .min ... .max, using: &generator)
    }

    /// Goes on as another source, as under a new key: whoever opens its packets begins to count with it.
    mutating func beginAnew(using generator: inout some RandomNumberGenerator) {
        source = UInt32.random(in: 1 ... .max, using: &generator)
        sequence = UInt16.random(in: Self.firstSequences, using: &generator)
        isTalking = false
        (packets, octets) = (0, 0)
    }

    /// The frame of this tick as a packet.
    mutating func audio(_ frame: AudioFrame) -> RTPPacket {
        var samples = frame.samples
        if samples.count != AudioFrame.length {
            samples = Array(samples.prefix(AudioFrame.length))
            samples += [Int16](repeating: 0, count: AudioFrame.length - samples.count)
        }
        let packet = packet(payloadType, marker: !isTalking, at: timestamp, law.encode(samples))
        isTalking = true
        timestamp &+= UInt32(AudioFrame.length)
        return packet
    }

    /// A tick in which no audio is sent.
    mutating func silent() {
        isTalking = false
        timestamp &+= UInt32(AudioFrame.length)
    }

    /// The report of a key as a packet; its timestamp is the one of the press.
    mutating func event(
        _ report: TelephoneEvent, payloadType: UInt8, marker: Bool, at start: UInt32
    ) -> RTPPacket {
        packet(payloadType, marker: marker, at: start, report.bytes)
    }

    private mutating func packet(
        _ type: UInt8, marker: Bool, at timestamp: UInt32, _ payload: [UInt8]
    ) -> RTPPacket {
        defer { sequence &+= 1 }
        packets &+= 1
        octets &+= UInt32(truncatingIfNeeded: payload.count)
        return RTPPacket(
            payloadType: type, marker: marker, sequence: sequence, timestamp: timestamp, source: source,
            payload: payload)
    }
}
