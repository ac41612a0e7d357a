/// What is said between a caller of the voice process and the process itself.
package enum VoiceMessage: Sendable, Hashable {
    /// The first message: speak with this eSpeak NG voice, so many words a minute.
    case open(voice: String, wordsPerMinute: Int32)
    /// The answer to `open`: the rate of all samples to come, and what speaks.
    case opened(sampleRateHz: Int32, version: String, dataFolder: String)
    /// Speak a text; it has no zero byte.
    case speak(String)
    /// The answer to `speak`: mono, 16 bits.
    case spoken([Int16])
    /// Say how a text would be spoken; it has no zero byte.
    case pronounce(String)
    /// The answer to `pronounce`: the letters of the International Phonetic Alphabet, with stress marks.
    case pronounced(String)
    /// The answer to any, if it could not be done.
    case failed(VoiceFault)
}

/// Why the voice process could not do what it was asked.
package enum VoiceFault: UInt8, Sendable, Hashable {
    /// eSpeak NG has no data on this machine.
    case noData = 1
    /// The voice isn't installed.
    case noVoice = 2
    /// eSpeak NG gave an error, or crashed.
    case engine = 3
    /// The speech is longer than ten minutes.
    case tooLong = 4
    /// A message came that makes no sense at this point.
    case protocolError = 5
}

extension VoiceMessage {
    private enum Kind: UInt8 { case open = 1, opened, speak, spoken, failed, pronounce, pronounced }

    /// A kind, then what it carries: numbers little-endian, texts in UTF-8, two texts with a zero byte between them.
    var bytes: [UInt8] {
        switch self {
        case .open(let voice, let rate): [Kind.open.rawValue] + Self.bytes(of: rate) + voice.utf8
        case .opened(let rate, let version, let folder):
            [Kind.opened.rawValue] + Self.bytes(of: rate) + version.utf8 + [0] + folder.utf8
        case .speak(let text): [Kind.speak.rawValue] + text.utf8
        case .spoken(let samples):
            [Kind.spoken.rawValue] + samples.withUnsafeBytes { Array($0) }
        case .failed(let fault): [Kind.failed.rawValue, fault.rawValue]
        case .pronounce(let text): [Kind.pronounce.rawValue] + text.utf8
        case .pronounced(let letters): [Kind.pronounced.rawValue] + letters.utf8
        }
    }

    /// Nil for bytes that are no message.
    init?(_ bytes: [UInt8]) {
        guard let first = bytes.first, let kind = Kind(rawValue: first) else { return nil }
        let rest = bytes.dropFirst()
        switch kind {
        case .open:
            guard let rate = Self.number(rest) else { return nil }
            self = .open(voice: String(decoding: rest.dropFirst(4), as: UTF8.self), wordsPerMinute: rate)
        case .opened:
            let texts = rest.dropFirst(4).split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            guard let rate = Self.number(rest), texts.count == 2 else { return nil }
            self = .opened(
                sampleRateHz: rate, version: String(decoding: texts[0], as: UTF8.self),
                dataFolder: String(decoding: texts[1], as: UTF8.self))
        case .speak: self = .speak(String(decoding: rest, as: UTF8.self))
        case .pronounce: self = .pronounce(String(decoding: rest, as: UTF8.self))
        case .pronounced: self = .pronounced(String(decoding: rest, as: UTF8.self))
        case .spoken:
            guard rest.count.isMultiple(of: 2) else { return nil }
            self = .spoken(Self.samples(rest))
        case .failed:
            guard rest.count == 1, let code = rest.first, let fault = VoiceFault(rawValue: code) else {
                return nil
            }
            self = .failed(fault)
        }
    }

    private static func bytes(of number: Int32) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int32? {
        guard bytes.count >= 4 else { return nil }
        return bytes.prefix(4).reversed().reduce(Int32(0)) { $0 << 8 | Int32($1) }
    }

    /// Both ends are on one machine: samples keep its byte order.
    private static func samples(_ bytes: ArraySlice<UInt8>) -> [Int16] {
        [Int16](unsafeUninitializedCapacity: bytes.count / 2) { buffer, count in
            bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
            count = bytes.count / 2
        }
    }
}
