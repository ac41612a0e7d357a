import Foundation
import Testing

@testable import Acoustics

struct ModelAdaptationTests {
    private static let model = Result { () throws in try Voices.telephoneModel() }
    private static let sounds = [
        "one": ["W AH N"], "two": ["T UW"], "five": ["F AY V"], "six": ["S IH K S"], "nine": ["N AY N"],
    ].mapValues { $0.map { $0.split(separator: " ").map(String.init) } }

    private static func utterances(speakers: [String]) throws -> [ModelAdaptation.Utterance] {
        try [1, 2, 5, 6, 9].enumerated().flatMap { index, digit in
            let word = try #require([1: "one", 2: "two", 5: "five", 6: "six", 9: "nine"][digit])
            let samples = try Voices.prompt("digits/\(digit)")
            return speakers.map { speaker in
                ModelAdaptation.Utterance(
                    speaker: speaker, words: [word], tried: samples, learnt: [samples, samples])
            }
        }
    }

    @Test func `speakers are held out in turn, and what resembles them makes their words likelier`() throws {
        let adaptation = ModelAdaptation(try Self.model.get(), weight: 10) { Self.sounds[$0] ?? [] }
        // One voice under two names: held out under one, learnt from under the other.
        let result = try adaptation.adapt(Self.utterances(speakers: ["a", "b"]))
        #expect(result.parts == .speakers)
        #expect(result.unaligned == 0)
        #expect(Set(result.speakers.keys) == ["a", "b"])
        #expect(result.total.utterances == 10)
        #expect(result.total.gain > 1)
        #expect(result.total.rightAfter >= result.total.rightBefore)
        let again = try adaptation.adapt(Self.utterances(speakers: ["a", "b"]))
        #expect(again.means == result.means)
    }

    @Test func `means move towards what was seen by its weight, and others stay`() throws {
        let model = try Self.model.get()
        let senone = 2_000
        let codebook = model.codebook(of: senone)
        var features = FrameMatrix(frames: 50, width: 39)
        for index in features.values.indices { features.values[index] = 0.5 }
        var seen = Occupancies(model)
        seen.add(features, [Int](repeating: senone, count: 50), model)
        let moved = seen.means(of: model, weight: 1e-9)
        let held = seen.means(of: model, weight: 1e12)
        let size = 3 * 128 * 13
        for index in model.means.values.indices {
            let (old, new) = (model.means.values[index], moved.values[index])
            if !(codebook * size..<(codebook + 1) * size).contains(index) { #expect(new == old) }
            #expect(abs(held.values[index] - old) < 1e-4)
            // A density was seen or it wasn't; where it was, everything was 0.5.
            #expect(abs(new - old) < 1e-3 || abs(new - 0.5) < 1e-3)
        }
        #expect(moved.values != model.means.values)
    }

    @Test func `with one speaker single recordings are held out, and one recording is judged by nothing`()
        throws
    {
        let adaptation = ModelAdaptation(try Self.model.get()) { Self.sounds[$0] ?? [] }
        let one = try Self.utterances(speakers: ["a"])
        let result = try adaptation.adapt(one)
        #expect(result.parts == .utterances)
        #expect(result.total.utterances == 5)
        let alone = try adaptation.adapt([one[0]])
        #expect(alone.total.utterances == 0)
        #expect(!alone.helps)
    }

    @Test func `a recording that its words don't fit teaches nothing, and an unknown word is named`() throws {
        let adaptation = ModelAdaptation(try Self.model.get()) { Self.sounds[$0] ?? [] }
        let short = ModelAdaptation.Utterance(
            speaker: "a", words: ["six"], tried: [0, 1], learnt: [[0, 1], []])
        let result = try adaptation.adapt(Self.utterances(speakers: ["b"]) + [short])
        #expect(result.unaligned == 1)
        let unknown = ModelAdaptation.Utterance(speaker: "a", words: ["blorp"], tried: [], learnt: [])
        #expect(throws: PhoneNetworkFailure.unknownWord("blorp")) { try adaptation.adapt([unknown]) }
    }
}
