import Audio

/// Cuts the silence around a text, so that segments of one prompt join without gaps.
enum SilenceTrimming {
    private static let blockLength = AudioFrame.sampleRateHz / 100
    /// A block is silent this far below the loudest sample.
    private static let silenceBelowPeakDB = 46.0
    /// Kept before and after: soft consonants and the ring of the last vowel.
    private static let leadBlocks = 2
    private static let tailBlocks = 6

    /// Silence in between stays; what is silent throughout becomes empty.
    static func trimmed(_ samples: [Int16]) -> [Int16] {
        let peak = LevelMeter.peakDBFS(samples)
        let isSound = stride(from: 0, to: samples.count, by: blockLength).map { start in
            let block = samples[start..<min(start + blockLength, samples.count)]
            return LevelMeter.peakDBFS(block) > max(peak - silenceBelowPeakDB, -70)
        }
        guard let first = isSound.firstIndex(of: true), let last = isSound.lastIndex(of: true) else {
            return []
        }
        let start = max(first - leadBlocks, 0) * blockLength
        let end = min((last + 1 + tailBlocks) * blockLength, samples.count)
        return Array(samples[start..<end])
    }
}
