import Crypto
import Foundation
import Glibc

/// Writes a sealed recording chunk by chunk; it never holds more than one.
final class SealedRecordingWriter {
    private let descriptor: CInt
    private let key: SymmetricKey
    private let header: [UInt8]
    private var number: UInt64 = 0
    /// Up to here the file is whole.
    private var length: Int

    /// Makes the file, readable by its owner only; that it is there already is a failure.
    convenience init(path: String, key: RecordingKey) throws(SealedRecordingFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .writing(String(cString: strerror(errno))) }
        try self.init(descriptor: descriptor, key: key)
    }

    /// Takes the descriptor over.
    init(descriptor: CInt, key: RecordingKey) throws(SealedRecordingFailure) {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<SealedChunk.saltBytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
        self.descriptor = descriptor
        self.key = key.key(ofFileWithSalt: salt)
        header = SealedChunk.mark + salt
        length = 0
        try put(header)
    }

    deinit { close(descriptor) }

    /// Appends a chunk of at most 1 MiB.
    func append(_ plain: [UInt8]) throws(SealedRecordingFailure) { try append(plain, isLast: false) }

    /// Marks the end, and has all of it on the disk before it returns.
    func finish() throws(SealedRecordingFailure) {
        try append([], isLast: true)
        guard fsync(descriptor) == 0 else { throw .writing(String(cString: strerror(errno))) }
    }

    private func append(_ plain: [UInt8], isLast: Bool) throws(SealedRecordingFailure) {
        let sealed: [UInt8]
        do {
            sealed = try SealedChunk.seal(plain, number: number, isLast: isLast, key, header: header)
        } catch {
            throw .writing("\(error)")
        }
        try put(sealed)
        number += 1
    }

    /// All of it or, as far as the disk lets us, nothing.
    private func put(_ bytes: [UInt8]) throws(SealedRecordingFailure) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let why = String(cString: strerror(errno))
                _ = ftruncate(descriptor, length)
                throw .writing(why)
            }
            done += count
        }
        length += bytes.count
    }
}
