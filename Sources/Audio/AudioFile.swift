import Glibc

/// Reads sound files: whatever libsndfile knows, at any rate, with any number of channels.
package enum AudioFile {
    /// How several channels become one.
    package enum Channels: Sendable, Hashable {
        case average
        /// One channel alone, counted from 0 (left).
        case only(Int)
    }

    /// The longest recording that is read: far longer than a call, and short enough for memory.
    package static let longest: Duration = .seconds(4 * 3_600)
    /// Bounds memory where the rate is high: 4 h at 48 kHz.
    private static let mostFrames = 4 * 3_600 * 48_000
    /// How many frames are decoded at once.
    private static let chunkFrames = 65_536

    /// Reads a whole file as mono samples at its own rate; samples beyond full scale saturate.
    package static func read(
        _ path: String, channels choice: Channels = .average
    ) throws(AudioFailure) -> AudioClip {
        try requireRegularFile(path)
        let file = try SoundFile(reading: path)
        if case .only(let channel) = choice, !(0..<file.channels).contains(channel) {
            throw .channelMissing(path: path, channel: channel, channels: file.channels)
        }
        let samples = try mono(file, path: path, choice: choice)
        guard !samples.isEmpty else { throw .empty(path: path) }
        return AudioClip(samples: samples, sampleRateHz: file.sampleRateHz)
    }

    /// Decodes chunk by chunk, for the count of frames in a damaged header is not to be trusted.
    private static func mono(
        _ file: SoundFile, path: String, choice: Channels
    ) throws(AudioFailure) -> [Int16] {
        let limit = min(mostFrames, Int(longest.components.seconds) * file.sampleRateHz)
        var samples: [Int16] = []
        var chunk = [Float](repeating: 0, count: chunkFrames * file.channels)
        while true {
            let frames = file.read(into: &chunk)
            guard frames > 0 else { break }
            guard samples.count + frames <= limit else { throw .tooLong(path: path, limit: longest) }
            for frame in 0..<frames {
                guard let sample = mixed(chunk, frame: frame, channels: file.channels, choice: choice) else {
                    throw .notFinite(path: path, frame: samples.count)
                }
                samples.append(sample)
            }
        }
        return samples
    }

    /// One frame as one sample, or nil if it holds something that is no number.
    private static func mixed(_ chunk: [Float], frame: Int, channels: Int, choice: Channels) -> Int16? {
        let start = frame * channels
        let value: Double
        switch choice {
        case .average:
            var sum = 0.0
            for channel in 0..<channels { sum += Double(chunk[start + channel]) }
            value = sum / Double(channels)
        case .only(let channel):
            value = Double(chunk[start + channel])
        }
        guard value.isFinite else { return nil }
        // libsndfile maps 16-bit PCM to n / 32 768, so this is exact for it.
        return Int16(clampingRounded: value * 32_768)
    }

    /// A folder or a pipe is refused before libsndfile could wait on it or report it badly.
    private static func requireRegularFile(_ path: String) throws(AudioFailure) {
        guard !path.utf8.contains(0), !path.isEmpty else { throw .fileMissing(path: path) }
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .fileMissing(path: path) }
            throw .fileUnreadable(path: path, reason: systemMessage())
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .fileUnreadable(path: path, reason: "it is not a file")
        }
        guard access(path, R_OK) == 0 else { throw .fileUnreadable(path: path, reason: systemMessage()) }
        guard status.st_size > 0 else { throw .empty(path: path) }
    }
}

/// What the system says about the last failed call.
func systemMessage(_ code: Int32 = errno) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
}

extension Int16 {
    /// The nearest sample, saturated at full scale; a value that is no number becomes silence.
    init(clampingRounded value: Double) {
        guard !value.isNaN else {
            self = 0
            return
        }
        let bounded = Swift.min(Swift.max(value.rounded(), Double(Int16.min)), Double(Int16.max))
        self = Int16(bounded)
    }
}
