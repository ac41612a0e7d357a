/// Builds WAV files byte by byte, for what our own writer does not write.
struct WAVBytes {
    /// 1 PCM, 3 floating point, 6 A-law, 7 µ-law.
    var format = 1
    var channels = 1
    var rateHz = 8_000
    var bits = 16
    var data: [UInt8] = []

    var bytes: [UInt8] {
        let frame = channels * bits / 8
        let header =
            little(format, 2) + little(channels, 2) + little(rateHz, 4) + little(rateHz * frame, 4)
            + little(frame, 2) + little(bits, 2)
        let body =
            Array("WAVE".utf8) + Array("fmt ".utf8) + little(header.count, 4) + header + Array("data".utf8)
            + little(data.count, 4) + data
        return Array("RIFF".utf8) + little(body.count, 4) + body
    }

    private func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    static func pcm16(_ samples: [Int16]) -> [UInt8] {
        samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    static func float32(_ samples: [Float]) -> [UInt8] {
        samples.flatMap { sample in (0..<4).map { UInt8(truncatingIfNeeded: sample.bitPattern >> ($0 * 8)) } }
    }
}
