import Audio
import Foundation
import Glibc
import Live
import Synchronization
import Testing

@testable import promesa

@Suite struct CallRecorderTests {
    /// Does each job at once.
    private struct Inline: JobQueue {
        var isFull = false
        func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
            guard !isFull else { return false }
            job()
            return true
        }
    }

    private let folder: ScratchFolder
    private let key: RecordingKey
    private let failures = Failures()

    private final class Failures: Sendable {
        let told = Mutex(0)
        var count: Int { told.withLock { $0 } }
    }

    init() throws {
        folder = try ScratchFolder()
        key = try #require(RecordingKey(String(repeating: "0f", count: 32)))
    }

    private func recorder(isFull: Bool = false, intoFullDisk: Bool = false) -> CallRecorder {
        let (path, key, failures) = (folder.path("call"), key, failures)
        return CallRecorder(
            on: Inline(isFull: isFull),
            open: { () throws(SealedRecordingFailure) in
                if intoFullDisk {
                    return try SealedRecordingWriter(descriptor: open("/dev/full", O_WRONLY), key: key)
                }
                return try SealedRecordingWriter(path: path, key: key)
            }, failed: { _ in failures.told.withLock { $0 += 1 } })
    }

    private func take(
        _ ticks: Range<Int>, _ recorder: CallRecorder, isSecret: Bool = false, isAfterNotice: Bool = true
    ) {
        for _ in ticks {
            recorder.take(
                caller: AudioFrame([Int16](repeating: 1_000, count: AudioFrame.length)),
                ours: AudioFrame([Int16](repeating: -2_000, count: AudioFrame.length)), isSecret: isSecret,
                isAfterNotice: isAfterNotice)
        }
    }

    /// Both sides of each tick that was recorded.
    private func recorded() throws -> [(caller: Int16, ours: Int16)] {
        let reader = try SealedRecordingReader(path: folder.path("call"), key: key)
        var samples: [Int16] = []
        while let chunk = try reader.next() { samples += [Int16](littleEndianBytes: chunk) }
        return stride(from: 0, to: samples.count, by: 2 * AudioFrame.length).map {
            (samples[$0], samples[$0 + 1])
        }
    }

    @Test func `a call is recorded from the notice on, without what the caller says to a secret question`()
        throws
    {
        let recorder = recorder()
        take(0..<20, recorder, isAfterNotice: false)
        take(20..<50, recorder)
        take(50..<80, recorder, isSecret: true)
        take(80..<140, recorder)
        recorder.finish()
        recorder.finish()
        let ticks = try recorded()
        #expect(ticks.count == 120)
        #expect(ticks.allSatisfy { $0.ours == -2_000 })
        #expect(ticks.enumerated().allSatisfy { $1.caller == ((30..<60).contains($0) ? 0 : 1_000) })
        #expect(failures.count == 0)
    }

    @Test func `a call that ends before the notice leaves no file`() {
        let recorder = recorder()
        take(0..<1, recorder, isAfterNotice: false)
        recorder.finish()
        #expect(!FileManager.default.fileExists(atPath: folder.path("call")))
    }

    @Test func `a full disk ends the recording, is told once, and the ticks go on`() {
        let recorder = recorder(intoFullDisk: true)
        take(0..<500, recorder)
        recorder.finish()
        #expect(failures.count == 1)
    }

    @Test func `a disk that can't keep up ends the recording and is told once`() {
        let recorder = recorder(isFull: true)
        take(0..<500, recorder)
        recorder.finish()
        #expect(failures.count == 1)
    }
}
