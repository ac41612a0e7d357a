/// A report about media streams (RFC 3550, section 6.4): who sends it, what they sent and what they received.
struct RTCPPacket: Sendable, Hashable {
    /// What a sender has sent so far.
    struct Sending: Sendable, Hashable {
        /// Seconds since 1900, 32 bits and 32 bits of fraction.
        var ntp: UInt64
        var timestamp: UInt32
        var packets: UInt32
        var octets: UInt32
    }

    /// How one stream was received.
    struct Block: Sendable, Hashable {
        var source: UInt32
        /// Of 256, since the last report.
        var fractionLost: UInt8
        /// Since the beginning; 24 bits with a sign, for duplicates count against it.
        var lost: Int32
        var highest: UInt32
        var jitter: UInt32
        /// The middle of the NTP time of the last sender report, and the time since, in 1/65 536 s.
        var lastReport: UInt32
        var delay: UInt32
    }

    var source: UInt32
    var sending: Sending?
    var blocks: [Block] = []

    private enum Kind {
        static let senderReport: UInt8 = 200
        static let receiverReport: UInt8 = 201
        static let description: UInt8 = 202
    }
    private static let canonicalName: UInt8 = 1
    private static let blockLength = 24

    init(source: UInt32, sending: Sending?, blocks: [Block]) {
        self.source = source
        self.sending = sending
        self.blocks = blocks
    }
}

extension RTCPPacket {
    /// Reads the first report of a compound packet; nil if there is none.
    init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count >= 8, bytes.count <= RTPPacket.mostBytes, bytes[0] >> 6 == 2,
            bytes[1] == Kind.senderReport || bytes[1] == Kind.receiverReport
        else { return nil }
        let length = 4 * (Int(bytes[2]) << 8 | Int(bytes[3])) + 4
        guard length <= bytes.count, length >= 8 else { return nil }
        source = bytes.bigEndian32(at: 4)
        var start = 8
        if bytes[1] == Kind.senderReport {
            guard length >= start + 20 else { return nil }
            let ntp = UInt64(bytes.bigEndian32(at: 8)) << 32 | UInt64(bytes.bigEndian32(at: 12))
            sending = Sending(
                ntp: ntp, timestamp: bytes.bigEndian32(at: 16), packets: bytes.bigEndian32(at: 20),
                octets: bytes.bigEndian32(at: 24))
            start += 20
        }
        for _ in 0..<(bytes[0] & 0x1F) {
            guard length >= start + Self.blockLength else { return nil }
            blocks.append(Block(bytes, at: start))
            start += Self.blockLength
        }
    }

    /// The report with the canonical name that every compound packet carries (section 6.1).
    ///
    /// The name says nothing: it is the source in hexadecimal.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        let blocks = blocks.prefix(31)
        let words = 1 + (sending == nil ? 0 : 5) + 6 * blocks.count
        bytes.append(0x80 | UInt8(clamping: blocks.count))
        bytes.append(sending == nil ? Kind.receiverReport : Kind.senderReport)
        bytes += [UInt8(truncatingIfNeeded: words >> 8), UInt8(truncatingIfNeeded: words)]
        bytes.appendBigEndian(source)
        if let sending {
            bytes.appendBigEndian(UInt32(truncatingIfNeeded: sending.ntp >> 32))
            bytes.appendBigEndian(UInt32(truncatingIfNeeded: sending.ntp))
            bytes.appendBigEndian(sending.timestamp)
            bytes.appendBigEndian(sending.packets)
            bytes.appendBigEndian(sending.octets)
        }
        for block in blocks { bytes += block.bytes }

        let name = Array(String(source, radix: 16).utf8)
        // The item ends with at least one zero byte and fills whole words.
        let padding = 4 - (2 + name.count) % 4
        let descriptionWords = 1 + (2 + name.count + padding) / 4
        bytes += [0x81, Kind.description, 0, UInt8(clamping: descriptionWords)]
        bytes.appendBigEndian(source)
        bytes += [Self.canonicalName, UInt8(clamping: name.count)] + name
        bytes += [UInt8](repeating: 0, count: padding)
        return bytes
    }
}

extension RTCPPacket.Block {
    fileprivate init(_ bytes: [UInt8], at start: Int) {
        source = bytes.bigEndian32(at: start)
        fractionLost = bytes[start + 4]
        // 24 bits with a sign: shifted up and back down.
        lost = Int32(bitPattern: bytes.bigEndian32(at: start + 4) << 8) >> 8
        highest = bytes.bigEndian32(at: start + 8)
        jitter = bytes.bigEndian32(at: start + 12)
        lastReport = bytes.bigEndian32(at: start + 16)
        delay = bytes.bigEndian32(at: start + 20)
    }

    fileprivate var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(source)
        bytes.appendBigEndian(UInt32(fractionLost) << 24 | UInt32(bitPattern: lost) & 0xFF_FFFF)
        for number in [highest, jitter, lastReport, delay] { bytes.appendBigEndian(number) }
        return bytes
    }
}
