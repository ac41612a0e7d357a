import Glibc

/// One end of a stream of messages, each with its length before it.
///
/// It doesn't own its descriptor. One thread at a time uses an end.
package struct MessageChannel: Sendable {
    /// Ten minutes of speech at 22 050 Hz have 26 MB; nothing longer is sent or taken.
    package static let longestMessage = 32 << 20

    private let descriptor: Int32

    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Sends a message whole.
    package func send(_ message: VoiceMessage) throws(ChannelFailure) {
        let body = message.bytes
        guard let length = UInt32(exactly: body.count), body.count <= Self.longestMessage else {
            throw .malformed
        }
        try write(withUnsafeBytes(of: length.littleEndian) { Array($0) } + body)
    }

    /// The next message; nil if the other end is gone.
    package func receive() throws(ChannelFailure) -> VoiceMessage? {
        guard let head = try read(4) else { return nil }
        let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard (1...Self.longestMessage).contains(length), let body = try read(length),
            let message = VoiceMessage(body)
        else { throw .malformed }
        return message
    }

    private func write(_ bytes: [UInt8]) throws(ChannelFailure) {
        var sent = 0
        while sent < bytes.count {
            // No signal if the other end is gone: the error says so.
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 { sent += count } else if errno != EINTR { throw .broken(errno) }
        }
    }

    /// Nil if the stream ends before the first byte.
    private func read(_ count: Int) throws(ChannelFailure) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var got = 0
        while got < count {
            let more = bytes.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress.map { $0 + got }, count - got, 0)
            }
            if more > 0 {
                got += more
            } else if more == 0 {
                guard got == 0 else { throw .malformed }
                return nil
            } else if errno != EINTR {
                throw .broken(errno)
            }
        }
        return bytes
    }
}

/// Why a message did not get through.
package enum ChannelFailure: Error, Hashable {
    /// The system's error number; `EAGAIN` after a time-out.
    case broken(Int32)
    /// What came is no message, or ended within one.
    case malformed
}
