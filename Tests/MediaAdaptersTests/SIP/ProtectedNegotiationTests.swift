import Audio
import Testing

@testable import MediaAdapters

@Suite struct ProtectedNegotiationTests {
    private static let key = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"
    private static let otherKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

    private func offer(_ crypto: [String], _ profile: String = "RTP/SAVP") throws -> SessionDescription {
        let lines =
            [
                "v=0", "c=IN IP4 192.0.2.5", "m=audio 4000 \(profile) 0 101",
                "a=rtpmap:101 telephone-event/8000",
            ]
            + crypto.map { "a=crypto:\($0)" }
        return try #require(SessionDescription(lines.map { $0 + "\r\n" }.joined()))
    }

    private func negotiation(_ srtp: SIPSettings.SRTPUse) -> MediaNegotiation {
        MediaNegotiation(
            address: IPAddress(version4: 0x0A00_0001), laws: [.muLaw, .aLaw], srtp: srtp, id: 77)
    }

    private func ours(_ text: String) throws -> SessionDescription.Media {
        try #require(SessionDescription(text)?.media.first)
    }

    @Test(arguments: ["RTP/SAVP", "RTP/AVP"])
    func `the first suite of an offer that we have is answered with a key of our own`(profile: String) throws
    {
        var negotiation = negotiation(.ifAsked)
        let offer = try offer(
            [
                "1 F8_128_HMAC_SHA1_80 inline:\(Self.key)",
                "4 AES_CM_128_HMAC_SHA1_32 inline:\(Self.key)|2^20",
            ], profile)
        let answered = negotiation.answer(offer, port: 20_000)
        let (text, terms) = try #require(answered)
        let media = try ours(text)
        #expect(media.profile == profile)
        #expect(media.crypto.map(\.tag) == [4])
        #expect(media.crypto.first?.suite == .aesCM128HMAC32)
        let protection = try #require(terms.protection)
        #expect(media.crypto.first?.key == protection.ours)
        #expect(protection.theirs == offer.media[0].crypto[0].key)
        #expect(protection.ours.bytes != protection.theirs.bytes)
        #expect(!text.contains(Self.key))
    }

    @Test func `what may be is as the setting says`() throws {
        let crypto = ["1 AES_CM_128_HMAC_SHA1_80 inline:\(Self.key)"]
        let (insists, asks, clear) = (
            try offer(crypto), try offer(crypto, "RTP/AVP"), try offer([], "RTP/AVP")
        )
        let (without, unknown) = (try offer([]), try offer(crypto, "UDP/TLS/RTP/SAVP"))
        func isProtected(_ srtp: SIPSettings.SRTPUse, _ offer: SessionDescription) -> Bool? {
            var negotiation = negotiation(srtp)
            let answered = negotiation.answer(offer, port: 20_000)
            return answered.map { $0.terms.protection != nil }
        }
        #expect(isProtected(.never, insists) == nil)
        #expect(isProtected(.never, asks) == false)
        #expect(isProtected(.required, clear) == nil)
        for srtp in [SIPSettings.SRTPUse.ifAsked, .offered] { #expect(isProtected(srtp, clear) == false) }
        for srtp in [SIPSettings.SRTPUse.ifAsked, .offered, .required] {
            #expect(isProtected(srtp, insists) == true)
            #expect(isProtected(srtp, asks) == true)
        }
        for srtp in SIPSettings.SRTPUse.allCases {
            #expect(isProtected(srtp, without) == nil)
            #expect(isProtected(srtp, unknown) == nil)
        }
        #expect(negotiation(.never).objection(to: insists) == "no RTP/SAVP here")
        #expect(negotiation(.ifAsked).objection(to: without) == "RTP/SAVP without a=crypto")
        #expect(negotiation(.required).objection(to: clear)?.hasPrefix("audio must be protected") == true)
        let wrong = try offer(["1 AES_CM_128_HMAC_SHA1_80 inline:x"])
        #expect(
            negotiation(.ifAsked).objection(to: wrong)
                == "line 5: a=crypto: its key is not 30 bytes in base64")
    }

