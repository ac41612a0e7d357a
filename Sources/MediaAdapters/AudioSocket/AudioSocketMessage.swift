import Audio
package import NIOCore

/// One message of the AudioSocket protocol: a type, a length of 16 bits, and so many bytes.
package enum AudioSocketMessage: Sendable, Hashable {
    /// To Asterisk only: end the call.
    case hangUp
    /// The first of a connection: the identifier that the dial plan gave, 16 bytes.
    case identifier([UInt8])
    /// A key, as ASCII.
    case key(Character)
    /// Linear samples at a rate; the last piece of a prompt may be of odd length.
    case audio([Int16], sampleRateHz: Int)
    case error
    /// Something that this protocol doesn't know; it is passed over.
    case unknown(UInt8)

    private enum Kind {
        static let hangUp: UInt8 = 0x00
        static let identifier: UInt8 = 0x01
        static let key: UInt8 = 0x03
        static let audio: UInt8 = 0x10
        static let error: UInt8 = 0xFF
    }

    /// By type; 0x10 is the telephone's.
    private static let rates: [UInt8: Int] = [
        0x10: 8_000, 0x11: 12_000, 0x12: 16_000, 0x13: 24_000, 0x14: 32_000, 0x15: 44_100, 0x16: 48_000,
        0x17: 96_000, 0x18: 192_000,
    ]

    /// Takes the next whole message out of what has come; nil if it isn't all there.
    package static func next(in buffer: inout ByteBuffer) -> AudioSocketMessage? {
        guard let kind = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self),
            let length = buffer.getInteger(at: buffer.readerIndex + 1, endianness: .big, as: UInt16.self),
            buffer.readableBytes >= 3 + Int(length)
        else { return nil }
        buffer.moveReaderIndex(forwardBy: 3)
        guard let bytes = buffer.readBytes(length: Int(length)) else { return nil }
        return message(kind, bytes)
    }

    private static func message(_ kind: UInt8, _ bytes: [UInt8]) -> AudioSocketMessage {
        switch kind {
        case Kind.hangUp: return .hangUp
        case Kind.identifier where bytes.count == 16: return .identifier(bytes)
        case Kind.key:
            guard let byte = bytes.first, "0123456789*#".utf8.contains(byte) else { return .unknown(kind) }
            return .key(Character(UnicodeScalar(byte)))
        case Kind.error: return .error
        default:
            guard let rate = rates[kind] else { return .unknown(kind) }
            return .audio(samples(bytes), sampleRateHz: rate)
        }
    }

    private static func samples(_ bytes: [UInt8]) -> [Int16] {
        stride(from: 0, to: bytes.count - bytes.count % 2, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
    }

    /// Appends the message as it is sent; what can't be sent by us is left out.
    package func write(to buffer: inout ByteBuffer) {
        switch self {
        case .hangUp: Self.write(Kind.hangUp, [], to: &buffer)
        case .identifier(let bytes): Self.write(Kind.identifier, bytes, to: &buffer)
        case .key(let key): Self.write(Kind.key, Array(String(key).utf8), to: &buffer)
        case .audio(let samples, let rate):
            guard let kind = Self.rates.first(where: { $0.value == rate })?.key else { return }
            Self.writeAudio(
                kind, samples.count > Self.mostSamples ? Array(samples.prefix(Self.mostSamples)) : samples,
                to: &buffer)
        case .error: Self.write(Kind.error, [], to: &buffer)
        case .unknown: break
        }
    }

    private static let mostSamples = Int(UInt16.max) / 2

    private static func writeAudio(_ kind: UInt8, _ samples: [Int16], to buffer: inout ByteBuffer) {
        buffer.writeInteger(kind)
        buffer.writeInteger(UInt16(clamping: samples.count * 2), endianness: .big)
        for sample in samples { buffer.writeInteger(sample, endianness: .little) }
    }

    private static func write(_ kind: UInt8, _ bytes: [UInt8], to buffer: inout ByteBuffer) {
        buffer.writeInteger(kind)
        buffer.writeInteger(UInt16(clamping: bytes.count), endianness: .big)
        buffer.writeBytes(bytes)
    }
}
