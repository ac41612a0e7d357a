import Audio
import Calls
import Dialog
import SpokenForms
import Synchronization
import TestSupport
import Testing

@testable import Live

/// A streaming pass that runs on threads of its own.
@Suite struct PooledRecognizerTests {
    /// Keeps jobs until the test has them done.
    private final class PatientQueue: JobQueue {
        private let jobs = Mutex<[@Sendable () -> Void]>([])
        let isFull = Mutex(false)
        var count: Int { jobs.withLock { $0.count } }

        func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
            guard !isFull.withLock({ $0 }) else { return false }
            jobs.withLock { $0.append(job) }
            return true
        }

        func work() {
            let due = jobs.withLock { jobs in
                defer { jobs = [] }
                return jobs
            }
            for job in due { job() }
        }
    }

    private static let sentences = ["yes", "no"]
    private let queue = PatientQueue()
    private let pool = RecognizerPool { _ in FakeRecognizer(Self.sentences) }

    private func recognizer() -> PooledRecognizer { PooledRecognizer(pool, threads: queue) }
    private func grammar() throws -> ListeningGrammar {
        try ListeningGrammar(
            language: "en-US", target: .yesNo, universals: [:],
            today: try #require(LocalDate(iso: "2026-03-02")),
            currency: .usd)
    }

    @Test func `words come once the threads have heard the frames`() throws {
        let recognizer = recognizer()
        try recognizer.startStreaming(grammar())
        for frame in FakeRecognizer.speech(1, frames: 3) {
            #expect(try recognizer.process(frame) == [])
        }
        // One job hears all that waits.
        #expect(queue.count == 1)
        queue.work()
        #expect(try recognizer.process(.silence) == ["no"])
        recognizer.stopStreaming()
    }

    @Test func `a recogniser comes back when the pass ends, whatever waits`() throws {
        for _ in 1...3 {
            let recognizer = recognizer()
            try recognizer.startStreaming(grammar())
            for frame in FakeRecognizer.speech(0, frames: 2) { _ = try recognizer.process(frame) }
            queue.work()
            _ = try recognizer.process(.silence)
            recognizer.stopStreaming()
            queue.work()
        }
        #expect(pool.count == 1)
    }

    @Test func `a call that goes away gives its recogniser back`() throws {
        for _ in 1...2 {
            try recognizer().startStreaming(grammar())
            let recognizer = recognizer()
            try recognizer.startStreaming(grammar())
            _ = try recognizer.process(.silence)
            queue.work()
        }
        queue.work()
        #expect(pool.count == 1)
    }

    @Test func `threads that have too much to do are asked again at the next frame`() throws {
        let recognizer = recognizer()
        try recognizer.startStreaming(grammar())
        queue.isFull.withLock { $0 = true }
        for frame in FakeRecognizer.speech(0, frames: 2) { _ = try recognizer.process(frame) }
        #expect(queue.count == 0)
        queue.isFull.withLock { $0 = false }
        _ = try recognizer.process(.silence)
        queue.work()
        #expect(try recognizer.process(.silence) == ["yes"])
        queue.work()
        queue.isFull.withLock { $0 = true }
        recognizer.stopStreaming()
        let next = self.recognizer()
        queue.isFull.withLock { $0 = false }
        try next.startStreaming(grammar())
        _ = try next.process(.silence)
        queue.work()
        #expect(pool.count == 1)
    }

    @Test func `what fails on the threads is thrown at the next frame`() throws {
        let failing = RecognizerPool { _ in
            let fake = FakeRecognizer(Self.sentences)
            fake.failure = .decoderFailed("in a test")
            return fake
        }
        let recognizer = PooledRecognizer(failing, threads: queue)
        try recognizer.startStreaming(grammar())
        _ = try recognizer.process(.silence)
        queue.work()
        #expect(throws: RecognitionFailure.decoderFailed("in a test")) {
            try recognizer.process(.silence)
        }
    }
}
