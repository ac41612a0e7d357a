import Dialog
import SpokenForms
import Testing

@testable import Acoustics

/// Searches of recorded voices in small grammars, with the packaged model moved to 8 kHz.
struct PathSearchTests {
    private static let model = Result { () throws in try Voices.telephoneModel() }
    private static let digits = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]
    private static let sounds: [String: [[String]]] = [
        "zero": ["Z IH R OW", "Z IY R OW"], "one": ["W AH N", "HH W AH N"], "two": ["T UW"],
        "three": ["TH R IY"], "four": ["F AO R"], "five": ["F AY V"], "six": ["S IH K S"],
        "seven": ["S EH V AH N"], "eight": ["EY T"], "nine": ["N AY N"], "oh": ["OW"], "a": ["AH"],
    ].mapValues { $0.map { $0.split(separator: " ").map(String.init) } }

    /// A network, what scores it and the scores of an utterance.
    private struct Bench {
        let network: PhoneNetwork
        let search: PathSearch
        let scores: FrameMatrix

        init(_ graph: WordGraph, _ samples: [Int16], _ costs: PhoneNetwork.Costs = .init()) throws {
            let model = try model.get()
            network = try PhoneNetwork(
                graph, pronunciations: { sounds[$0] ?? [] }, model: model, costs: costs)
            let scorer = SenoneScorer(model, senones: network.scoredSenones)
            search = PathSearch(network, scoredBy: scorer)
            scores = scorer.scores(of: features(samples, model))
        }
    }

    private static func features(_ samples: [Int16], _ model: ScoringModel) -> FrameMatrix {
        let cepstra = model.frontEnd.cepstra(of: samples)
        return Features.streams(of: cepstra, mean: Features.mean(of: cepstra))
    }

    private static func string(_ digits: Int...) throws -> [Int16] {
        try digits.flatMap { try Voices.prompt("digits/\($0)") }
    }

    @Test func `recorded digits are heard`() throws {
        var misheard: [String] = []
        for digit in 0...9 {
            let bench = try Bench(WordGraph([Self.digits]), Voices.prompt("digits/\(digit)"))
            let path = try #require(bench.search.best(bench.scores))
            if path.words != [Self.digits[digit]] { misheard.append("\(digit) as \(path.words)") }
        }
        #expect(misheard.count <= 2, "\(misheard)")
    }

    @Test func `words follow one another with pauses between, and their parts make up the whole`() throws {
        let samples = try Self.string(4, 7, 9, 1)
        let bench = try Bench(WordGraph([[String]](repeating: Self.digits, count: 4)), samples)
        let path = try #require(bench.search.best(bench.scores))
        #expect(path.words == ["four", "seven", "nine", "one"])
        #expect(path.segments.first?.frames.lowerBound == 0)
        #expect(path.segments.last?.frames.upperBound == bench.scores.frames)
        for (segment, next) in zip(path.segments, path.segments.dropFirst()) {
            #expect(segment.frames.upperBound == next.frames.lowerBound)
            #expect(!segment.frames.isEmpty)
        }
        #expect(path.segments.contains { $0.word == nil })
        let sum = path.segments.reduce(0) { $0 + $1.score }
        #expect(abs(sum - path.score) < abs(path.score) * 1e-4)
    }

    @Test func `several paths differ in their words, and each scores like an alignment of its words`() throws
    {
        let bench = try Bench(WordGraph([Self.digits, Self.digits]), Self.string(5, 9))
        let paths = bench.search.best(8, bench.scores, beam: .infinity)
        #expect(paths.count == 8)
        #expect(Set(paths.map(\.words)).count == 8)
        #expect(zip(paths, paths.dropFirst()).allSatisfy { $0.score >= $1.score })
        #expect(paths.first == bench.search.best(bench.scores, beam: .infinity))
        for path in paths {
            let alone = try Bench(WordGraph(path.words.map { [$0] }), Self.string(5, 9))
            let best = try #require(alone.search.best(alone.scores, beam: .infinity))
            #expect(abs(best.score - path.score) < 0.5, "\(path.words)")
        }
    }

    @Test func `the exact neighbours of a phone are heard across words`() throws {
        let model = try Self.model.get()
        let network = try PhoneNetwork(
            WordGraph([["three"], ["eight"]]), pronunciations: { Self.sounds[$0] ?? [] }, model: model)
        func sequence(_ phone: String, _ left: String, _ right: String, _ place: ModelDefinition.WordPosition)
            throws -> [Int32]
        {
            func number(_ phone: String) throws -> Int { try #require(model.definition.number(of: phone)) }
            let sequence = try model.definition.sequence(
                of: number(phone), left: number(left), right: number(right), place)
            return model.definition.senones(of: sequence).map(Int32.init)
        }
        let nodes = (0..<network.nodes).map { Array(network.senones[$0 * 3..<($0 + 1) * 3]) }
        for needed in try [
            sequence("TH", "SIL", "R", .beginning), sequence("R", "TH", "IY", .inside),
            sequence("IY", "R", "SIL", .end), sequence("IY", "R", "EY", .end),
            sequence("EY", "IY", "T", .beginning), sequence("EY", "SIL", "T", .beginning),
            sequence("T", "EY", "SIL", .end),
        ] {
            #expect(nodes.contains(needed))
        }
        // Silence before, between and after.
        #expect(network.meanings.count { $0 == .filler } == 3)
    }

    @Test func `words of one phone have both neighbours`() throws {
        let bench = try Bench(
            WordGraph([["oh"], ["a", "oh"], ["four"]]), Self.string(4, 4, 4))
        let path = try #require(bench.search.best(bench.scores))
        #expect(path.words.count == 3)
        #expect(path.words.last == "four")
    }

    @Test func `an alignment has a senone of the words for each frame`() throws {
        let bench = try Bench(WordGraph([["six"], ["two"]]), Self.string(6, 2))
        let alignment = try #require(StateAlignment(bench.search, bench.scores))
        #expect(alignment.senones.count == bench.scores.frames)
        let best = try #require(bench.search.best(bench.scores, beam: .infinity))
        #expect(abs(alignment.score - best.score) < 0.5)
        let phones = alignment.senones.map { senone in
            let definition = try? Self.model.get().definition
            return definition.map { $0.phones[Int($0.phoneOfSenone[senone])] } ?? ""
        }
        var order: [String] = []
        for phone in phones where phone != order.last && phone != "SIL" { order.append(phone) }
        #expect(order == ["S", "IH", "K", "S", "T", "UW"])
    }

    @Test func `no words fit better than a loop over phones`() throws {
        let model = try Self.model.get()
        let samples = try Self.string(8, 3)
        let loop = PhoneNetwork(phoneLoop: model)
        let network = try PhoneNetwork(
            WordGraph([Self.digits, Self.digits]), pronunciations: { Self.sounds[$0] ?? [] }, model: model)
        let scorer = SenoneScorer(model, senones: network.scoredSenones.union(loop.scoredSenones))
        let scores = scorer.scores(of: Self.features(samples, model))
        let free = try #require(PathSearch(loop, scoredBy: scorer).best(scores))
        let words = try #require(PathSearch(network, scoredBy: scorer).best(scores))
        #expect(words.words == ["eight", "three"])
        // The loop's phones have no neighbours, so it is not always the better one; it is near.
        #expect(abs(free.score - words.score) / Float(scores.frames) < 3)
        #expect(free.words.count > 4)
    }

    @Test func `an utterance that is too short for any sentence has no path`() throws {
        let bench = try Bench(
            WordGraph([["seven"], ["seven"]]), Array(Voices.prompt("digits/7").prefix(1_600)))
        #expect(bench.search.best(bench.scores) == nil)
        #expect(bench.search.best(3, bench.scores).isEmpty)
        #expect(StateAlignment(bench.search, bench.scores) == nil)
        let none = FrameMatrix(frames: 0, width: bench.scores.width)
        #expect(bench.search.best(none) == nil)
    }

    @Test func `a beam that is wide enough changes nothing, and searches repeat exactly`() throws {
        let bench = try Bench(WordGraph([[String]](repeating: Self.digits, count: 3)), Self.string(2, 0, 6))
        let exact = try #require(bench.search.best(bench.scores, beam: .infinity))
        #expect(bench.search.best(bench.scores) == exact)
        #expect(bench.search.best(bench.scores) == exact)
        #expect(bench.search.best(3, bench.scores) == bench.search.best(3, bench.scores))
    }

    @Test func `a word nobody can say is named`() throws {
        let model = try Self.model.get()
        func failure(_ word: String, _ phones: [[String]]) -> PhoneNetworkFailure? {
            do throws(PhoneNetworkFailure) {
                _ = try PhoneNetwork(WordGraph([[word]]), pronunciations: { _ in phones }, model: model)
                return nil
            } catch {
                return error
            }
        }
        #expect(failure("blorp", []) == .unknownWord("blorp"))
        #expect(failure("blorp", [[]]) == .unknownWord("blorp"))
        #expect(failure("blorp", [["B", "XX"]]) == .unknownPhone("XX", word: "blorp"))
        #expect(failure("bee", [["B", "IY"]]) == nil)
    }
}
