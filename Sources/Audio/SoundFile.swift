import CSndFile

/// Owns one open file of libsndfile and closes it.
final class SoundFile {
    let channels: Int
    let sampleRateHz: Int
    private static let mostChannels = 64
    private let handle: OpaquePointer

    /// Opens a sound file to be read; its kind follows from its contents.
    init(reading path: String) throws(AudioFailure) {
        var info = SF_INFO()
        guard let handle = sf_open(path, Int32(SFM_READ), &info) else {
            throw .notAudio(path: path, reason: Self.message(nil))
        }
        guard (1...Self.mostChannels).contains(Int(info.channels)),
            Resampler.allowedRatesHz.contains(Int(info.samplerate))
        else {
            sf_close(handle)
            throw .notAudio(path: path, reason: "\(info.channels) channels at \(info.samplerate) Hz")
        }
        self.handle = handle
        channels = Int(info.channels)
        sampleRateHz = Int(info.samplerate)
    }

    deinit { sf_close(handle) }

    /// Decodes as many whole frames as the buffer holds and returns how many there were; 0 at the end.
    func read(into buffer: inout [Float]) -> Int {
        let wanted = buffer.count / channels
        let got = buffer.withUnsafeMutableBufferPointer { pointer in
            sf_readf_float(handle, pointer.baseAddress, sf_count_t(wanted))
        }
        return min(max(Int(clamping: got), 0), wanted)
    }

    /// What libsndfile says about its last failure, without a full stop.
    static func message(_ handle: OpaquePointer?) -> String {
        guard let text = sf_strerror(handle) else { return "unknown error" }
        let message = String(cString: text)
        return message.hasSuffix(".") ? String(message.dropLast()) : message
    }
}
