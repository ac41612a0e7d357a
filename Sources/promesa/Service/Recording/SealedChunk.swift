import Crypto
import Foundation

/// How a sealed recording is laid out.
///
/// A file is a header (eight bytes of mark, sixteen of salt) and chunks. A chunk is its length in four bytes, big-endian, with
/// the highest bit set in the last one, and so many bytes of AES-256-GCM: the ciphertext and its tag. The nonce is the number
/// of the chunk from 0, and whether it is the last is authenticated with it and the header: a chunk that was changed, left out,
/// moved or brought from another file doesn't open, and a file that was cut off has no last chunk.
enum SealedChunk {
    static let mark = Array("PRMSREC1".utf8)
    static let saltBytes = 16
    static let tagBytes = 16
    /// No chunk has more plain bytes.
    static let mostBytes = 1 << 20
    static let lastBit: UInt32 = 1 << 31

    /// What stands in the file for a chunk.
    static func seal(
        _ plain: [UInt8], number: UInt64, isLast: Bool, _ key: SymmetricKey, header: [UInt8]
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            plain, using: key, nonce: try nonce(number), authenticating: header + [isLast ? 1 : 0])
        let length = UInt32(plain.count + tagBytes) | (isLast ? lastBit : 0)
        return withUnsafeBytes(of: length.bigEndian, Array.init) + box.ciphertext + box.tag
    }

    static func open(
        _ sealed: [UInt8], number: UInt64, isLast: Bool, _ key: SymmetricKey, header: [UInt8]
    ) throws -> [UInt8] {
        let box = try AES.GCM.SealedBox(
            nonce: try nonce(number), ciphertext: sealed.dropLast(tagBytes), tag: sealed.suffix(tagBytes))
        return Array(try AES.GCM.open(box, using: key, authenticating: header + [isLast ? 1 : 0]))
    }

    private static func nonce(_ number: UInt64) throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(data: [0, 0, 0, 0] + withUnsafeBytes(of: number.bigEndian, Array.init))
    }
}

/// Why a sealed recording can't be written or read.
enum SealedRecordingFailure: Error, Hashable, CustomStringConvertible {
    case writing(String)
    case reading(String)
    case notARecording
    /// This chunk was changed, or the key is another.
    case notAuthentic(chunk: UInt64)
    /// There is no last chunk.
    case cutOff(afterChunks: UInt64)

    var description: String {
        switch self {
        case .writing(let why): "the recording can't be written: \(why)"
        case .reading(let why): "the recording can't be read: \(why)"
        case .notARecording: "the file is no sealed recording"
        case .notAuthentic(let chunk):
            "chunk \(chunk) doesn't open: the key is another, or the file was changed"
        case .cutOff(let chunks): "the recording ends before its end, after \(chunks) chunks"
        }
    }
}
