import Audio
import Live
import Testing

@testable import MediaAdapters

/// The audio of a call under keys, without a socket.
@Suite struct ProtectedStreamTests {
    private static let address = IPAddress(version4: 0xC000_0201)
    private let peer = Endpoint(address: address, port: 4_000)
    private let reports = Endpoint(address: address, port: 4_001)
    private let level = G711.muLaw.carried([8_000])[0]
    private var loud: AudioFrame { AudioFrame([Int16](repeating: level, count: 160)) }

    /// A call's two sides, the first protecting by `ours` what the second opens.
    private final class Sides {
        var first: MediaStream
        var second: MediaStream
        init(_ first: MediaStream, _ second: MediaStream) { (self.first, self.second) = (first, second) }
    }

    private func terms(_ protection: MediaProtection?) -> MediaTerms {
        MediaTerms(
            law: .muLaw, payloadType: 0, eventPayloadType: 101, peer: peer, peerReports: reports,
            direction: .both, protection: protection)
    }

    private func protections(
        _ suite: SRTPSuite = .aesCM128HMAC80, _ one: SRTPKey? = nil, _ other: SRTPKey? = nil
    ) -> (MediaProtection, MediaProtection) {
        let (one, other) = (one ?? .random(for: suite), other ?? .random(for: suite))
        return (
            MediaProtection(suite: suite, ours: one, theirs: other),
            MediaProtection(suite: suite, ours: other, theirs: one)
        )
    }

    private func sides(_ first: MediaProtection?, _ second: MediaProtection?) -> Sides {
        var generator = SplitMix64(seed: 4)
        return Sides(
            MediaStream(terms(first), using: &generator), MediaStream(terms(second), using: &generator))
    }

    /// Lets the first side speak for some ticks; returns how many loud samples the second heard.
    private func talk(_ sides: Sides, ticks: Int, from start: Int = 0) -> Int {
        var heard = 0
        for tick in start..<start + ticks {
            for bytes in sides.first.send(loud) {
                _ = sides.second.receive(bytes, from: peer, now: Double(tick) / 50)
            }
            heard += sides.second.next().frame.samples.count { $0 == level }
        }
        return heard
    }

    @Test(arguments: SRTPSuite.allCases)
    func `speech, keys and reports come through`(suite: SRTPSuite) throws {
        let (one, other) = protections(suite)
        let sides = sides(one, other)
        #expect(talk(sides, ticks: 20) > 17 * 160)
        sides.first.press("5")
        var keys = ""
        for tick in 20..<40 {
            for bytes in sides.first.send(loud) {
                _ = sides.second.receive(bytes, from: peer, now: Double(tick) / 50)
            }
            keys += String(sides.second.next().keys)
        }
        #expect(keys == "5")
        var report: [UInt8]?
        for _ in 0..<250 where report == nil { report = sides.second.report(now: 5, ntpSeconds: 4e9) }
        let closed = try #require(report)
        let isTaken = sides.first.receiveReport(closed, from: reports, now: 5)
        #expect(isTaken)
        #expect(sides.first.quality.remoteLoss == 0)
        #expect(sides.second.quality.unauthentic == 0)
    }

    @Test func `another key, none, changes and repetitions are dropped and counted`() throws {
        let (one, other) = protections()
        let sides = sides(one, other)
        let mine = sides.first.send(loud)[0]
        var changed = mine
        changed[40] ^= 1
        let stranger = self.sides(protections().0, nil).first
        var strangers = stranger
        let clear = RTPPacket(payloadType: 0, sequence: 1, timestamp: 1, source: 1, payload: [1, 2]).bytes
        for (bytes, isTheirs) in [
            (changed, false), (mine, true), (mine, false), (strangers.send(loud)[0], false), (clear, false),
        ] {
            let isTaken = sides.second.receive(bytes, from: peer, now: 0)
            #expect(isTaken == isTheirs)
        }
        let isReport = sides.second.receiveReport(
            RTCPPacket(source: 1, sending: nil, blocks: []).bytes, from: reports, now: 0)
        #expect(!isReport)
        #expect(sides.second.quality.unauthentic == 5)
        #expect(sides.second.quality.discarded == 5)
    }

    @Test func `a datagram that is not authentic doesn't choose the port`() {
        let (one, other) = protections()
        let sides = sides(one, other)
        let forged = RTPPacket(payloadType: 0, sequence: 1, timestamp: 1, source: 1, payload: [1, 2]).bytes
        _ = sides.second.receive(forged, from: Endpoint(address: Self.address, port: 666), now: 0)
        let true1 = sides.first.send(loud)[0]
        let isTaken = sides.second.receive(true1, from: Endpoint(address: Self.address, port: 4_444), now: 0)
        #expect(isTaken)
    }

    @Test func `keys that stay go on counting over a hold`() {
        let (one, other) = protections()
        let sides = sides(one, other)
        let before = sides.first.send(loud)[0]
        _ = sides.second.receive(before, from: peer, now: 0)
        var held = terms(other)
        held.direction = .init(sends: false, receives: false)
        sides.second.change(to: held)
        sides.second.change(to: terms(other))
        sides.first.change(to: terms(one))
        let isTakenAgain = sides.second.receive(before, from: peer, now: 0)
        #expect(!isTakenAgain)
        #expect(talk(sides, ticks: 20) > 16 * 160)
    }

    @Test func `new keys are followed on both sides, and what was on its way is still heard`() {
        let (one, other) = protections()
        let sides = sides(one, other)
        #expect(talk(sides, ticks: 20) > 17 * 160)
        let late = sides.first.send(loud)[0]
        let (one2, other2) = protections(.aesGCM128)
        sides.second.change(to: terms(other2))
        let isLateTaken = sides.second.receive(late, from: peer, now: 0.4)
        #expect(isLateTaken)
        let old = sides.first.send(loud)[0]
        sides.first.change(to: terms(one2))
        #expect(talk(sides, ticks: 20, from: 21) > 15 * 160)
        // Under the new key something came: the former one is over.
        let isOldTaken = sides.second.receive(old, from: peer, now: 1)
        #expect(!isOldTaken)
    }

    @Test func `a call in the clear may become protected, and never the other way`() {
        let (one, other) = protections()
        let sides = sides(nil, nil)
        #expect(talk(sides, ticks: 10) > 7 * 160)
        sides.first.change(to: terms(one))
        sides.second.change(to: terms(other))
        #expect(talk(sides, ticks: 20, from: 10) > 15 * 160)
        sides.second.change(to: terms(nil))
        let clear = RTPPacket(payloadType: 0, sequence: 1, timestamp: 1, source: 1, payload: [1, 2]).bytes
        let isTaken = sides.second.receive(clear, from: peer, now: 1)
        #expect(!isTaken)
        #expect(talk(sides, ticks: 20, from: 30) > 17 * 160)
    }
}
