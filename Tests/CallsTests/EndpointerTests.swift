import Audio
import Calls
import Dialog
import SpokenForms
import TestSupport
import Testing

@Suite struct EndpointerTests {
    private static let quiet = -65.0
    private static let loud = -25.0

    /// Runs `frames` of a level and returns each event with the frame at which it came.
    private func run(
        _ endpointer: inout Endpointer, _ level: Double, _ frames: Int,
        _ completeness: Completeness = .nothing
    ) -> [(Int, Endpointer.Event)] {
        (1...frames).compactMap { frame in
            endpointer.process(levelDBFS: level, completeness: completeness).map { (frame, $0) }
        }
    }

    @Test func `a click of 60 ms does not start speech`() {
        var endpointer = Endpointer()
        #expect(run(&endpointer, Self.quiet, 50).isEmpty)
        #expect(run(&endpointer, Self.loud, 3).isEmpty)
        #expect(run(&endpointer, Self.quiet, 100).isEmpty)
    }

    @Test func `100 ms of speech starts an utterance and says since when`() {
        var endpointer = Endpointer()
        _ = run(&endpointer, Self.quiet, 20)
        let events = run(&endpointer, Self.loud, 5)
        #expect(events.map(\.0) == [5])
        #expect(events.map(\.1) == [.speechStarted(framesAgo: 4)])
    }

    @Test(arguments: [
        (Completeness.closed, 15), (.extendable, 40), (.incomplete, 75), (.nothing, 75),
    ]) func `silence ends an utterance by how complete it is`(completeness: Completeness, frames: Int) {
        var endpointer = Endpointer()
        _ = run(&endpointer, Self.loud, 30, completeness)
        let events = run(&endpointer, Self.quiet, 100, completeness)
        #expect(events.map(\.0) == [10, frames])
        #expect(events.map(\.1) == [.tentativeEnd, .ended(framesAgo: frames, completeness)])
    }

    @Test func `a short sound that cut a prompt is waited for no longer than a whole answer`() {
        func end(after loud: Int, _ completeness: Completeness, isPromptWaiting: Bool) -> Int? {
            var endpointer = Endpointer()
            _ = run(&endpointer, Self.loud, loud)
            return (1...100).first { _ in
                let event = endpointer.process(
                    levelDBFS: Self.quiet, completeness: completeness, isPromptWaiting: isPromptWaiting)
                if case .ended? = event { return true } else { return false }
            }
        }
        #expect(end(after: 9, .nothing, isPromptWaiting: true) == 40)
        #expect(end(after: 10, .nothing, isPromptWaiting: true) == 75)
        #expect(end(after: 9, .incomplete, isPromptWaiting: true) == 75)
        #expect(end(after: 9, .nothing, isPromptWaiting: false) == 75)
    }

    @Test func `a pause within an answer that may go on does not cut it`() {
        var endpointer = Endpointer()
        _ = run(&endpointer, Self.loud, 30, .extendable)
        #expect(run(&endpointer, Self.quiet, 35, .extendable).map(\.1) == [.tentativeEnd])
        #expect(run(&endpointer, Self.loud, 20, .extendable).map(\.1) == [.resumed])
        #expect(run(&endpointer, Self.quiet, 40, .closed).count == 2)
    }

    @Test func `digits read off with pauses of 800 ms are not cut`() {
        var endpointer = Endpointer(profile: .digits)
        for digit in 1...4 {
            let events = run(&endpointer, Self.loud, 15, .extendable).map(\.1)
            #expect(events == (digit == 1 ? [.speechStarted(framesAgo: 4)] : [.resumed]))
            #expect(run(&endpointer, Self.quiet, 40, .extendable).map(\.1) == [.tentativeEnd])
        }
    }

    @Test func `an utterance without end is cut at its longest`() {
        var endpointer = Endpointer()
        var events: [Endpointer.Event] = []
        for _ in 0..<25 {
            events += run(&endpointer, Self.loud, 36, .incomplete).map(\.1)
            events += run(&endpointer, Self.quiet, 4, .incomplete).map(\.1)
        }
        #expect(events.first == .speechStarted(framesAgo: 4))
        #expect(events.contains(.ended(framesAgo: 4, .incomplete)))
    }

    @Test func `what stays loud for seconds is noise, and the line recovers from it`() {
        var endpointer = Endpointer()
        _ = run(&endpointer, Self.loud, 400, .incomplete)
        #expect(!endpointer.isVoiced)
        _ = run(&endpointer, Self.quiet, 150)
        #expect(run(&endpointer, Self.loud, 10).map(\.1) == [.speechStarted(framesAgo: 4)])
    }

    @Test func `the soft end of a word is speech where a soft sound doesn't begin any`() {
        var endpointer = Endpointer(profile: .digits)
        _ = run(&endpointer, -68, 100)
        #expect(run(&endpointer, -56, 10).isEmpty)
        _ = run(&endpointer, Self.loud, 20)
        _ = run(&endpointer, -56, 10)
        #expect(endpointer.isVoiced)
        // So the pause after it isn't 920 ms.
        #expect(run(&endpointer, -68, 36).map(\.1) == [.tentativeEnd])
        #expect(run(&endpointer, Self.loud, 10).map(\.1) == [.resumed])
    }

