import CSndFile

/// Owns one open file of libsndfile and closes it.
final class SoundFile {
    let channels: Int
    let sampleRateHz: Int
    private static let mostChannels = 64
    private let handle: OpaquePointer
    private var isClosed = false

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

    /// Creates a 16-bit PCM WAV file, or empties the one that is there.
    ///
    /// libsndfile adds a PEAK chunk with the time of day to floating-point files only, so this one's bytes
    /// follow from its samples alone.
    init(creatingWAV path: String, channels: Int, sampleRateHz: Int) throws(AudioFailure) {
        var info = SF_INFO()
        info.channels = Int32(clamping: channels)
        info.samplerate = Int32(clamping: sampleRateHz)
        info.format = Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
        guard (1...Self.mostChannels).contains(channels), Resampler.allowedRatesHz.contains(sampleRateHz)
        else {
            throw .writeFailed(path: path, reason: "\(channels) channels at \(sampleRateHz) Hz")
        }
        guard let handle = sf_open(path, Int32(SFM_WRITE), &info) else {
            throw .writeFailed(path: path, reason: Self.message(nil))
        }
        self.handle = handle
        self.channels = channels
        self.sampleRateHz = sampleRateHz
    }

    deinit {
        if !isClosed { sf_close(handle) }
    }

    /// Writes whole frames of interleaved samples and returns what went wrong, if anything.
    func write(_ interleaved: [Int16]) -> String? {
        let frames = interleaved.count / channels
        let written = interleaved.withUnsafeBufferPointer { pointer in
            sf_writef_short(handle, pointer.baseAddress, sf_count_t(frames))
        }
        return written == sf_count_t(frames) ? nil : Self.message(handle)
    }

    /// Closes the file, which completes its header; the object is of no use afterwards.
    func close() -> String? {
        guard !isClosed else { return nil }
        isClosed = true
        let code = sf_close(handle)
        guard code != 0 else { return nil }
        return sf_error_number(code).map { String(cString: $0) } ?? "error \(code)"
    }

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
