import Glibc

@testable import MediaAdapters

/// A telephone that says exactly what a test tells it to: one UDP socket, texts in and out.
final class RawPhone {
    private let socket: Int32
    let port: UInt16
    /// Where the user agent under test listens.
    let peer: UInt16
    /// Messages that came and were not asked for yet.
    private var inbox: [String] = []
    private var received: Set<String> = []

    struct CannotListen: Error {}

    init(peer: UInt16) throws {
        self.peer = peer
        socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = Self.loopback(0)
        var length = socklen_t(address.count)
        let descriptor = socket
        let code = address.withUnsafeMutableBytes { bytes -> Int32 in
            guard let generic = bytes.bindMemory(to: sockaddr.self).baseAddress else { return -1 }
            guard bind(descriptor, generic, length) == 0 else { return -1 }
            return getsockname(descriptor, generic, &length)
        }
        guard code == 0 else { throw CannotListen() }
        port = UInt16(address[2]) << 8 | UInt16(address[3])
    }

    deinit { close(socket) }

    /// A `sockaddr_in` by its bytes, for the type's fields belong to a module of C: family, port, 127.0.0.1.
    private static func loopback(_ port: UInt16) -> [UInt8] {
        [UInt8(AF_INET), 0, UInt8(port >> 8), UInt8(truncatingIfNeeded: port), 127, 0, 0, 1]
            + [UInt8](repeating: 0, count: 8)
    }

    func send(_ bytes: [UInt8], to port: UInt16) {
        let address = Self.loopback(port)
        _ = address.withUnsafeBytes { raw in
            sendto(
                socket, bytes, bytes.count, 0, raw.bindMemory(to: sockaddr.self).baseAddress,
                socklen_t(address.count))
        }
    }

    func send(_ text: String) { send(Array(text.utf8), to: peer) }

    /// Waits for a message that begins so; others, such as repeated ones, are thrown away.
    func receive(_ beginning: String) async throws -> String {
        var found: String?
        try await eventually("the phone gets \(beginning)") {
            drain()
            // What is sent again, for our answer was late, is no new message.
            found = inbox.first { $0.hasPrefix(beginning) && !received.contains($0) }
            return found != nil
        }
        inbox = []
        if let found { received.insert(found) }
        return found ?? ""
    }

    /// Whether such a message came since the last look.
    func hasReceived(_ isMeant: (String) -> Bool) -> Bool {
        drain()
        defer { inbox = [] }
        return inbox.contains(where: isMeant)
    }

    /// Datagrams that came since the last look, as they are.
    func receivedBytes() -> [[UInt8]] {
        var buffer = [UInt8](repeating: 0, count: 8_192)
        var datagrams: [[UInt8]] = []
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return datagrams }
            datagrams.append(Array(buffer.prefix(count)))
        }
    }

    private func drain() { inbox += receivedBytes().map { String(decoding: $0, as: UTF8.self) } }
}

// MARK: - Messages

extension RawPhone {
    /// A request of a call that the phone began, or of none.
    func request(
        _ method: String, cseq: Int, branch: String? = nil, toTag: String = "", call: String = "raw-1",
        headers: [String] = [], body: String = ""
    ) -> String {
        let to = toTag.isEmpty ? "" : ";tag=\(toTag)"
        let sequenceMethod = method
        let lines =
            [
                "\(method) sip:promesa@127.0.0.1:\(peer) SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:\(port);branch=z9hG4bK\(branch ?? "\(call)-\(cseq)-\(method)");rport",
                "Max-Forwards: 70", "From: <sip:+12025550100@127.0.0.1:\(port)>;tag=phone",
                "To: <sip:promesa@127.0.0.1:\(peer)>\(to)", "Call-ID: \(call)",
                "CSeq: \(cseq) \(sequenceMethod)", "Contact: <sip:phone@127.0.0.1:\(port)>",
            ] + headers + (body.isEmpty ? [] : ["Content-Type: application/sdp"])
            + ["Content-Length: \(body.utf8.count)", "", ""]
        return lines.joined(separator: "\r\n") + body
    }

    /// A response to a request that came.
    func response(
        _ status: String, to request: String, tag: String = "phone", headers: [String] = [], body: String = ""
    ) -> String {
        let copied = ["Via", "From", "To", "Call-ID", "CSeq"].compactMap { name in
            request.headerLine(name).map { line in
                name == "To" && !line.contains("tag=") ? line + ";tag=\(tag)" : line
            }
        }
        let lines =
            ["SIP/2.0 \(status)"] + copied + ["Contact: <sip:phone@127.0.0.1:\(port)>"] + headers
            + (body.isEmpty ? [] : ["Content-Type: application/sdp"])
            + ["Content-Length: \(body.utf8.count)", "", ""]
        return lines.joined(separator: "\r\n") + body
    }

    func description(port: UInt16, direction: String = "sendrecv") -> String {
        [
            "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
            "m=audio \(port) RTP/AVP 0 101", "a=rtpmap:101 telephone-event/8000", "a=\(direction)", "",
        ].joined(separator: "\r\n")
    }
}

extension String {
    /// The whole line of a header.
    func headerLine(_ name: String) -> String? {
        split(separator: "\r\n").first { $0.lowercased().hasPrefix(name.lowercased() + ":") }.map(String.init)
    }

    /// What stands between two texts, the first time.
    func between(_ start: String, _ end: String) -> String? {
        guard let first = range(of: start) else { return nil }
        return self[first.upperBound...].firstRange(of: end).map {
            String(self[first.upperBound..<$0.lowerBound])
        }
    }

    private func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}

/// MD5 (RFC 1321), to check the answers to challenges.
enum MD5 {
    static func hex(_ text: String) -> String {
        var bytes = Array(text.utf8)
        let bits = UInt64(bytes.count) * 8
        bytes.append(0x80)
        while bytes.count % 64 != 56 { bytes.append(0) }
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * shift))) }
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
        let shifts = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]
        let table = (0..<64).map { UInt32(abs(sin(Double($0 + 1))) * 4_294_967_296) }
        for start in stride(from: 0, to: bytes.count, by: 64) {
            let words = (0..<16).map { word in
                (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + 4 * word + $1]) << UInt32(8 * $1) }
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            for step in 0..<64 {
                let (mixed, word): (UInt32, Int) =
                    switch step / 16 {
                    case 0: (b & c | ~b & d, step)
                    case 1: (d & b | ~d & c, (5 * step + 1) % 16)
                    case 2: (b ^ c ^ d, (3 * step + 5) % 16)
                    default: (c ^ (b | ~d), 7 * step % 16)
                    }
                let sum = a &+ mixed &+ table[step] &+ words[word]
                let turn = UInt32(shifts[step / 16][step % 4])
                (a, d, c, b) = (d, c, b, b &+ (sum << turn | sum >> (32 - turn)))
            }
            state = [state[0] &+ a, state[1] &+ b, state[2] &+ c, state[3] &+ d]
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
