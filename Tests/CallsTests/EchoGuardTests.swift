import Audio
import Dialog
import SpokenForms
import TestSupport
import Testing

@testable import Calls

/// Our own voice on the line is not the caller's.
@Suite struct EchoGuardTests {
    /// Syllables of noise of one level, as a voice has them.
    private static func voice(_ frames: Int, dBFS: Double, seed: UInt64) -> [AudioFrame] {
        var state = seed
        let loud = LevelMeter.amplify([Int16](repeating: 18_900, count: 1), byDB: dBFS)[0]
        return (0..<frames).map { frame in
            AudioFrame(
                (0..<AudioFrame.length).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    let noise = Int(Int64(bitPattern: state) >> 48) * Int(loud) / 18_900
                    return Int16(clamping: frame % 12 < 9 ? noise : noise / 60)
                })
        }
    }

    private static func echo(of frames: [AudioFrame], lossDB: Double, delayedBy frame: Int) -> [AudioFrame] {
        frames.indices.map {
            $0 < frame ? .silence : AudioFrame(LevelMeter.amplify(frames[$0 - frame].samples, byDB: -lossDB))
        }
    }

    /// The ticks at which somebody is heard to begin.
    private static func beginnings(received: [AudioFrame], sent: [AudioFrame]) throws -> [Int] {
        var hearing = Hearing(recognizer: FakeRecognizer([]))
        let grammar = try ListeningGrammar(
            language: "en-US", target: .yesNo, universals: [:],
            today: try #require(LocalDate(iso: "2026-03-02")), currency: .usd)
        try hearing.listen(grammar, keyGrammar: grammar, profile: Endpointer.Profile())
        var found: [Int] = []
        for (tick, (received, sent)) in zip(received, sent).enumerated() {
            for case .speechStarted in try hearing.process(
                LegInput(frame: received), sent: sent, tick: tick)
            { found.append(tick) }
        }
        return found
    }

    @Test(arguments: [14.0, 20, 26, 32], [2, 8]) func `our own echo is nobody's speech`(
        loss: Double, delay: Int
    ) throws {
        let ours = Self.voice(400, dBFS: -18, seed: 1)
        let back = Self.echo(of: ours, lossDB: loss, delayedBy: delay)
        let found = try Self.beginnings(received: back, sent: ours)
        // While it finds out how much comes back it may be mistaken: then the notices play, which nothing cuts.
        #expect(found.filter { $0 > 150 } == [])
    }

    @Test(arguments: [14.0, 32]) func `a caller is heard over our echo`(loss: Double) throws {
        let ours = Self.voice(400, dBFS: -18, seed: 1)
        let caller = Self.voice(400, dBFS: -22, seed: 9)
        let mixed = zip(Self.echo(of: ours, lossDB: loss, delayedBy: 4), caller).enumerated().map {
            tick, both in
            tick < 320
                ? both.0
                : AudioFrame(zip(both.0.samples, both.1.samples).map { Int16(clamping: Int($0) + Int($1)) })
        }
        let found = try Self.beginnings(received: mixed, sent: ours)
        #expect(found.contains { (320...340).contains($0) })
    }

    @Test func `on a line without an echo frames stay as they are`() {
        var guardian = EchoGuard()
        let caller = Self.voice(400, dBFS: -22, seed: 3)
        let ours = Self.voice(300, dBFS: -18, seed: 4) + [AudioFrame](repeating: .silence, count: 100)
        for tick in 0..<400 {
            let received = tick < 300 ? AudioFrame.silence : caller[tick]
            let heard = guardian.process(received: received, sent: ours[tick])
            if tick >= 300 { #expect(heard.frame.samples == received.samples) }
        }
    }
}