    @Test func `lost packets don't make a noisy line seem quiet`() {
        var endpointer = Endpointer()
        func noise(_ frames: Int) -> [Endpointer.Event] {
            (0..<frames).flatMap {
                run(&endpointer, $0 % 20 == 7 ? -.infinity : -54, 1, .closed).map(\.1)
            }
        }
        _ = noise(400)
        _ = run(&endpointer, -20, 30)
        #expect(noise(27).last == .ended(framesAgo: 27, .closed))
    }

    @Test func `a noisy line raises the floor and speech above it is still heard`() {
        var endpointer = Endpointer()
        _ = run(&endpointer, -58, 200)
        for step in 0..<40 { _ = run(&endpointer, -58 + Double(step) * 0.4, 20) }
        #expect(!endpointer.isInSpeech)
        #expect(run(&endpointer, -20, 10).map(\.1) == [.speechStarted(framesAgo: 4)])
    }

    @Test func `babble from the first frame on ends no later than silence does`() {
        var endpointer = Endpointer()
        // Louder and softer by turns, as other voices are: never a pause.
        func babble(_ frames: Int) -> [(Int, Endpointer.Event)] {
            let levels = [-38.0, -41, -44, -40, -47, -39, -43]
            return (1...frames).flatMap { frame in
                run(&endpointer, levels[frame % levels.count], 1, .closed).map { (frame, $0.1) }
            }
        }
        #expect(babble(75).map(\.1) == [.speechStarted(framesAgo: 4)])
        #expect(run(&endpointer, -18, 15, .closed).map(\.1) == [.restarted(framesAgo: 7)])
        let after = babble(60)
        // 300 ms, and what a noisy line asks for.
        #expect(after.map(\.0) == [10, 27])
        #expect(after.map(\.1) == [.tentativeEnd, .ended(framesAgo: 27, .closed)])
        // What is known now begins no utterance any more.
        #expect(babble(200).isEmpty)
    }

    @Test func `a louder word after a soft one is the same utterance`() {
        var endpointer = Endpointer()
        _ = run(&endpointer, Self.quiet, 50)
        var events: [Endpointer.Event] = []
        for level in [-45.0, -20] {
            events += run(&endpointer, level, 30, .incomplete).map(\.1)
            events += run(&endpointer, Self.quiet, 30, .incomplete).map(\.1)
        }
        #expect(events == [.speechStarted(framesAgo: 4), .tentativeEnd, .resumed, .tentativeEnd])
    }

    @Test func `a bump within soft speech leaves the words before it`() {
        var endpointer = Endpointer()
        _ = run(&endpointer, Self.quiet, 50)
        #expect(run(&endpointer, -40, 60, .incomplete).map(\.1) == [.speechStarted(framesAgo: 4)])
        #expect(run(&endpointer, -20, 8, .incomplete).isEmpty)
        #expect(run(&endpointer, -40, 40, .closed).isEmpty)
        #expect(endpointer.isVoiced)
    }

    @Test func `frames under a key's tone tell nothing of the line`() {
        var endpointer = Endpointer()
        _ = run(&endpointer, -48, 300)
        for _ in 0..<200 {
            #expect(endpointer.process(levelDBFS: -120, completeness: .nothing, isMasked: true) == nil)
        }
        _ = run(&endpointer, -20, 20, .closed)
        // Still a noisy line.
        #expect(run(&endpointer, -48, 60, .closed).map(\.0) == [10, 27])
    }

    @Test func `a noisy line gives the soft ends of words more time`() {
        var endpointer = Endpointer()
        _ = run(&endpointer, -48, 300, .closed)
        _ = run(&endpointer, -20, 20, .closed)
        #expect(run(&endpointer, -48, 60, .closed).map(\.0) == [10, 27])
    }

    @Test func `digital silence and not-a-number never trap`() {
        var endpointer = Endpointer()
        for level in [-Double.infinity, .nan, .infinity, -400, 0] { _ = run(&endpointer, level, 60) }
        #expect(endpointer.noiseFloor.levelDBFS.isFinite)
    }
}

/// Where a call takes an answer to end, over frames.
@Suite struct EndpointTrialTests {
    private static let today = LocalDate(iso: "2026-03-02")

    /// Silence, then a sentence of a `FakeRecognizer`, then silence.
    private func stream(_ pieces: [(sentence: Int?, frames: Int)]) -> [Int16] {
        pieces.flatMap { piece in
            piece.sentence.map { FakeRecognizer.speech($0, frames: piece.frames).flatMap(\.samples) }
                ?? [Int16](repeating: 0, count: piece.frames * AudioFrame.length)
        }
    }

    private func utterances(
        _ recognizer: any Recognizer, _ samples: [Int16]
    ) throws -> [EndpointTrial.Utterance] {
        let grammar = try ListeningGrammar(
            language: "en-US", target: .digits(4...4), universals: [:], today: try #require(Self.today),
            currency: .usd)
        return try EndpointTrial(grammar, recognizer: recognizer).utterances(in: samples)
    }

    @Test func `a whole answer ends soon, half an answer is waited for`() throws {
        for (words, frames, completeness) in [
            ("one two three four", 41, Completeness.closed), ("one two", 75, .incomplete),
        ] {
            let found = try utterances(
                FakeRecognizer([words]), stream([(nil, 50), (0, 30), (nil, 150)]))
            let utterance = try #require(found.first)
            #expect(found.count == 1)
            #expect(utterance.lastSpeech == 79)
            #expect(utterance.ended - utterance.lastSpeech == frames)
            #expect(utterance.completeness == completeness)
        }
    }
}
