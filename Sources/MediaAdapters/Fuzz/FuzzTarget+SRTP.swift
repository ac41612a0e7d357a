extension FuzzTarget {
    private static let exampleKey = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"
    private static let cryptoLines = """
        1 AES_CM_128_HMAC_SHA1_80 inline:\(exampleKey)|2^20|1:4 WSH=128
        2 AES_CM_128_HMAC_SHA1_32 inline:\(exampleKey)|1000000
        3 AEAD_AES_128_GCM inline:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGw== -FEC_ORDER=FEC_SRTP
        4 AEAD_AES_256_GCM inline:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKis=|66051:3
        """

    /// Keys of session descriptions, some lines an input.
    static var cryptoAttribute: FuzzTarget {
        FuzzTarget(
            "crypto", "lines of keys: as long as their suite wants; written again they are read the same",
            samples: [Array(cryptoLines.utf8)], reading: readCryptoLines)
    }

    private static func readCryptoLines(_ bytes: [UInt8]) -> Verdict {
        var verdict = Verdict.refused
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let crypto = try? CryptoAttribute(line) else { continue }
            guard crypto.key.bytes.count == crypto.suite.keyLength else {
                return .broken("a key of \(crypto.key.bytes.count) bytes")
            }
            guard (1...(1 << 48)).contains(crypto.key.lifetime ?? 1) else {
                return .broken("an endless lifetime")
            }
            guard (try? CryptoAttribute(crypto.text.dropFirst("crypto:".count))) == crypto else {
                return .broken("written again it is something else")
            }
            verdict = .accepted
        }
        return verdict
    }

    private static let packetKey = SRTPKey(bytes: (0..<30).map { UInt8($0) })
    private static let closedPackets: [[UInt8]] = {
        guard let session = try? SRTPSession(.aesCM128HMAC80, packetKey, .sending) else { return [] }
        let packets = (UInt16(0)..<3).compactMap { number in
            session.protect(
                RTPPacket(
                    payloadType: 8, sequence: number, timestamp: 160 * UInt32(number), source: 7,
                    payload: [UInt8](repeating: 0xD5, count: 160)
                ).bytes, .packet)
        }
        let report = session.protect(RTCPPacket(source: 7, sending: nil, blocks: []).bytes, .report)
        return packets + (report.map { [$0] } ?? [])
    }()

    /// Datagrams of a protected call; and each of them, whatever it is, protected and opened by us.
    static var protectedPacket: FuzzTarget {
        FuzzTarget(
            "srtp",
            "protected packets: nothing that was changed is taken; what can be protected is opened as it was",
            samples: closedPackets
        ) {
            let receiving = try? SRTPSession(.aesCM128HMAC80, packetKey, .receiving)
            return { bytes in
                guard let receiving else { return .broken("libsrtp can't be had") }
                for kind in [SRTPSession.Kind.packet, .report]
                where receiving.open(bytes, kind) != nil && !closedPackets.contains(bytes) {
                    return .broken("a changed one is opened")
                }
                return protectAndOpen(bytes)
            }
        }
    }

    private static func protectAndOpen(_ bytes: [UInt8]) -> Verdict {
        guard let sending = try? SRTPSession(.aesCM128HMAC32, packetKey, .sending),
            let receiving = try? SRTPSession(.aesCM128HMAC32, packetKey, .receiving)
        else { return .broken("libsrtp can't be had") }
        var verdict = Verdict.refused
        for kind in [SRTPSession.Kind.packet, .report] {
            guard let closed = sending.protect(bytes, kind), closed.count <= RTPPacket.mostBytes else {
                continue
            }
            guard receiving.open(closed, kind) == bytes else { return .broken("it is not opened as it was") }
            guard receiving.open(closed, kind) == nil else { return .broken("it is opened twice") }
            verdict = .accepted
        }
        return verdict
    }
}
