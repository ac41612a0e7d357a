import Glibc

/// Writes a 16-bit PCM WAV file whose bytes follow from its samples alone.
///
/// Samples go to `<path>.partial`, which takes its final name only when `finish` has completed it: whoever
/// sees the file sees all of it. A writer that goes away unfinished removes its partial file; only a killed
/// process leaves one. Nothing is forced to disk: what must survive a power cut belongs into the journal.
package final class WAVWriter {
    /// WAV counts bytes in 32 bits and some readers take them as signed.
    private static let mostSamples = (Int(Int32.max) - 4_096) / 2
    /// Samples that are kept back, so that a tick is not a system call.
    private static let bufferedSamples = 16_384

    package let path: String
    package let channels: Int
    private let partialPath: String
    private var state: State
    private var pending: [Int16] = []
    private var sampleCount = 0

    private enum State {
        /// Takes samples; leads to `finished` or `abandoned`.
        case open(SoundFile)
        /// The file has its name.
        case finished
        /// The partial file is gone, because of a failure or on request.
        case abandoned
    }

    /// Creates the partial file, so that a folder that cannot be written to is known before the call.
    package init(
        path: String, channels: Int = 1, sampleRateHz: Int = AudioFrame.sampleRateHz
    ) throws(AudioFailure) {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .writeFailed(path: path, reason: "not a file name")
        }
        self.path = path
        self.channels = channels
        partialPath = path + ".partial"
        do {
            state = .open(
                try SoundFile(creatingWAV: partialPath, channels: channels, sampleRateHz: sampleRateHz))
        } catch .writeFailed(_, let reason) {
            throw .writeFailed(path: path, reason: reason)
        }
        pending.reserveCapacity(Self.bufferedSamples + 4_096)
    }

    deinit { abandon() }

    /// Appends interleaved samples: whole frames of one sample for each channel.
    package func write(_ interleaved: [Int16]) throws(AudioFailure) {
        guard interleaved.count.isMultiple(of: channels) else {
            throw .writeFailed(path: path, reason: "\(interleaved.count) samples for \(channels) channels")
        }
        guard case .open = state else { throw .writeFailed(path: path, reason: "it is finished") }
        guard sampleCount + interleaved.count <= Self.mostSamples else {
            throw .writeFailed(path: path, reason: "a WAV file holds 2 GiB at the most")
        }
        sampleCount += interleaved.count
        pending += interleaved
        if pending.count >= Self.bufferedSamples { try flush() }
    }

    /// Completes the file and gives it its name, replacing another; does nothing the second time.
    package func finish() throws(AudioFailure) {
        guard case .open = state else { return }
        try flush()
        guard case .open(let file) = state else { return }
        if let reason = file.close() { throw failed(reason) }
        guard rename(partialPath, path) == 0 else { throw failed(systemMessage()) }
        state = .finished
    }

    /// Gives the file up and removes what was written; does nothing once it is finished.
    package func abandon() {
        guard case .open(let file) = state else { return }
        state = .abandoned
        // It goes away; whether its header was complete no longer matters.
        _ = file.close()
        _ = unlink(partialPath)
    }

    private func flush() throws(AudioFailure) {
        guard case .open(let file) = state, !pending.isEmpty else { return }
        if let reason = file.write(pending) { throw failed(reason) }
        pending.removeAll(keepingCapacity: true)
    }

    private func failed(_ reason: String) -> AudioFailure {
        abandon()
        return .writeFailed(path: path, reason: reason)
    }
}
