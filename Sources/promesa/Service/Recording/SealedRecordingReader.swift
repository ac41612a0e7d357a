import Crypto
import Foundation

/// Reads a sealed recording chunk by chunk.
final class SealedRecordingReader {
    private let file: FileHandle
    private let key: SymmetricKey
    private let header: [UInt8]
    private var number: UInt64 = 0
    private var hasEnded = false

    init(path: String, key: RecordingKey) throws(SealedRecordingFailure) {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .reading(String(cString: strerror(errno)))
        }
        self.file = file
        header = try Self.read(SealedChunk.mark.count + SealedChunk.saltBytes, from: file)
        guard header.count == SealedChunk.mark.count + SealedChunk.saltBytes,
            header.starts(with: SealedChunk.mark)
        else { throw .notARecording }
        self.key = key.key(ofFileWithSalt: Array(header.suffix(SealedChunk.saltBytes)))
    }

    /// The plain bytes of the next chunk; nil after the last.
    func next() throws(SealedRecordingFailure) -> [UInt8]? {
        guard !hasEnded else { return nil }
        let size = try Self.read(4, from: file)
        guard size.count == 4 else { throw .cutOff(afterChunks: number) }
        let word = size.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let isLast = word & SealedChunk.lastBit != 0
        let count = Int(word & ~SealedChunk.lastBit)
        guard (SealedChunk.tagBytes...SealedChunk.mostBytes + SealedChunk.tagBytes).contains(count) else {
            throw .notAuthentic(chunk: number)
        }
        let sealed = try Self.read(count, from: file)
        guard sealed.count == count else { throw .cutOff(afterChunks: number) }
        guard let plain = try? SealedChunk.open(sealed, number: number, isLast: isLast, key, header: header)
        else { throw .notAuthentic(chunk: number) }
        number += 1
        if isLast {
            hasEnded = true
            // What was put behind the end belongs to nobody.
            guard try Self.read(1, from: file).isEmpty else { throw .notAuthentic(chunk: number) }
        }
        return plain
    }

    private static func read(_ count: Int, from file: FileHandle) throws(SealedRecordingFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            while bytes.count < count, let piece = try file.read(upToCount: count - bytes.count),
                !piece.isEmpty
            {
                bytes += piece
            }
        } catch {
            throw .reading("\(error.localizedDescription)")
        }
        return bytes
    }
}
