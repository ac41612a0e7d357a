/// What became of the other side's packets: loss and jitter as RTCP reports them (RFC 3550, appendix A).
struct ReceptionStatistics: Sendable, Hashable {
    /// Restarts after a jump of so many numbers (appendix A.1).
    private static let mostDropout = 3_000
    private static let mostMisorder = 100

    private(set) var source: UInt32?
    private var base: UInt32 = 0
    /// The greatest sequence number with the count of its wraps in front.
    private(set) var highest: UInt32 = 0
    private var received = 0
    private var expectedBefore = 0
    private var receivedBefore = 0
    /// In units of the timestamp.
    private var jitter = 0.0
    private var transit: Int32?
    /// A number far off: the next one in a row shows that the sender has begun anew.
    private var suspect: UInt16?

    /// RFC 3550 interarrival jitter in milliseconds.
    var jitterMs: Double { jitter / 8 }

    /// Counts a packet; returns how many packets are missing right before it, nil if it is behind others or begins a
    /// new count.
    ///
    /// Arrival is in samples of 1/8 000 s of our clock; nil leaves the packet out of the jitter, as those of a key
    /// press, which share a timestamp.
    @discardableResult
    mutating func count(_ packet: RTPPacket, arrival: UInt32?) -> Int? {
        guard source == packet.source else {
            begin(packet)
            return nil
        }
        let step = Int(packet.sequence &- UInt16(truncatingIfNeeded: highest))
        if step > 65_536 - Self.mostMisorder || step == 0 {
            received += 1
            return nil
        }
        guard step < Self.mostDropout else {
            if packet.sequence == suspect {
                begin(packet)
            } else {
                suspect = packet.sequence &+ 1
            }
            return nil
        }
        suspect = nil
        highest &+= UInt32(step)
        received += 1
        if let arrival { measureJitter(packet, arrival: arrival) }
        return step - 1
    }

    private mutating func begin(_ packet: RTPPacket) {
        self = ReceptionStatistics(jitter: jitter)
        source = packet.source
        base = UInt32(packet.sequence)
        highest = base
        received = 1
    }

    /// Appendix A.8.
    private mutating func measureJitter(_ packet: RTPPacket, arrival: UInt32) {
        let now = Int32(bitPattern: arrival &- packet.timestamp)
        if let transit {
            let difference = abs(Double(now &- transit))
            jitter += (difference - jitter) / 16
        }
        transit = now
    }

    /// What is reported of the time since the last report.
    mutating func report() -> RTCPPacket.Block? {
        guard let source else { return nil }
        let expected = Int(highest &- base) + 1
        let lost = expected - received
        let expectedNow = expected - expectedBefore
        let lostNow = expectedNow - (received - receivedBefore)
        expectedBefore = expected
        receivedBefore = received
        let fraction = expectedNow > 0 && lostNow > 0 ? lostNow * 256 / expectedNow : 0
        return RTCPPacket.Block(
            source: source, fractionLost: UInt8(clamping: fraction),
            lost: Int32(clamping: min(max(lost, -0x80_0000), 0x7F_FFFF)), highest: highest,
            jitter: UInt32(clamping: Int(jitter.rounded())), lastReport: 0, delay: 0)
    }

    init() {}
    private init(jitter: Double) { self.jitter = jitter }
}
