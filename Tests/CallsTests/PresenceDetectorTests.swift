import Audio
import Dialog
import Testing

@testable import Calls

/// Who answers, from what the frames of a line sound like.
@Suite struct PresenceDetectorTests {
    /// A stretch of a line, in frames.
    private enum Part {
        /// Words of -20 dBFS with short dips, as speech has them.
        case speech(Int)
        case quiet(Int)
        /// Noise of one level that the endpointer takes for speech.
        case noise(Int, dBFS: Double)
        case tone(Int, hertz: Double, dBFS: Double = -18)
        case double(Int)
        case fax(FaxToneDetector.Tone)
    }

    private static func sounds(_ part: Part) -> [LineSound] {
        switch part {
        case .speech(let frames):
            (0..<frames).map { LineSound(isVoiced: true, levelDBFS: $0 % 8 < 6 ? -20 : -36) }
        case .quiet(let frames): Array(repeating: LineSound(isVoiced: false, levelDBFS: -65), count: frames)
        case .noise(let frames, let level):
            (0..<frames).map { LineSound(isVoiced: true, levelDBFS: level + Double($0 % 5)) }
        case .tone(let frames, let hertz, let level):
            Array(
                repeating: LineSound(isVoiced: true, levelDBFS: level, tone: .single(hertz: hertz)),
                count: frames)
        case .double(let frames):
            Array(
                repeating: LineSound(isVoiced: true, levelDBFS: -18, tone: .double(hertz: 440, 480)),
                count: frames)
        case .fax(let tone):
            [LineSound(isVoiced: true, levelDBFS: -18, tone: .single(hertz: 1_100), fax: tone)]
        }
    }

    /// The outcome, and how many frames after the last part began it was known.
    private static func found(
        _ parts: Part..., purpose: Wait.Purpose = .greeting
    ) -> (outcome: WaitOutcome, after: Int)? {
        var detector = PresenceDetector(purpose, timeout: .seconds(4))
        for part in parts {
            for (index, sound) in Self.sounds(part).enumerated() {
                if let outcome = detector.process(sound) { return (outcome, index + 1) }
            }
        }
        return nil
    }

    @Test(arguments: [10, 25, 50, 80, 120])
    func `whoever says little and waits is a person, answered within a second`(frames: Int) throws {
        let found = try #require(Self.found(.quiet(20), .speech(frames), .quiet(60)))
        #expect(found.outcome == .person)
        // The last dip of the words already counts.
        #expect(found.after <= 42)
    }

    @Test func `whoever talks on is a machine`() {
        #expect(Self.found(.quiet(20), .speech(400))?.outcome == .machine)
        #expect(Self.found(.quiet(20), .speech(60), .quiet(20), .speech(400))?.outcome == .machine)
    }

    @Test func `a greeting with a tone behind it is a machine's however short it is`() {
        #expect(
            Self.found(.quiet(10), .speech(40), .quiet(10), .tone(20, hertz: 1_000), .quiet(40))?.outcome
                == .machine)
    }

    @Test func `a tone that is far louder than the words before it is a machine's too`() {
        #expect(
            Self.found(.quiet(10), .speech(40), .quiet(10), .tone(20, hertz: 1_000, dBFS: -6), .quiet(40))?
                .outcome == .machine)
    }

    @Test func `few words before a tone that is longer than they are a machine's`() {
        #expect(
            Self.found(.quiet(10), .speech(30), .quiet(5), .tone(60, hertz: 1_000), .quiet(40))?.outcome
                == .machine)
    }

    @Test func `a calling fax on a line with noise before it is one`() {
        #expect(
            Self.found(.noise(30, dBFS: -40), .tone(25, hertz: 1_100, dBFS: -12), .quiet(40))?.outcome == .fax
        )
    }

    @Test func `somebody who speaks after a tone is a person`() {
        #expect(Self.found(.tone(15, hertz: 440), .quiet(10), .speech(30), .quiet(60))?.outcome == .person)
    }

    @Test func `a facsimile machine is told from a person's telephone`() {
        #expect(Self.found(.quiet(30), .fax(.answering))?.outcome == .fax)
        #expect(Self.found(.quiet(30), .fax(.calling))?.outcome == .fax)
        // After words this is the tone of a mailbox.
        #expect(Self.found(.quiet(30), .speech(40), .fax(.calling)) == nil)
        #expect(Self.found(.fax(.answering), purpose: .person) == nil)
        // One tone, where packets are lost and it can't be recognised; two of a mailbox don't add up to it.
        #expect(Self.found(.tone(90, hertz: 2_100))?.outcome == .fax)
        let twice = Self.found(.speech(40), .tone(45, hertz: 2_100), .quiet(15), .tone(45, hertz: 2_100))
        #expect(twice?.outcome != .fax)
    }

    @Test func `ring-back is nobody yet, and rings are waited for`() throws {
        let ring: [Part] = [.double(100), .quiet(200)]
        var detector = PresenceDetector(.greeting, timeout: .seconds(4))
        for part in ring + ring {
            for sound in Self.sounds(part) { #expect(detector.process(sound) == nil) }
        }
        var outcomes: [WaitOutcome] = []
        for sound in Self.sounds(.speech(30)) + Self.sounds(.quiet(40)) {
            if let outcome = detector.process(sound) { outcomes.append(outcome) }
        }
        #expect(outcomes.first == .person)
    }

    @Test func `a network that only sends tones, or special information, has nobody`() {
        #expect(Self.found(.double(3_000))?.outcome == .machine)
        #expect(
            Self.found(
                .quiet(10), .tone(17, hertz: 950), .tone(17, hertz: 1_400), .tone(17, hertz: 1_780),
                .quiet(20)
            )?.outcome == .machine)
    }

    @Test func `silence and a click are silence`() throws {
        let silence = try #require(Self.found(.quiet(300)))
        #expect(silence.outcome == .silence && silence.after == 200)
        #expect(Self.found(.noise(300, dBFS: -40))?.outcome == .silence)
    }

    @Test func `somebody in a room full of voices is answered like anybody`() {
        #expect(Self.found(.noise(60, dBFS: -45), .speech(30), .noise(60, dBFS: -45))?.outcome == .person)
        #expect(Self.found(.noise(60, dBFS: -45), .speech(400))?.outcome == .machine)
    }

    @Test func `whatever a line sounds like, it is known in time who is there`() {
        let parts: [Part] = [
            .speech(7), .quiet(9), .noise(30, dBFS: -50), .tone(8, hertz: 425), .double(60),
            .noise(9, dBFS: -25),
            .quiet(100), .fax(.calling), .tone(70, hertz: 1_000),
        ]
        let bound = Endpointer.frames(.seconds(4) + PresenceDetector.longestWait)
        var state: UInt64 = 7
        for _ in 0..<200 {
            var detector = PresenceDetector(.greeting, timeout: .seconds(4))
            var (frames, isKnown) = (0, false)
            while !isKnown, frames <= bound {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                for sound in Self.sounds(parts[Int(state >> 33) % parts.count]) where !isKnown {
                    frames += 1
                    isKnown = detector.process(sound) != nil
                }
            }
            #expect(isKnown && frames <= bound)
        }
    }
}
