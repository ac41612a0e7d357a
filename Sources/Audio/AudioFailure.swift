/// Why audio could not be read, converted or written; says which file and what was wrong with it.
package enum AudioFailure: Error, Hashable, CustomStringConvertible {
    /// There is no such file.
    case fileMissing(path: String)
    /// The file is there, but it is a folder, a device or not ours to read.
    case fileUnreadable(path: String, reason: String)
    /// The bytes are not audio that libsndfile knows, or their header is damaged.
    case notAudio(path: String, reason: String)
    /// A sound file without a single sample.
    case empty(path: String)
    /// A sample is not a number or is infinite; counted in frames from 0.
    case notFinite(path: String, frame: Int)
    /// More audio than one call can hold.
    case tooLong(path: String, limit: Duration)
    /// A channel was chosen that the file does not have; counted from 0.
    case channelMissing(path: String, channel: Int, channels: Int)
    /// The sample rate is none that speech is recorded at.
    case rateRefused(hertz: Int, allowed: ClosedRange<Int>)
    /// soxr gave up; says what it said.
    case resamplingFailed(reason: String)
    /// A sound file could not be written: disk full, no such folder, read-only.
    case writeFailed(path: String, reason: String)

    package var description: String {
        switch self {
        case .fileMissing(let path): "\(path): no such file"
        case .fileUnreadable(let path, let reason): "\(path): cannot be read: \(reason)"
        case .notAudio(let path, let reason):
            "\(path): not audio that can be read (\(reason)); use WAV, FLAC or OGG"
        case .empty(let path): "\(path): holds no samples"
        case .notFinite(let path, let frame):
            "\(path): sample \(frame) is not a finite number; export the file again as 16-bit PCM"
        case .tooLong(let path, let limit):
            "\(path): longer than the limit of \(limit.components.seconds / 3_600) h"
        case .channelMissing(let path, let channel, let channels):
            "\(path): channel \(channel) was asked for, but the file has \(channels), counted from 0"
        case .rateRefused(let hertz, let allowed):
            "\(hertz) Hz is no sample rate of speech; use \(allowed.lowerBound) to \(allowed.upperBound) Hz"
        case .resamplingFailed(let reason): "the sample rate could not be changed: \(reason)"
        case .writeFailed(let path, let reason): "\(path): could not be written: \(reason)"
        }
    }
}
