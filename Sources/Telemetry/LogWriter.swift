import Foundation
import Synchronization

/// Writes lines on a thread of its own, so that whoever logs never waits for a full pipe.
///
/// Bounded: lines for which there is no room are left out, and how many they were is written as soon as there is room again.
final class LogWriter: Sendable {
    private struct State {
        var lines: [@Sendable () -> Data?] = []
        var leftOut = 0
        var isWriting = false
        var hasThread = false
    }

    private let output: FileHandle
    private let capacity: Int
    private let state = Mutex(State())
    private let ready = DispatchSemaphore(value: 0)

    init(_ output: FileHandle, capacity: Int = 4_096) {
        self.output = output
        self.capacity = capacity
    }

    /// Takes a line, which is put into words on the writer's thread; nil is written as nothing.
    func write(_ line: @escaping @Sendable () -> Data?) {
        let begins = state.withLock { state in
            defer { state.hasThread = true }
            if state.lines.count < capacity { state.lines.append(line) } else { state.leftOut += 1 }
            return !state.hasThread
        }
        if begins { Thread.detachNewThread { [self] in run() } }
        ready.signal()
    }

    /// Returns once everything is written, or after so many seconds.
    func flush(seconds: Double = 2) {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end, state.withLock({ !$0.lines.isEmpty || $0.isWriting }) {
            Thread.sleep(forTimeInterval: 0.002)
        }
    }

    private func run() {
        while true {
            ready.wait()
            let (lines, leftOut) = state.withLock { state in
                defer { (state.lines, state.leftOut, state.isWriting) = ([], 0, true) }
                return (state.lines, state.leftOut)
            }
            for line in lines {
                if let data = line() { try? output.write(contentsOf: data) }
            }
            if leftOut > 0 {
                let time = JSONLog.words(for: Date())
                let words =
                    #"{"level":"warning","lines":"\#(leftOut)","logger":"promesa","#
                    + #""message":"lines of the log were left out","time":"\#(time)"}"#
                try? output.write(contentsOf: Data((words + "\n").utf8))
            }
            state.withLock { $0.isWriting = false }
        }
    }
}
