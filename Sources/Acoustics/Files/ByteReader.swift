/// Reads little-endian figures from the bytes of a file and never goes past their end.
struct ByteReader {
    private let bytes: [UInt8]
    private(set) var position: Int

    /// Begins at a place within the bytes.
    init(_ bytes: [UInt8], from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var remaining: Int { bytes.count - position }

    /// The next word; nil if there are fewer than four bytes.
    mutating func word() -> UInt32? {
        guard remaining >= 4 else { return nil }
        let start = position
        position += 4
        return bytes.withUnsafeBytes {
            UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt32.self))
        }
    }

    /// The next word as a number of things; nil unless it is in 0…`limit`.
    mutating func count(upTo limit: Int) -> Int? {
        guard let word = word(), let count = Int(exactly: word), count <= limit else { return nil }
        return count
    }

    /// So many bytes; nil if there are fewer.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= remaining else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// The bytes up to a mark, which is passed over too; nil if it is not among the next `limit`.
    mutating func take(through mark: [UInt8], within limit: Int) -> ArraySlice<UInt8>? {
        let end = position + min(limit, remaining)
        var start = position
        while start + mark.count <= end {
            if bytes[start..<start + mark.count].elementsEqual(mark) {
                defer { position = start + mark.count }
                return bytes[position..<start]
            }
            start += 1
        }
        return nil
    }
}
