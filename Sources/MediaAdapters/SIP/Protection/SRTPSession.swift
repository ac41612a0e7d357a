import CSRTP

/// One direction of a call's protected packets: libsrtp's session with its key.
///
/// A datagram is handed to C only once its header is known to lie within it. It belongs to one event loop.
final class SRTPSession {
    enum Direction: Sendable, Hashable { case sending, receiving }
    enum Kind: Sendable, Hashable { case packet, report }

    /// libsrtp couldn't make a session: why, by its number.
    struct Failure: Error, Hashable {
        let code: UInt32
    }

    /// Each source under a key has a window against replay; more of them than this are not listened to.
    static let mostSources = 64
    /// What protection adds: tag, identifier, and a report's number.
    private static let mostTrailer = 16 + SRTPKey.Identifier.mostBytes + 4
    private static let packetHeader = 12
    private static let reportHeader = 8

    private let session: srtp_t
    private let hasIdentifier: Bool
    private let lifetime: UInt64
    private var packets: UInt64 = 0
    private var reports: UInt64 = 0
    private var sources: Set<UInt32> = []

    init(_ suite: SRTPSuite, _ key: SRTPKey, _ direction: Direction) throws(Failure) {
        guard key.bytes.count == suite.keyLength else {
            throw Failure(code: srtp_err_status_bad_param.rawValue)
        }
        try SRTPLibrary.start()
        let identifier = key.identifier?.bytes ?? []
        var session: srtp_t?
        let status = promesa_srtp_create(
            &session, suite.number, direction == .sending, key.bytes, identifier, UInt32(identifier.count))
        guard status == srtp_err_status_ok, let session else { throw Failure(code: status.rawValue) }
        self.session = session
        hasIdentifier = key.identifier != nil
        lifetime = key.lifetime ?? .max
    }

    deinit { srtp_dealloc(session) }

    /// The datagram as it goes out; nil for what is none.
    func protect(_ bytes: [UInt8], _ kind: Kind) -> [UInt8]? {
        let mki: UInt32 = hasIdentifier ? 1 : 0
        return transformed(bytes, kind) { start, length in
            switch kind {
            case .packet: srtp_protect_mki(session, start, &length, mki, 0)
            case .report: srtp_protect_rtcp_mki(session, start, &length, mki, 0)
            }
        }
    }

    /// The datagram as it was before it was protected; nil if it wasn't, or came before.
    func open(_ bytes: [UInt8], _ kind: Kind) -> [UInt8]? {
        guard isAlive(kind), let source = Self.source(bytes, kind),
            sources.contains(source) || sources.count < Self.mostSources
        else { return nil }
        let mki: UInt32 = hasIdentifier ? 1 : 0
        let opened = transformed(bytes, kind) { start, length in
            switch kind {
            case .packet: srtp_unprotect_mki(session, start, &length, mki)
            case .report: srtp_unprotect_rtcp_mki(session, start, &length, mki)
            }
        }
        guard let opened else { return nil }
        sources.insert(source)
        switch kind {
        case .packet: packets += 1
        case .report: reports += 1
        }
        return opened
    }

    /// Whether another one may come under the key.
    private func isAlive(_ kind: Kind) -> Bool {
        switch kind {
        case .packet: packets < lifetime
        case .report: reports < lifetime
        }
    }

    /// Who sends; nil if that can't be read.
    private static func source(_ bytes: [UInt8], _ kind: Kind) -> UInt32? {
        switch kind {
        case .packet: bytes.count >= packetHeader ? bytes.bigEndian32(at: 8) : nil
        case .report: bytes.count >= reportHeader ? bytes.bigEndian32(at: 4) : nil
        }
    }

    /// Works on a copy that is aligned and has room, as libsrtp wants it.
    private func transformed(
        _ bytes: [UInt8], _ kind: Kind,
        _ work: (UnsafeMutableRawPointer, inout Int32) -> srtp_err_status_t
    ) -> [UInt8]? {
        let isSound =
            switch kind {
            case .packet: RTPPacket.payloadStart(bytes) != nil
            case .report: bytes.count >= Self.reportHeader && bytes[0] >> 6 == 2
            }
        guard isSound, bytes.count <= RTPPacket.mostBytes else { return nil }
        return withUnsafeTemporaryAllocation(
            byteCount: RTPPacket.mostBytes + Self.mostTrailer, alignment: 16
        ) { buffer -> [UInt8]? in
            guard let start = buffer.baseAddress else { return nil }
            buffer.copyBytes(from: bytes)
            var length = Int32(bytes.count)
            guard work(start, &length) == srtp_err_status_ok, let count = Int(exactly: length),
                (0...buffer.count).contains(count)
            else { return nil }
            return Array(buffer[..<count])
        }
    }
}

/// libsrtp itself: set up once, with the first call that needs it.
enum SRTPLibrary {
    /// Sessions set up the cipher library anew if there is no other one, which takes milliseconds: one is always there.
    private struct Keeper: @unchecked Sendable {
        let session: srtp_t
    }

    private static let started: Result<Keeper, SRTPSession.Failure> = {
        let status = srtp_init()
        guard status == srtp_err_status_ok else { return .failure(.init(code: status.rawValue)) }
        var session: srtp_t?
        let suite = SRTPSuite.aesGCM256
        let made = promesa_srtp_create(&session, suite.number, true, SRTPKey.random(for: suite).bytes, [], 0)
        guard made == srtp_err_status_ok, let session else { return .failure(.init(code: made.rawValue)) }
        return .success(Keeper(session: session))
    }()

    /// Sets it up, the first time.
    static func start() throws(SRTPSession.Failure) { _ = try started.get() }
}
