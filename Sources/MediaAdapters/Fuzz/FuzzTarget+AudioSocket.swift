import NIOCore

extension FuzzTarget {
    /// A connection's bytes.
    static var audioSocket: FuzzTarget {
        let call: [AudioSocketMessage] = [
            .identifier(Array(0..<16)), .audio([Int16](repeating: 1_000, count: 160), sampleRateHz: 8_000),
            .key("7"), .audio([1, -2, .min, .max], sampleRateHz: 48_000), .key("#"), .error, .hangUp,
        ]
        var whole = ByteBuffer()
        for message in call { message.write(to: &whole) }
        let singles = call.map { message in
            var buffer = ByteBuffer()
            message.write(to: &buffer)
            return Array(buffer.readableBytesView)
        }
        return FuzzTarget(
            "audiosocket",
            "AudioSocket messages: no more than fit, the same in pieces, written again they are read the same",
            samples: singles + [Array(whole.readableBytesView)], reading: readMessages)
    }

    private static func readMessages(_ bytes: [UInt8]) -> Verdict {
        let messages = messages(in: [bytes[...]])
        guard messages.count <= bytes.count / 3 else { return .broken("more messages than bytes for them") }
        let middle = bytes.count / 2
        guard messages == Self.messages(in: [bytes[..<middle], bytes[middle...]]) else {
            return .broken("read in two pieces it is something else")
        }
        var again = ByteBuffer()
        var known: [AudioSocketMessage] = []
        for message in messages {
            if case .unknown = message { continue }
            if case .audio(let samples, _) = message, samples.count > bytes.count / 2 {
                return .broken("more samples than bytes for them")
            }
            known.append(message)
            message.write(to: &again)
        }
        guard Self.messages(in: [again.readableBytesView[...]]) == known else {
            return .broken("written again it is something else")
        }
        return known.isEmpty ? .refused : .accepted
    }

    private static func messages(in pieces: [some Collection<UInt8>]) -> [AudioSocketMessage] {
        var buffer = ByteBuffer()
        var found: [AudioSocketMessage] = []
        for piece in pieces {
            buffer.writeBytes(piece)
            while let message = AudioSocketMessage.next(in: &buffer) { found.append(message) }
        }
        return found
    }
}
