package import Calls
package import Dialog
import Foundation
import Synchronization

/// How words sound: a pronunciation dictionary in CMU format, looked up word by word.
///
/// The file (134 000 words) is kept as it is, with a hash table of line starts; a word is parsed when it is asked for.
/// The recogniser gets only the words that a grammar uses: a decoder with all of them takes 30 MB and 95 ms.
package struct PronunciationDictionary: Sendable {
    /// More variants of a word make it win where nobody said it.
    private static let variantLimit = 2
    private static let byteLimit = 64 << 20

    private let bytes: [UInt8]
    /// Line starts by open addressing, -1 where there is none; the count is a power of two.
    private let slots: [Int32]
    private let additions: [String: [String]]

    /// Reads a dictionary file; a line is a word, or `word(2)` for a variant, and its phones.
    package init(contentsOf path: String) throws(RecognitionFailure) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .modelUnavailable(
                "cannot read the dictionary '\(path)'; install the Debian package \(AcousticModel.debianPackage)"
            )
        }
        guard data.count <= Self.byteLimit else {
            throw .modelUnavailable(
                "the dictionary '\(path)' has \(data.count) bytes; at most \(Self.byteLimit)")
        }
        self.init(bytes: [UInt8](data), additions: Self.englishAdditions)
    }

    init(bytes: [UInt8], additions: [String: [String]]) {
        self.bytes = bytes
        self.additions = additions
        slots = Self.index(bytes)
    }

    /// Pronunciations in the file.
    var entryCount: Int { slots.count { $0 >= 0 } }

    /// The phones of a word, the most usual pronunciation first; empty for an unknown word.
    package func pronunciations(of word: String) -> [String] {
        if let own = additions[word] { return own }
        guard let first = phones(of: word) else { return [] }
        let variants = (2...Self.variantLimit).compactMap { phones(of: "\(word)(\($0))") }
        return [first] + variants
    }

    /// The words that cannot be recognised, in alphabetical order.
    package func missingWords(in vocabulary: Set<String>) -> [String] {
        vocabulary.filter { pronunciations(of: $0).isEmpty }.sorted()
    }

    /// The lines of a small dictionary for a vocabulary, in the order and the form that a decoder takes them.
    func entries(for vocabulary: Set<String>) throws(RecognitionFailure) -> [(word: String, phones: String)] {
        var entries: [(word: String, phones: String)] = []
        for word in vocabulary.sorted() {
            let variants = pronunciations(of: word)
            guard !variants.isEmpty else { throw .unknownWord(word) }
            for (index, phones) in variants.enumerated() {
                entries.append((index == 0 ? word : "\(word)(\(index + 1))", phones))
            }
        }
        return entries
    }
}

extension PronunciationDictionary {
    private static let loaded = Mutex<[String: PronunciationDictionary]>([:])

    /// The dictionary of a language's packaged model, read once per process.
    package static func standard(for language: LanguageTag) throws(RecognitionFailure)
        -> PronunciationDictionary
    {
        try shared(at: AcousticModel.location(for: language, folder: nil).dictionary)
    }

    /// Reads a file the first time it is asked for.
    static func shared(at path: String) throws(RecognitionFailure) -> PronunciationDictionary {
        if let known = loaded.withLock({ $0[path] }) { return known }
        // Two threads may both read it; they get the same.
        let dictionary = try PronunciationDictionary(contentsOf: path)
        loaded.withLock { $0[path] = dictionary }
        return dictionary
    }
}

extension PronunciationDictionary {
    private static func index(_ bytes: [UInt8]) -> [Int32] {
        // A line has at least eight bytes on average by far, so the table is at most half full.
        var count = 16
        while count < bytes.count / 4 { count *= 2 }
        var slots = [Int32](repeating: -1, count: count)
        slots.withUnsafeMutableBufferPointer { slots in
            bytes.withUnsafeBufferPointer { bytes in
                var start = 0
                while start < bytes.count {
                    var hash = Hash()
                    var end = start
                    while end < bytes.count, !isBlank(bytes[end]) {
                        hash.combine(bytes[end])
                        end += 1
                    }
                    if end > start { insert(start, hash, into: slots) }
                    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
                    start = end + 1
                }
            }
        }
        return slots
    }

    private static func insert(_ start: Int, _ hash: Hash, into slots: UnsafeMutableBufferPointer<Int32>) {
        guard let line = Int32(exactly: start) else { return }
        var slot = hash.slot(of: slots.count)
        // Bounded: a file of one-letter lines could fill the table.
        var probes = 0
        while slots[slot] >= 0, probes < slots.count {
            slot = (slot + 1) & (slots.count - 1)
            probes += 1
        }
        if slots[slot] < 0 { slots[slot] = line }
    }

    /// The phones on the line that begins with this entry.
    private func phones(of entry: String) -> String? {
        let word = Array(entry.utf8)
        guard !word.isEmpty else { return nil }
        var hash = Hash()
        for byte in word { hash.combine(byte) }
        var slot = hash.slot(of: slots.count)
        for _ in 0..<slots.count {
            let start = Int(slots[slot])
            if start < 0 { return nil }
            let end = start + word.count
            if end < bytes.count, Self.isBlank(bytes[end]), bytes[start..<end].elementsEqual(word) {
                return phones(from: end)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func phones(from start: Int) -> String? {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        // Newer dictionaries carry comments.
        let text = bytes[start..<end].prefix { $0 != UInt8(ascii: "#") }
        let phones = text.split(whereSeparator: Self.isBlank).map { String(decoding: $0, as: UTF8.self) }
        return phones.isEmpty ? nil : phones.joined(separator: " ")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") }

    /// FNV-1a, the same in every process.
    private struct Hash {
        private var value: UInt64 = 0xcbf2_9ce4_8422_2325
        mutating func combine(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        func slot(of count: Int) -> Int { Int(truncatingIfNeeded: value ^ value >> 32) & (count - 1) }
    }
}
