import Calls
import Dialog
import Synchronization
import Testing

@testable import Speech

@Suite struct CachingSynthesizerTests {
    /// Says a text as one sample a character, and counts how often; fails on demand.
    private final class Counter: Synthesizer {
        let spoken = Mutex<[String: Int]>([:])
        let fails = Atomic(false)

        func synthesize(_ text: String, language: LanguageTag) throws(SynthesisFailure) -> [Int16] {
            spoken.withLock { $0[language.rawValue + ":" + text, default: 0] += 1 }
            guard !fails.load(ordering: .relaxed) else { throw .engineFailed("on demand") }
            return [Int16](repeating: 1, count: text.count)
        }

        subscript(_ key: String) -> Int { spoken.withLock { $0[key] ?? 0 } }
    }

    @Test func `a text is spoken once per language`() throws {
        let base = Counter()
        let cache = CachingSynthesizer(base)
        for _ in 0..<3 {
            #expect(try cache.synthesize("hello", language: "en-US") == [1, 1, 1, 1, 1])
            _ = try cache.synthesize("hello", language: "es-US")
        }
        #expect(base["en-US:hello"] == 1)
        #expect(base["es-US:hello"] == 1)
    }

    @Test func `a failure is not kept`() throws {
        let base = Counter()
        let cache = CachingSynthesizer(base)
        base.fails.store(true, ordering: .relaxed)
        #expect(throws: SynthesisFailure.engineFailed("on demand")) {
            try cache.synthesize("hello", language: "en-US")
        }
        base.fails.store(false, ordering: .relaxed)
        #expect(try cache.synthesize("hello", language: "en-US").count == 5)
        #expect(base["en-US:hello"] == 2)
    }

    @Test func `what was used longest ago goes first`() throws {
        let base = Counter()
        // Three entries of a few characters.
        let cache = CachingSynthesizer(base, byteLimit: 450)
        for text in ["a", "b", "c", "a", "d"] { _ = try cache.synthesize(text, language: "en-US") }
        #expect(cache.heldBytes <= 450)
        _ = try cache.synthesize("a", language: "en-US")
        #expect(base["en-US:a"] == 1)
        _ = try cache.synthesize("b", language: "en-US")
        #expect(base["en-US:b"] == 2)
    }

    @Test func `what is larger than the cache is spoken each time`() throws {
        let base = Counter()
        let cache = CachingSynthesizer(base, byteLimit: 300)
        let long = String(repeating: "a", count: 200)
        for _ in 0..<2 { #expect(try cache.synthesize(long, language: "en-US").count == 200) }
        #expect(base["en-US:" + long] == 2)
        #expect(cache.heldBytes == 0)
    }

    @Test func `many threads may use it`() async {
        let cache = CachingSynthesizer(Counter(), byteLimit: 2_000)
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for index in 0..<200 {
                        let text = String(repeating: "x", count: (index * 7 + worker) % 23 + 1)
                        let samples = try? cache.synthesize(text, language: "en-US")
                        #expect(samples?.count == text.count)
                    }
                }
            }
        }
        #expect(cache.heldBytes <= 2_000)
    }
}
