import Dialog
import Live
import Testing

@testable import MediaAdapters

@Suite struct SIPValuesTests {
    @Test func `addresses are read, compared and written`() throws {
        for text in ["192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::1", "::"] {
            #expect(IPAddress(text)?.description == text)
        }
        #expect(IPAddress("::ffff:192.0.2.1") == IPAddress("192.0.2.1"))
        #expect(IPAddress("[2001:db8::1]") == IPAddress("2001:db8::1"))
        for text in ["", "host", "192.0.2", "192.0.2.1.5", "1::2::3"] { #expect(IPAddress(text) == nil) }
        let six = Endpoint(address: try #require(IPAddress("2001:db8::1")), port: 5_060)
        #expect(six.description == "[2001:db8::1]:5060")
    }

    @Test func `nothing gets into a header that could end it`() {
        #expect(SIPURI.isSafe("sip:+12025550123@gateway.example;transport=tcp"))
        for text in [
            "sip:", "tel:+1", "sips:a@b", "sip:a@b\r\nX: y", "sip:a@b>", "sip:a b@c", "sip:\"@b", "sip:é@b",
            "sip:" + String(repeating: "a", count: 600),
        ] {
            #expect(!SIPURI.isSafe(text))
        }
        #expect(SIPURI.destination("+12025550199", host: "pbx:5060") == "sip:+12025550199@pbx:5060")
        #expect(SIPURI.destination("sip:agents@pbx", host: "other") == "sip:agents@pbx")
        #expect(SIPURI.destination("agents@pbx", host: "other") == nil)
        #expect(SIPURI.destination("a\r\nb", host: "other") == nil)
    }

    @Test func `extension headers are written, and nothing else`() {
        let bad = ["Subject": "a", "X-Bad": "a\r\nFrom: b", "X y": "a"]
        let headers = bad.merging(["X-Account": "B-7", "x-zone": "2"]) { $1 }
        #expect(SIPURI.headers(headers) == "X-Account: B-7\r\nx-zone: 2\r\n")
        #expect(SIPURI.headers([:]) == "")
    }

    @Test func `each refusal has its response, and each response what to note`() {
        #expect(Refusal.allCases.map { SIPStatus.response(to: $0).status } == [503, 503, 404, 403, 500])
        let expected: [(Int, Disposition)] = [
            (486, .busy), (600, .busy), (408, .noAnswer), (480, .noAnswer), (487, .noAnswer),
            (404, .disconnected),
            (410, .disconnected), (484, .disconnected), (604, .disconnected), (503, .congestion),
            (603, .failed),
            (403, .failed), (401, .failed), (488, .failed), (302, .failed),
        ]
        for (status, disposition) in expected {
            #expect(SIPStatus.disposition(status: status) == disposition)
        }
    }

    @Test func `a transfer is told by the status of its target`() {
        #expect(SIPStatus.status(ofFragment: "SIP/2.0 180 Ringing\r\n") == 180)
        for text in ["", "SIP/2.0", "SIP/2.0 99 X", "HTTP/1.1 200 OK", "SIP/2.0 two"] {
            #expect(SIPStatus.status(ofFragment: text) == nil)
        }
        #expect(SIPStatus.transfer(status: 180) == nil)
        #expect(SIPStatus.transfer(status: 200) == .connected)
        #expect(SIPStatus.transfer(status: 486) == .busy)
        #expect(SIPStatus.transfer(status: 480) == .noAnswer)
        #expect(SIPStatus.transfer(status: 603) == .closed)
        #expect(SIPStatus.transfer(status: 404) == .failed)
    }

    @Test func `ports go out in pairs, the one given back last`() {
        var pool = PortPool(10_001...10_006)
        #expect([pool.take(), pool.take(), pool.take()] == [10_002, 10_004, nil])
        pool.giveBack(10_004)
        #expect(pool.take() == 10_004)
        pool.giveBack(10_002)
        pool.giveBack(10_004)
        #expect(pool.take() == 10_002)
    }

    @Test func `settings say what is wrong with them`() {
        func problem(_ change: (inout SIPSettings) -> Void) -> String? {
            var settings = SIPSettings()
            change(&settings)
            return settings.problem
        }
        #expect(problem { _ in } == nil)
        #expect(problem { $0.listeners = [] }?.contains("listen") ?? false)
        #expect(problem { $0.listeners = [.init(.udp, address: "host")] }?.contains("host") ?? false)
        #expect(problem { $0.listeners = [.init(.udp, address: "0.0.0.0")] }?.contains("advertised") ?? false)
        #expect(problem { $0.listeners = [.init(.tls)] }?.contains("certificate") ?? false)
        #expect(problem { $0.advertised = "here" }?.contains("here") ?? false)
        #expect(problem { $0.mediaPorts = 20_000...20_000 }?.contains("20000") ?? false)
        #expect(problem { $0.codecs = [] }?.contains("codec") ?? false)
        #expect(problem { $0.mostCalls = 0 }?.contains("calls") ?? false)
        #expect(problem { $0.outboundProxy = "proxy" }?.contains("proxy") ?? false)
        #expect(problem { $0.user = "a b" }?.contains("a b") ?? false)
    }
}
