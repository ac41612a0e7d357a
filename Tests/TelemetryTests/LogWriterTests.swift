import Foundation
import Synchronization
import Testing

@testable import Telemetry

@Suite struct LogWriterTests {
    @Test func `lines come out whole and in order`() throws {
        let pipe = Pipe()
        let writer = LogWriter(pipe.fileHandleForWriting)
        for number in 0..<100 { writer.write { Data("line \(number)\n".utf8) } }
        writer.flush()
        try pipe.fileHandleForWriting.close()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text == (0..<100).map { "line \($0)\n" }.joined())
    }

    @Test func `a pipe that nobody reads holds nobody up, and what was left out is told`() throws {
        let pipe = Pipe()
        let writer = LogWriter(pipe.fileHandleForWriting, capacity: 10)
        // More than a pipe and the queue can hold.
        let line = Data((String(repeating: "x", count: 9_999) + "\n").utf8)
        for _ in 0..<100 { writer.write { line } }
        let read = Mutex(Data())
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while true {
                let data = pipe.fileHandleForReading.availableData
                if data.isEmpty { break }
                read.withLock { $0.append(data) }
            }
            done.signal()
        }
        writer.flush(seconds: 60)
        try pipe.fileHandleForWriting.close()
        done.wait()
        let text = String(decoding: read.withLock { $0 }, as: UTF8.self)
        let lines = text.split(separator: "\n")
        let whole = lines.count { $0.count == 9_999 }
        let told = lines.compactMap { $0.firstMatch(of: /"lines":"(\d+)"/).flatMap { Int($0.output.1) } }
        #expect(whole + told.reduce(0, +) == 100)
        #expect(whole < 100)
    }
}
