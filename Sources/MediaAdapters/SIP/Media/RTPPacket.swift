/// One packet of a media stream (RFC 3550, section 5.1).
struct RTPPacket: Sendable, Hashable {
    /// 7 bits: what the payload is, as the session description says.
    var payloadType: UInt8
    /// The first packet after a silence, or of a key press.
    var marker = false
    var sequence: UInt16
    /// In samples of 1/8 000 s.
    var timestamp: UInt32
    /// Who sends (SSRC).
    var source: UInt32
    var payload: [UInt8]
}

extension RTPPacket {
    private static let headerLength = 12
    /// Longer datagrams are no telephone audio: 200 ms of G.711 are 1 600 bytes.
    static let mostBytes = 2_048

    /// Reads a datagram; nil for whatever is no packet of version 2 with a payload.
    init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard let start = Self.payloadStart(bytes) else { return nil }
        // Between 64 and 95 it is RTCP that came to the wrong port (RFC 5761, section 4).
        payloadType = bytes[1] & 0x7F
        guard !(64...95).contains(payloadType) else { return nil }
        marker = bytes[1] & 0x80 != 0
        sequence = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        timestamp = bytes.bigEndian32(at: 4)
        source = bytes.bigEndian32(at: 8)

        var end = bytes.count
        if bytes[0] & 0x20 != 0 {
            let padding = Int(bytes[end - 1])
            guard padding > 0 else { return nil }
            end -= padding
        }
        guard start < end else { return nil }
        payload = Array(bytes[start..<end])
    }

    /// Where the payload, protected or not, begins; nil if it is no packet of version 2 with its header and a payload.
    static func payloadStart(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= headerLength, bytes.count <= mostBytes, bytes[0] >> 6 == 2 else { return nil }
        var start = headerLength + 4 * Int(bytes[0] & 0x0F)
        if bytes[0] & 0x10 != 0 {
            guard bytes.count >= start + 4 else { return nil }
            start += 4 + 4 * (Int(bytes[start + 2]) << 8 | Int(bytes[start + 3]))
        }
        return start < bytes.count ? start : nil
    }

    /// The datagram.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerLength + payload.count)
        bytes.append(0x80)
        bytes.append((marker ? 0x80 : 0) | payloadType & 0x7F)
        bytes.append(UInt8(sequence >> 8))
        bytes.append(UInt8(truncatingIfNeeded: sequence))
        bytes.appendBigEndian(timestamp)
        bytes.appendBigEndian(source)
        bytes += payload
        return bytes
    }
}

extension [UInt8] {
    /// The number that four bytes are; the caller has made sure that they are there.
    func bigEndian32(at start: Int) -> UInt32 {
        self[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func appendBigEndian(_ number: UInt32) {
        for shift in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }
}