    @Test func `a protected stream is taken before one in the clear`() throws {
        let text = """
            v=0\r
            c=IN IP4 192.0.2.5\r
            m=audio 4000 RTP/AVP 0\r
            m=audio 4002 RTP/SAVP 8\r
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:\(Self.key)\r

            """
        var negotiation = negotiation(.ifAsked)
        let answered = negotiation.answer(try #require(SessionDescription(text)), port: 20_000)
        let (answer, terms) = try #require(answered)
        #expect(terms.peer.port == 4_002)
        #expect(SessionDescription(answer)?.media.map(\.port) == [0, 20_000])
    }

    @Test(arguments: [SIPSettings.SRTPUse.offered, .required])
    func `an offer of ours names keys, and its answer agrees on one of each side`(
        srtp: SIPSettings.SRTPUse
    ) throws {
        var caller = negotiation(srtp)
        var callee = negotiation(.ifAsked)
        let offered = caller.offer(port: 30_000)
        let media = try ours(offered)
        #expect(media.profile == (srtp == .required ? "RTP/SAVP" : "RTP/AVP"))
        #expect(media.crypto.map(\.suite) == SRTPSuite.offered)
        #expect(Set(media.crypto.map(\.key)).count == media.crypto.count)
        let answered = callee.answer(try #require(SessionDescription(offered)), port: 31_000)
        let (text, theirs) = try #require(answered)
        let agreed = caller.accept(try #require(SessionDescription(text)))
        let ours = try #require(agreed?.protection)
        #expect(ours.theirs == theirs.protection?.ours)
        #expect(ours.ours == theirs.protection?.theirs)
    }

    @Test func `an answer in the clear is taken only if it may be`() throws {
        for (srtp, isTaken) in [
            (SIPSettings.SRTPUse.never, true), (.ifAsked, true), (.offered, true), (.required, false),
        ] {
            var caller = negotiation(srtp)
            _ = caller.offer(port: 30_000)
            let terms = caller.accept(try offer([], "RTP/AVP"))
            #expect((terms != nil) == isTaken)
            #expect(terms?.protection == nil)
        }
    }

    @Test(arguments: [
        "9 AES_CM_128_HMAC_SHA1_80 inline:KEY", "1 AES_CM_128_HMAC_SHA1_32 inline:KEY", "1 x inline:KEY",
    ])
    func `an answer with keys that answer to none of ours is not taken`(line: String) throws {
        var caller = negotiation(.offered)
        _ = caller.offer(port: 30_000)
        let answer = try offer([line.replacing("KEY", with: Self.key)], "RTP/AVP")
        let terms = caller.accept(answer)
        #expect(terms == nil)
    }

    @Test func `a protected call stays so, keeps its keys, and takes new ones`() throws {
        var negotiation = negotiation(.ifAsked)
        let first = try offer(["1 AES_CM_128_HMAC_SHA1_80 inline:\(Self.key)"])
        let begun = negotiation.answer(first, port: 20_000)
        let again = negotiation.answer(first, port: 20_000)
        let begin = try #require(begun?.terms.protection)
        #expect(again?.terms.protection == begin)
        #expect(!negotiation.understands(try offer([], "RTP/AVP")))
        let renewed = negotiation.answer(
            try offer(["1 AES_CM_128_HMAC_SHA1_80 inline:\(Self.otherKey)"]), port: 20_000)
        let renewal = try #require(renewed?.terms.protection)
        #expect(renewal.theirs != begin.theirs)
        #expect(renewal.ours != begin.ours)
        // Asked for an offer of ours, we name the key that we have.
        let offered = negotiation.offer(port: 20_000)
        let media = try ours(offered)
        #expect(media.profile == "RTP/SAVP")
        #expect(media.crypto.map(\.key) == [renewal.ours])
        let answer = negotiation.accept(try offer(["1 AES_CM_128_HMAC_SHA1_80 inline:\(Self.key)"]))
        #expect(answer?.protection?.ours == renewal.ours)
        #expect(answer?.protection?.theirs == begin.theirs)
    }
}
