import Audio
import Dialog
import Testing

@testable import Calls

/// The tone after which a machine records, from what the frames of a line sound like.
@Suite struct ToneWaitTests {
    private enum Part {
        case speech(Int)
        case quiet(Int)
        case tone(Int, hertz: Double = 1_000, dBFS: Double = -18)
        /// Two tones at once, as a network's ringing has.
        case ringing(Int)
    }

    private static func sounds(_ part: Part) -> [LineSound] {
        switch part {
        case .speech(let frames):
            (0..<frames).map { LineSound(isVoiced: true, levelDBFS: $0 % 8 < 6 ? -20 : -36) }
        case .quiet(let frames): Array(repeating: LineSound(isVoiced: false, levelDBFS: -65), count: frames)
        case .tone(let frames, let hertz, let level):
            Array(
                repeating: LineSound(isVoiced: true, levelDBFS: level, tone: .single(hertz: hertz)),
                count: frames)
        case .ringing(let frames):
            Array(
                repeating: LineSound(isVoiced: true, levelDBFS: -18, tone: .double(hertz: 440, 480)),
                count: frames)
        }
    }

    /// The outcome, and in which frame it was known.
    private static func found(
        _ parts: Part..., timeout: Duration = .seconds(30), known: ToneWait.Known = .nothing
    ) -> (outcome: WaitOutcome, frame: Int)? {
        var wait = ToneWait(timeout: timeout, known: known)
        for (index, sound) in parts.flatMap(Self.sounds).enumerated() {
            if let outcome = wait.process(sound) { return (outcome, index + 1) }
        }
        return nil
    }

    @Test(arguments: [425.0, 1_000, 1_400, 2_000], [8, 25, 60])
    func `a tone behind words is what is waited for`(hertz: Double, frames: Int) throws {
        let found = try #require(
            Self.found(.speech(200), .quiet(15), .tone(frames, hertz: hertz), .quiet(50)))
        #expect(found.outcome == .beep)
        // 60 ms until the tone is known to be over, 200 ms without words.
        #expect((215 + frames + 10...215 + frames + 15).contains(found.frame))
    }

    @Test func `a tone that words follow was not the last`() throws {
        let found = try #require(
            Self.found(
                .speech(100), .tone(20), .quiet(5), .speech(150), .quiet(10), .tone(20), .quiet(40)))
        #expect(found.outcome == .beep && found.frame > 305)
    }

    @Test func `words after a tone that is far louder are words all the same`() throws {
        let found = try #require(
            Self.found(
                .speech(40), .tone(20, dBFS: -1), .quiet(5), .speech(150), .quiet(10), .tone(20, dBFS: -1),
                .quiet(40)))
        #expect(found.outcome == .beep && found.frame > 245)
    }

    @Test func `a line of the network has nobody who records`() {
        #expect(Self.found(.tone(17, hertz: 1_780), .quiet(30), known: .network)?.outcome == .noBeep)
    }

    @Test func `ringing and words alone are none`() throws {
        let talk = try #require(Self.found(.speech(2_000), timeout: .seconds(10)))
        #expect(talk.outcome == .noBeep && talk.frame == 500)
        let ringing = try #require(
            Self.found(.ringing(100), .quiet(200), .ringing(100), .quiet(200), timeout: .seconds(10)))
        #expect(ringing.outcome == .noBeep)
    }

    @Test func `a tone that goes on for ever ends the wait all the same`() throws {
        let found = try #require(Self.found(.tone(5_000), timeout: .seconds(10)))
        #expect(found.outcome == .noBeep)
        #expect(found.frame == Endpointer.frames(.seconds(10) + ToneWait.longestTone))
    }

    @Test func `a tone by which the machine was known counts, unless it is long ago`() throws {
        let found = try #require(Self.found(.quiet(30), known: .tone(since: 5)))
        #expect(found.outcome == .beep && found.frame == 5)
        #expect(Self.found(.quiet(30), known: .tone(since: ToneWait.stillCounts + 1)) == nil)
        #expect(Self.found(.speech(30), known: .tone(since: 5)) == nil)
    }
}
