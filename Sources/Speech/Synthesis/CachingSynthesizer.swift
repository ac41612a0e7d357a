package import Calls
package import Dialog
import Synchronization

/// Keeps what another synthesiser has spoken, by language and text, so that a prompt is spoken once.
///
/// It holds audio in memory only, up to a bound, and gives up what was used longest ago; names and amounts are in it
/// until then. A failure is not kept. Any thread may use it: two that want the same new text both have it spoken.
package final class CachingSynthesizer: Synthesizer {
    private struct Key: Hashable {
        let language: LanguageTag
        let text: String
    }

    private struct Entry {
        let samples: [Int16]
        /// Larger for a later use.
        var lastUse: UInt64
        /// The text counts too, and so does the bookkeeping.
        var bytes: Int
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var bytes = 0
        var uses: UInt64 = 0
    }

    private let base: any Synthesizer
    private let byteLimit: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - base: What speaks a text that is not kept.
    ///   - byteLimit: 32 MiB is about half an hour of speech.
    package init(_ base: any Synthesizer, byteLimit: Int = 32 << 20) {
        self.base = base
        self.byteLimit = byteLimit
    }

    package func synthesize(_ text: String, language: LanguageTag) throws(SynthesisFailure) -> [Int16] {
        let key = Key(language: language, text: text)
        if let known = state.withLock({ Self.take(key, from: &$0) }) { return known }
        let samples = try base.synthesize(text, language: language)
        state.withLock { keep(samples, for: key, in: &$0) }
        return samples
    }

    /// What is held at the moment.
    package var heldBytes: Int { state.withLock { $0.bytes } }

    private static func take(_ key: Key, from state: inout State) -> [Int16]? {
        guard let entry = state.entries[key] else { return nil }
        state.uses += 1
        state.entries[key]?.lastUse = state.uses
        return entry.samples
    }

    private func keep(_ samples: [Int16], for key: Key, in state: inout State) {
        let bytes = samples.count * 2 + key.text.utf8.count + 128
        guard bytes <= byteLimit, state.entries[key] == nil else { return }
        state.uses += 1
        state.entries[key] = Entry(samples: samples, lastUse: state.uses, bytes: bytes)
        state.bytes += bytes
        while state.bytes > byteLimit,
            let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            state.entries[oldest.key] = nil
            state.bytes -= oldest.value.bytes
        }
    }
}
