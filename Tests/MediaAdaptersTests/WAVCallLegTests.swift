import Audio
import Calls
import MediaAdapters
import Testing

@Suite struct WAVCallLegTests {
    typealias Taken = WAVCallLeg.TakenTurn

    @Test func `a turn begins after the reaction time of listening`() throws {
        var engine = ScriptedEngine(try .turns([ScriptedEngine.turn("a", ticks: 4)], ScriptedEngine.quiet()))
        engine.speak(10)
        engine.listen(30)
        #expect(engine.turns == [Taken(name: "a", firstTick: 25, endTick: 29)])
        let samples = engine.samples
        #expect(samples[..<(25 * 160)].allSatisfy { $0 == 0 })
        #expect(samples[(25 * 160)..<(29 * 160)].allSatisfy { $0 == 5_000 })
        #expect(samples[(29 * 160)...].allSatisfy { $0 == 0 })
    }

    @Test func `listening that breaks off is no reaction`() throws {
        var engine = ScriptedEngine(try .turns([ScriptedEngine.turn("a", ticks: 4)]))
        for _ in 0..<10 {
            engine.listen(15)
            engine.speak(1)
        }
        #expect(engine.turns.isEmpty)
    }

    @Test func `the next turn waits for the engine to speak and listen again`() throws {
        let turns = [ScriptedEngine.turn("a", ticks: 5), ScriptedEngine.turn("b", ticks: 5)]
        var engine = ScriptedEngine(try .turns(turns))
        engine.listen(40)
        engine.speak(100)
        engine.listen(20)
        #expect(
            engine.turns == [
                Taken(name: "a", firstTick: 15, endTick: 20), Taken(name: "b", firstTick: 155, endTick: 160),
            ])
    }

    @Test func `a turn goes on while the engine speaks, and that does not ask for the next`() throws {
        let turns = [ScriptedEngine.turn("a", ticks: 50), ScriptedEngine.turn("b", ticks: 5)]
        var engine = ScriptedEngine(try .turns(turns))
        engine.listen(20)
        engine.speak(20)
        engine.listen(25 + 60)
        #expect(engine.turns == [Taken(name: "a", firstTick: 15, endTick: 65)])
        engine.speak(1)
        engine.listen(20)
        #expect(engine.turns.last == Taken(name: "b", firstTick: 141, endTick: 146))
    }

    @Test func `a caller who is only listened to loses patience after two seconds`() throws {
        let turns = [ScriptedEngine.turn("a", ticks: 5), ScriptedEngine.turn("b", ticks: 5)]
        var engine = ScriptedEngine(try .turns(turns))
        engine.listen(200)
        #expect(engine.turns.map(\.firstTick) == [15, 120])
    }

    @Test func `keys arrive every 120 ms`() throws {
        var engine = ScriptedEngine(try .turns([.keys("12*#"), .keys("9")], ScriptedEngine.quiet()))
        engine.listen(40)
        #expect(engine.keyTicks == [15, 21, 27, 33])
        #expect(engine.turns == [Taken(name: "4 keys", firstTick: 15, endTick: 39)])
        engine.speak(1)
        engine.listen(16)
        #expect(engine.keys == "12*#9")
        #expect(engine.samples.allSatisfy { $0 == 0 })
    }

    @Test func `tones are heard as keys`() throws {
        var engine = ScriptedEngine(try .turns([.tones("1228#")]))
        engine.listen(80)
        #expect(engine.keys.isEmpty)
        #expect(String(DTMFDetector().process(G711.muLaw.carried(engine.samples))) == "1228#")
    }

    @Test func `silence counts from the question and the next turn follows at once`() throws {
        let turns = [.silence(.seconds(1)), ScriptedEngine.turn("late", ticks: 5)]
        var engine = ScriptedEngine(try .turns(turns))
        engine.speak(10)
        engine.listen(80)
        #expect(
            engine.turns == [
                Taken(name: "silence of 1.0 seconds", firstTick: 10, endTick: 60),
                Taken(name: "late", firstTick: 60, endTick: 65),
            ])
    }

    @Test func `after a silence that outlasts the listening the next turn waits for the question`() throws {
        let turns = [.silence(.seconds(6)), ScriptedEngine.turn("a", ticks: 5)]
        var engine = ScriptedEngine(try .turns(turns))
        engine.listen(250)
        engine.speak(100)
        engine.listen(30)
        #expect(engine.turns.map(\.firstTick) == [0, 365])
    }

    @Test func `silence after a turn is the answer to the next question`() throws {
        let turns = [
            ScriptedEngine.turn("a", ticks: 5), .silence(.seconds(6)), ScriptedEngine.turn("b", ticks: 5),
        ]
        var engine = ScriptedEngine(try .turns(turns))
        engine.listen(60)
        engine.speak(40)
        engine.listen(320)
        #expect(engine.turns.map(\.firstTick) == [15, 100, 400])
    }

    @Test func `a hang-up is told once and is for good`() throws {
        var engine = ScriptedEngine(try .turns([.hangUp, ScriptedEngine.turn("never", ticks: 5)]))
        engine.listen(15)
        #expect(engine.hangUpTick == nil)
        engine.listen(1)
        engine.speak(10)
        engine.listen(100)
        #expect(engine.hangUpTick == 15)
        #expect(engine.inputs.count { $0.hasHungUp } == 1)
        #expect(engine.turns.map(\.name) == ["hangup"])
    }

    @Test func `after the last turn the caller is silent or hangs up in time`() throws {
        let turns = [ScriptedEngine.turn("a", ticks: 5)]
        var patient = ScriptedEngine(try .turns(turns))
        patient.listen(2_000)
        #expect(patient.hangUpTick == nil)
        var manner = WAVCallLeg.Manner()
        manner.hangUpAfter = .seconds(3)
        var brief = ScriptedEngine(try .turns(turns, manner))
        brief.listen(200)
        #expect(brief.hangUpTick == 20 + 150)
        var mute = ScriptedEngine(try .turns([], manner))
        mute.speak(200)
        #expect(mute.hangUpTick == 150)
    }

    @Test func `a recording plays from answer on, sample by sample`() throws {
        let samples = (0..<1_000).map { Int16($0 % 7 == 0 ? 0 : $0) }
        var engine = ScriptedEngine(.continuous(samples))
        engine.speak(3)
        engine.listen(7)
        #expect(Array(engine.samples.prefix(1_000)) == samples)
        #expect(engine.samples[1_120...].contains { $0 != 0 })
        #expect(engine.turns == [Taken(name: "recording", firstTick: 0, endTick: 7)])
        #expect(engine.hangUpTick == nil)
    }

    @Test func `a recording may end in a hang-up`() {
        var manner = WAVCallLeg.Manner()
        manner.hangUpAfter = .milliseconds(100)
        for (count, expected) in [(0, 5), (1, 6), (160, 6), (161, 7)] {
            var engine = ScriptedEngine(.continuous([Int16](repeating: 1, count: count), manner))
            engine.speak(20)
            #expect(engine.hangUpTick == expected)
        }
    }

    @Test func `the line is never digital silence, and the same seed gives the same line`() throws {
        func line(seed: UInt64) throws -> [Int16] {
            var manner = WAVCallLeg.Manner()
            manner.seed = seed
            var engine = ScriptedEngine(try .turns([ScriptedEngine.turn("a", value: 0, ticks: 50)], manner))
            engine.listen(200)
            return engine.samples
        }
        let samples = try line(seed: 1)
        #expect(abs(LevelMeter.rmsDBFS(samples) - -65) < 0.3)
        for start in stride(from: 0, to: samples.count, by: 160) {
            #expect(samples[start..<(start + 160)].contains { $0 != 0 })
        }
        #expect(try line(seed: 1) == samples)
        #expect(try line(seed: 2) != samples)
    }

    @Test func `clips at other rates come at the telephone's`() throws {
        let clip = AudioClip(samples: [Int16](repeating: 1_000, count: 16_000), sampleRateHz: 16_000)
        var engine = ScriptedEngine(try .turns([.audio(clip, name: "wide")]))
        engine.listen(100)
        #expect(engine.turns == [Taken(name: "wide", firstTick: 15, endTick: 65)])
        let strange = AudioClip(samples: [1], sampleRateHz: 7)
        #expect(throws: AudioFailure.self) { _ = try WAVCallLeg.turns([.audio(strange, name: "strange")]) }
    }
}
