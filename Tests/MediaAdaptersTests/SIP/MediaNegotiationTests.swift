import Audio
import Testing

@testable import MediaAdapters

@Suite struct MediaNegotiationTests {
    static let phone = """
        v=0\r
        o=- 1 1 IN IP4 192.0.2.5\r
        s=call\r
        c=IN IP4 192.0.2.5\r
        t=0 0\r
        m=audio 4000 RTP/AVP 9 8 0 96\r
        a=rtpmap:9 G722/8000\r
        a=rtpmap:8 PCMA/8000\r
        a=rtpmap:96 telephone-event/8000\r
        a=fmtp:96 0-16\r
        a=sendrecv\r

        """

    private func negotiation(_ laws: [G711] = [.muLaw, .aLaw]) -> MediaNegotiation {
        MediaNegotiation(address: IPAddress(version4: 0x0A00_0001), laws: laws, id: 77)
    }

    private func answer(
        _ text: String, laws: [G711] = [.muLaw, .aLaw]
    ) throws -> (text: String, terms: MediaTerms)? {
        var negotiation = negotiation(laws)
        return negotiation.answer(try #require(SessionDescription(text)), port: 20_000)
    }

    @Test func `the first codec of the offer that we have is taken, with its key presses`() throws {
        let (text, terms) = try #require(try answer(Self.phone))
        #expect(terms.law == .aLaw)
        #expect(terms.payloadType == 8)
        #expect(terms.eventPayloadType == 96)
        #expect(terms.peer.description == "192.0.2.5:4000")
        #expect(terms.peerReports.description == "192.0.2.5:4001")
        #expect(terms.direction == .both)
        #expect(
            text == """
                v=0\r
                o=- 77 1 IN IP4 10.0.0.1\r
                s=-\r
                c=IN IP4 10.0.0.1\r
                t=0 0\r
                m=audio 20000 RTP/AVP 8 96\r
                a=rtpmap:8 PCMA/8000\r
                a=rtpmap:96 telephone-event/8000\r
                a=fmtp:96 0-15\r
                a=ptime:20\r
                a=sendrecv\r

                """)
    }

    @Test func `an offer of ours and its answer agree`() throws {
        var ours = negotiation()
        var theirs = negotiation([.aLaw])
        let offered = ours.offer(port: 30_000)
        let offer = try #require(SessionDescription(offered))
        let answered = theirs.answer(offer, port: 31_000)
        let (text, callee) = try #require(answered)
        let answer = try #require(SessionDescription(text))
        let agreed = ours.accept(answer)
        let caller = try #require(agreed)
        #expect(caller.law == .aLaw)
        #expect(callee.law == .aLaw)
        #expect(caller.eventPayloadType == 101)
        #expect(caller.peer.port == 31_000)
        #expect(callee.peer.port == 30_000)
    }

    @Test(arguments: [
        ("sendonly", "recvonly", MediaTerms.Direction(sends: false, receives: false)),
        ("recvonly", "sendonly", .init(sends: true, receives: false)),
        ("inactive", "inactive", .init(sends: false, receives: false)),
        ("sendrecv", "sendrecv", .both),
    ])
    func `a hold is answered as seen from here`(theirs: String, ours: String, direction: MediaTerms.Direction)
        throws
    {
        let offer = Self.phone.replacing("sendrecv", with: theirs)
        let (text, terms) = try #require(try answer(offer))
        #expect(text.contains("a=\(ours)\r\n"))
        #expect(terms.direction == direction)
    }

    @Test func `an address of zeros is a hold too`() throws {
        let (_, terms) = try #require(try answer(Self.phone.replacing("192.0.2.5", with: "0.0.0.0")))
        #expect(terms.direction == .init(sends: false, receives: false))
    }

    @Test func `other media are refused in their places`() throws {
        let video = "m=video 5000 RTP/AVP 97 98\r\na=rtpmap:97 H264/90000\r\n"
        let (text, _) = try #require(try answer(Self.phone + video))
        #expect(text.contains("\r\nm=video 0 RTP/AVP 97\r\n"))
        let audio = try #require(text.firstRange(of: "m=audio"))
        let refused = try #require(text.firstRange(of: "m=video"))
        #expect(audio.lowerBound < refused.lowerBound)
    }

    @Test func `a map that can't be read costs its format and no more`() throws {
        let broken = Self.phone.replacing("a=rtpmap:9 G722/8000", with: "a=rtpmap:9")
            .replacing("telephone-event/8000", with: "telephone-event")
        let (_, terms) = try #require(try answer(broken))
        #expect(terms.law == .aLaw)
        #expect(terms.eventPayloadType == nil)
    }

    @Test(arguments: [
        ("RTP/AVP 9", "RTP/SAVP 9"), ("RTP/AVP 9", "RTP/AVPF 9"), ("audio 4000", "audio 0"),
        ("audio 4000", "audio 99999"),
        ("9 8 0 96", "9 96"), ("IN IP4 192.0.2.5\r\nt", "IN IP4 phone.example\r\nt"),
    ])
    func `what we can't have is not answered`(old: String, new: String) throws {
        #expect(try answer(Self.phone.replacing(old, with: new)) == nil)
    }

    @Test func `what is no description, or too much of one, is none`() {
        #expect(SessionDescription("") == nil)
        #expect(SessionDescription("hello") == nil)
        let many = String(repeating: "m=audio 4000 RTP/AVP 0\r\n", count: 17)
        #expect(SessionDescription("v=0\r\n" + many) == nil)
        #expect(SessionDescription("v=0\r\n" + String(repeating: "a=x\r\n", count: 5_000)) == nil)
    }

    @Test func `the codec of a call stays`() throws {
        var negotiation = negotiation()
        negotiation.keep(.muLaw)
        let offer = try #require(SessionDescription(Self.phone))
        let answered = negotiation.answer(offer, port: 20_000)
        #expect(answered?.terms.law == .muLaw)
    }

    @Test func `a stream that our answer could not repeat refuses the description`() {
        for line in ["m=vid\0eo 4002 RTP/AVP 96", "m=vidéo 4002 RTP/AVP 96", "m=video 4002 RTP/\u{7F} 96"] {
            #expect(SessionDescription(Self.phone + line + "\r\n") == nil)
        }
    }
}
