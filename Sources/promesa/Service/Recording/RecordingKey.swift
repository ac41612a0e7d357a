import Crypto
import Foundation

/// The key under which recordings lie on the disk: 256 bits, written as 64 hexadecimal digits.
struct RecordingKey: Sendable {
    private let key: SymmetricKey

    /// Nil for anything else than 64 hexadecimal digits.
    init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16),
                digits[index] != UInt8(ascii: "+")
            else { return nil }
            bytes.append(byte)
        }
        key = SymmetricKey(data: bytes)
    }

    /// The key of one file, which has a salt of its own: so no two chunks of all files share key and nonce.
    func key(ofFileWithSalt salt: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: salt, info: Data("promesa recording v1".utf8), outputByteCount: 32)
    }
}
