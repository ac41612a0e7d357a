import Crypto
import Foundation

/// Signs what is posted, so that the receiver knows whose it is and when it was sent.
struct WebhookSignature: Sendable {
    static let header = "Promesa-Signature"
    /// No shorter secret is taken.
    static let fewestBytes = 16

    private let key: SymmetricKey

    /// Nil if the secret is too short.
    init?(secret: String) {
        guard secret.utf8.count >= Self.fewestBytes else { return nil }
        key = SymmetricKey(data: Data(secret.utf8))
    }

    /// `t=SECONDS,v1=HEX`: HMAC-SHA256 over the seconds since 1970, a full stop and the body.
    func text(of body: String, atSeconds seconds: Int64) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(seconds).\(body)".utf8), using: key)
        let hex = code.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        return "t=\(seconds),v1=\(hex)"
    }
}
