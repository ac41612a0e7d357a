import CSRTP

/// A cipher with its authentication, by the name that session descriptions give it (RFC 4568, section 6.2; RFC 7714,
/// section 14.2).
enum SRTPSuite: String, Sendable, Hashable, CaseIterable {
    case aesCM128HMAC80 = "AES_CM_128_HMAC_SHA1_80"
    /// With a tag of four bytes: taken from those who ask for it, never offered.
    case aesCM128HMAC32 = "AES_CM_128_HMAC_SHA1_32"
    case aesGCM128 = "AEAD_AES_128_GCM"
    case aesGCM256 = "AEAD_AES_256_GCM"

    /// What we offer, in the order in which we prefer it: the one that everybody must know stands first.
    static let offered: [SRTPSuite] = [.aesCM128HMAC80, .aesGCM256, .aesGCM128]

    /// Bytes of a master key and its salt together.
    var keyLength: Int {
        switch self {
        case .aesCM128HMAC80, .aesCM128HMAC32: 16 + 14
        case .aesGCM128: 16 + 12
        case .aesGCM256: 32 + 12
        }
    }

    var number: promesa_srtp_suite {
        switch self {
        case .aesCM128HMAC80: promesa_srtp_aes_cm_128_hmac_80
        case .aesCM128HMAC32: promesa_srtp_aes_cm_128_hmac_32
        case .aesGCM128: promesa_srtp_aes_gcm_128
        case .aesGCM256: promesa_srtp_aes_gcm_256
        }
    }
}
