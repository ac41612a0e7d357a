import Audio
import Live
import Synchronization

/// Records one live call: the caller left, our side right, in chunks of a second.
///
/// The call's loop only collects; sealing and writing are done on a thread of their own. Whatever fails there ends the
/// recording and never the call.
final class CallRecorder: Sendable {
    private static let ticksInChunk = 50

    private struct State {
        var isRecording = true
        /// Samples of both sides in turn, not yet handed over.
        var samples: [Int16] = []
        var ticks = 0
    }

    private enum File {
        case notBegun(() throws(SealedRecordingFailure) -> SealedRecordingWriter)
        case open(SealedRecordingWriter)
        case over
    }

    private let state = Mutex(State())
    /// Used on the recordings' thread alone, after the call that made it.
    private let file: FileBox
    private let pool: any JobQueue
    private let failed: @Sendable (String) -> Void

    private final class FileBox: @unchecked Sendable {
        var file: File
        init(_ file: File) { self.file = file }
    }

    /// `open` is called with the first chunk; `failed` is told once, on some thread, why the recording ended early.
    init(
        on pool: any JobQueue,
        open: @escaping @Sendable () throws(SealedRecordingFailure) -> SealedRecordingWriter,
        failed: @escaping @Sendable (String) -> Void
    ) {
        self.pool = pool
        self.failed = failed
        file = FileBox(.notBegun(open))
    }

    /// Takes a tick; nothing is kept before the notice, and nothing of the caller while a secret is asked for.
    func take(caller: AudioFrame, ours: AudioFrame, isSecret: Bool, isAfterNotice: Bool) {
        guard isAfterNotice else { return }
        let chunk: [Int16]? = state.withLock { state in
            guard state.isRecording else { return nil }
            Self.add(isSecret ? [] : caller.samples, ours.samples, to: &state.samples)
            state.ticks += 1
            guard state.ticks >= Self.ticksInChunk else { return nil }
            defer { (state.samples, state.ticks) = ([], 0) }
            return state.samples
        }
        if let chunk { hand(chunk, isLast: false) }
    }

    /// The call is over.
    func finish() {
        let rest: [Int16]? = state.withLock { state in
            guard state.isRecording else { return nil }
            state.isRecording = false
            defer { state.samples = [] }
            return state.samples
        }
        if let rest { hand(rest, isLast: true) }
    }

    /// A frame that is short, or not to be kept, is silence: the next one must not move.
    private static func add(_ caller: [Int16], _ ours: [Int16], to samples: inout [Int16]) {
        for index in 0..<AudioFrame.length {
            samples.append(index < caller.count ? caller[index] : 0)
            samples.append(index < ours.count ? ours[index] : 0)
        }
    }

    private func hand(_ samples: [Int16], isLast: Bool) {
        let isQueued = pool.submit { [self] in write(samples, isLast) }
        if !isQueued { giveUp("the disk is too slow") }
    }

    private func write(_ samples: [Int16], _ isLast: Bool) {
        do throws(SealedRecordingFailure) {
            let writer: SealedRecordingWriter
            switch file.file {
            case .over: return
            case .open(let open): writer = open
            case .notBegun(let open):
                // A call that ends before the notice leaves no file.
                if samples.isEmpty { return }
                writer = try open()
                file.file = .open(writer)
            }
            if !samples.isEmpty { try writer.append(samples.littleEndianBytes) }
            guard isLast else { return }
            try writer.finish()
            file.file = .over
        } catch {
            file.file = .over
            giveUp("\(error)")
        }
    }

    private func giveUp(_ why: String) {
        state.withLock { state in
            state.isRecording = false
            state.samples = []
        }
        failed(why)
    }
}

extension [Int16] {
    /// Two bytes a sample.
    var littleEndianBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 2)
        for sample in self {
            let bits = UInt16(bitPattern: sample)
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
        }
        return bytes
    }

    /// From two bytes a sample; an odd last byte is left out.
    init(littleEndianBytes bytes: [UInt8]) {
        self = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)
        }
    }
}
