import Audio
import Foundation
import Testing

/// Our voice on its way back: later, softer, and spread by the hybrid.
private struct EchoingLine {
    /// Syllables of noise, as a voice has them.
    static func voice(seconds: Int, dBFS: Double, seed: UInt64) -> [Int16] {
        var state = seed
        let peak = 32_768 * Double.exp10(dBFS / 20) * 1.732
        return (0..<seconds * 8_000).map { index in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let noise = Double(Int64(bitPattern: state) >> 32) / Double(1 << 31)
            let isSyllable = index % 2_000 < 1_400
            return Int16(clamping: Int(isSyllable ? noise * peak : noise * peak / 60))
        }
    }

    static func echo(of samples: [Int16], lossDB: Double, delay: Int) -> [Int16] {
        // The taps' energy is one.
        let taps: [(Int, Double)] = [(0, 0.8), (3, -0.4), (9, 0.35), (17, -0.25)]
        let gain = Double.exp10(-lossDB / 20)
        return samples.indices.map { index in
            var sum = 0.0
            for (place, tap) in taps where index - delay - place >= 0 {
                sum += tap * Double(samples[index - delay - place])
            }
            return G711.muLaw.decode(G711.muLaw.encode(Int16(clamping: Int(sum * gain))))
        }
    }

    static func frames(_ samples: [Int16]) -> [AudioFrame] {
        stride(from: 0, to: samples.count, by: AudioFrame.length).map {
            AudioFrame(Array(samples[$0..<$0 + AudioFrame.length]))
        }
    }
}

extension Double {
    fileprivate static func exp10(_ power: Double) -> Double { pow(10, power) }
}

@Suite struct EchoTests {
    private static let ours = EchoingLine.voice(seconds: 8, dBFS: -18, seed: 1)

    @Test(arguments: [80, 640, 1_600]) func `what comes back is taken out, at any delay`(delay: Int) {
        let back = EchoingLine.echo(of: Self.ours, lossDB: 12, delay: delay)
        let canceller = EchoCanceller()
        var (before, after) = ([Double](), [Double]())
        for (sent, received) in zip(EchoingLine.frames(Self.ours), EchoingLine.frames(back)) {
            let clean = canceller.process(received: received, sent: sent)
            before.append(LevelMeter.rmsDBFS(received.samples))
            after.append(LevelMeter.rmsDBFS(clean.samples))
        }
        let loudest = (before.suffix(100).max() ?? 0, after.suffix(100).max() ?? 0)
        #expect(loudest.1 < loudest.0 - 10)
    }

    @Test func `the caller's voice stays while ours is taken out`() throws {
        let back = EchoingLine.echo(of: Self.ours, lossDB: 18, delay: 640)
        let caller = EchoingLine.frames(EchoingLine.voice(seconds: 8, dBFS: -24, seed: 5))
        let canceller = EchoCanceller()
        var kept: [Double] = []
        for (index, (sent, echo)) in zip(
            EchoingLine.frames(Self.ours), EchoingLine.frames(back)
        ).enumerated() {
            let said = index < 350 ? AudioFrame.silence : caller[index]
            let mixed = zip(echo.samples, said.samples).map { Int16(clamping: Int($0) + Int($1)) }
            let clean = canceller.process(received: AudioFrame(mixed), sent: sent)
            if index >= 350 { kept.append(LevelMeter.rmsDBFS(clean.samples)) }
        }
        #expect(abs(try #require(kept.max()) - -24) < 4)
    }

    @Test(arguments: [12.0, 24, 36]) func `levels tell how much comes back`(loss: Double) {
        let back = EchoingLine.echo(of: Self.ours, lossDB: loss, delay: 800)
        var line = EchoReturn()
        for (sent, received) in zip(EchoingLine.frames(Self.ours), EchoingLine.frames(back)) {
            line.process(
                sentDBFS: LevelMeter.rmsDBFS(sent.samples), receivedDBFS: LevelMeter.rmsDBFS(received.samples)
            )
        }
        #expect(abs(line.lossDB - loss) < 4)
    }

    @Test func `a line without an echo is known after some seconds, and nothing is judged in silence`() {
        var line = EchoReturn()
        for _ in 0..<200 { line.process(sentDBFS: -120, receivedDBFS: -20) }
        #expect(line.lossDB == 18)
        #expect(line.isOver)
        for sent in EchoingLine.frames(Self.ours) {
            line.process(sentDBFS: LevelMeter.rmsDBFS(sent.samples), receivedDBFS: -70)
        }
        #expect(line.lossDB > 38)
    }
}
