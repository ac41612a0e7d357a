/// A pronunciation dictionary in CMU format, looked up line by line.
///
/// The file (134 000 words) is kept as it is, with a hash table of line starts; a line is parsed when it is asked for.
struct PronunciationFile: Sendable {
    private let bytes: [UInt8]
    /// Line starts by open addressing, -1 where there is none; the count is a power of two.
    private let slots: [Int32]

    init(bytes: [UInt8]) {
        self.bytes = bytes
        slots = Self.index(bytes)
    }

    /// Lines with an entry.
    var entryCount: Int { slots.count { $0 >= 0 } }

    /// The phones on the line that begins with this entry.
    func phones(of entry: String) -> String? {
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
}

extension PronunciationFile {
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
