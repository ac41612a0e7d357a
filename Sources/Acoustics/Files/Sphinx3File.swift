/// The outer form of a Sphinx3 parameter file: a text header, a byte-order mark, words, and a sum over them.
///
/// Layout after `bio.c` of sphinxbase 5prealpha.
enum Sphinx3File {
    /// Headers are some dozen bytes; what is longer is not one.
    private static let longestHeader = 4_096
    private static let orderMark: UInt32 = 0x1122_3344
    private static let header = "s3\nversion 1.0\nchksum0 yes\nendhdr\n"

    /// Returns the words of a file, its sum checked.
    ///
    /// - Throws: `baseFileDamaged`.
    static func words(of bytes: [UInt8], path: String) throws(TelephoneModelFailure) -> [UInt32] {
        var reader = ByteReader(bytes)
        guard let start = reader.take(3), start.elementsEqual("s3\n".utf8),
            let header = reader.take(through: Array("endhdr\n".utf8), within: longestHeader)
        else { throw .baseFileDamaged(path: path, expected: "a Sphinx3 header") }
        guard let mark = reader.word(), mark == orderMark || mark == orderMark.byteSwapped else {
            throw .baseFileDamaged(path: path, expected: "a byte-order mark after the header")
        }
        guard mark == orderMark else {
            throw .baseFileDamaged(path: path, expected: "little-endian figures (it has big-endian ones)")
        }
        guard reader.remaining.isMultiple(of: 4) else {
            throw .baseFileDamaged(path: path, expected: "whole words of four bytes up to its end")
        }
        var words: [UInt32] = []
        words.reserveCapacity(reader.remaining / 4)
        while let word = reader.word() { words.append(word) }
        if String(decoding: header, as: UTF8.self).contains("chksum0") {
            guard let sum = words.popLast(), sum == self.sum(of: words) else {
                throw .baseFileDamaged(path: path, expected: "figures that agree with the sum at its end")
            }
        }
        return words
    }

    /// Returns the bytes of a file with these words.
    static func encoded(_ words: [UInt32]) -> [UInt8] {
        var bytes = Array(header.utf8)
        bytes.reserveCapacity(bytes.count + 4 * (words.count + 2))
        append(orderMark, to: &bytes)
        for word in words { append(word, to: &bytes) }
        append(sum(of: words), to: &bytes)
        return bytes
    }

    private static func append(_ word: UInt32, to bytes: inout [UInt8]) {
        for shift in [UInt32(0), 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }

    private static func sum(of words: [UInt32]) -> UInt32 {
        words.reduce(0) { ($0 << 20 | $0 >> 12) &+ $1 }
    }
}
