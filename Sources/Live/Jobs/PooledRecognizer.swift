package import Audio
package import Calls
package import SpokenForms
import Synchronization

/// One call's recogniser: it holds one of the pool's while somebody speaks, and none otherwise.
///
/// The streaming pass runs on the speech threads, so that no frame waits for it: the words it gives are those of the frames
/// that were heard by then, some milliseconds ago. They only decide how long a silence is waited for. What fails there is
/// thrown at the next frame.
package final class PooledRecognizer: Recognizer {
    private let pool: RecognizerPool
    private let threads: any JobQueue
    private var streaming: StreamingPass?

    package init(_ pool: RecognizerPool, threads: any JobQueue) {
        self.pool = pool
        self.threads = threads
    }

    deinit { streaming?.stop() }

    package func startStreaming(_ grammar: ListeningGrammar) throws(RecognitionFailure) {
        stopStreaming()
        streaming = StreamingPass(grammar, pool, threads)
    }

    package func process(_ frame: AudioFrame) throws(RecognitionFailure) -> [String] {
        try streaming?.process(frame) ?? []
    }

    package func stopStreaming() {
        streaming?.stop()
        streaming = nil
    }

    package func recognize(
        _ utterance: [Int16], _ grammar: ListeningGrammar, for aim: RecognitionAim
    ) throws(RecognitionFailure) -> RecognitionResult {
        try pool.recognize(utterance, grammar, for: aim)
    }
}

/// A streaming pass on its way through the speech threads, one job at a time.
private final class StreamingPass: Sendable {
    private enum Stage {
        /// No recogniser is held yet.
        case begun
        case running(RecognizerPool.Lent)
        /// Nothing more is heard; the recogniser has been given back, or there was none.
        case over
    }

    private struct State {
        var waiting: [AudioFrame] = []
        var words: [String] = []
        var failure: RecognitionFailure?
        var isStopped = false
        /// Whether a job is waiting or running; it alone touches `stage`.
        var isQueued = false
        var stage = Stage.begun
    }

    private let grammar: ListeningGrammar
    private let pool: RecognizerPool
    private let threads: any JobQueue
    private let state = Mutex(State())

    init(_ grammar: ListeningGrammar, _ pool: RecognizerPool, _ threads: any JobQueue) {
        self.grammar = grammar
        self.pool = pool
        self.threads = threads
    }

    /// Takes a frame; returns the words of those that were heard by now.
    func process(_ frame: AudioFrame) throws(RecognitionFailure) -> [String] {
        let (words, failure) = state.withLock { state in
            state.waiting.append(frame)
            return (state.words, state.failure)
        }
        if let failure { throw failure }
        submit()
        return words
    }

    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.waiting = []
        }
        submit()
    }

    /// Has a job hear what waits, unless one does already.
    ///
    /// If the threads have too much to do, the next frame asks again.
    private func submit() {
        let isNew = state.withLock { state in
            if state.isQueued { return false }
            if case .over = state.stage { return false }
            state.isQueued = true
            return true
        }
        guard isNew, !threads.submit({ self.work() }) else { return }
        if state.withLock({ $0.isStopped }) {
            // Nobody asks again.
            work()
        } else {
            state.withLock { $0.isQueued = false }
        }
    }

    private func work() {
        while true {
            let next = state.withLock { state -> (frames: [AudioFrame], isStopped: Bool, stage: Stage) in
                defer { state.waiting = [] }
                if state.waiting.isEmpty, !state.isStopped { state.isQueued = false }
                return (state.waiting, state.isStopped, state.stage)
            }
            if next.isStopped { return finish(next.stage) }
            if next.frames.isEmpty { return }
            hear(next.frames, next.stage)
        }
    }

    private func hear(_ frames: [AudioFrame], _ stage: Stage) {
        do throws(RecognitionFailure) {
            let lent: RecognizerPool.Lent
            switch stage {
            case .over: return
            case .running(let running): lent = running
            case .begun:
                lent = try pool.take(for: grammar.language)
                state.withLock { $0.stage = .running(lent) }
                try lent.recognizer.startStreaming(grammar)
            }
            var words: [String] = []
            for frame in frames { words = try lent.recognizer.process(frame) }
            state.withLock { $0.words = words }
        } catch {
            state.withLock { $0.failure = error }
        }
    }

    private func finish(_ stage: Stage) {
        if case .running(let lent) = stage {
            lent.recognizer.stopStreaming()
            pool.giveBack(lent, for: grammar.language)
        }
        state.withLock { state in
            state.stage = .over
            state.isQueued = false
        }
    }
}
