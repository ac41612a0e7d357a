/// A 64-bit FNV-1a hash over little-endian words: tells files apart and finds chance damage, not forgery.
///
/// It takes eight bytes a step, as a model of some megabytes is hashed at each start.
struct Fingerprint: Hashable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    init(of bytes: [UInt8]) {
        add(bytes)
    }

    /// Adds a run of bytes and its length, so that two runs never read as one.
    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var index = 0
            while index + 8 <= buffer.count {
                add(word: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
                index += 8
            }
            while index < buffer.count {
                add(word: UInt64(buffer[index]))
                index += 1
            }
        }
        add(word: UInt64(bytes.count))
    }

    private mutating func add(word: UInt64) {
        value = (value ^ word) &* 0x0000_0100_0000_01b3
        // A product carries upwards only: without this, high bytes of a word would never reach low bits.
        value ^= value >> 32
    }

    /// Sixteen hexadecimal digits.
    var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
