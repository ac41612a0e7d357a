import Audio
import Calls
import Dialog
import Live
import Synchronization
import TestSupport

/// A leg whose other side is a script.
final class LoopbackLeg: LiveLeg {
    private var script: ScriptedLeg
    private(set) var hangUps = 0
    private(set) var handedOver: [(String, HandOff)] = []
    private(set) var cancelled = 0
    /// Given at once; nil leaves the transfer running.
    var transferOutcome: TransferOutcome? = .connected

    init(_ acts: [ScriptedLeg.Act]) { script = ScriptedLeg(acts) }

    var sent: [AudioFrame] { script.sent }
    func send(_ output: LegOutput) { script.send(output) }
    func receive() -> LegInput { script.receive() }
    func hangUp() { hangUps += 1 }
    func transfer(
        to destination: String, _ handOff: HandOff, done: @escaping (TransferOutcome) -> Void
    ) {
        handedOver.append((destination, handOff))
        if let transferOutcome { done(transferOutcome) }
    }
    func cancelTransfer() { cancelled += 1 }
    var quality: LineQuality { LineQuality() }
}

/// Does each job at once, on the thread that submits it.
struct ImmediateQueue: JobQueue {
    var isFull = false
    func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        guard !isFull else { return false }
        job()
        return true
    }
}

/// Keeps jobs until they are let go.
final class HeldQueue: JobQueue {
    private let held = Mutex<(jobs: [@Sendable () -> Void], isOpen: Bool)>(([], false))

    func submit(_ job: @escaping @Sendable () -> Void) -> Bool {
        let isOpen = held.withLock { held in
            if !held.isOpen { held.jobs.append(job) }
            return held.isOpen
        }
        if isOpen { job() }
        return true
    }

    /// Does what was kept, and from now on each job at once.
    func letGo() {
        let jobs = held.withLock { held in
            defer { held = ([], true) }
            return held.jobs
        }
        for job in jobs { job() }
    }
}

/// What a test's service shares.
struct SampleResources {
    let journal: MemoryJournal

    init(_ fault: MemoryJournal.Fault = .none) { journal = MemoryJournal(fault) }

    func make(
        speech: any JobQueue = ImmediateQueue(), store: any JobQueue = ImmediateQueue()
    ) -> LiveResources {
        LiveResources(
            speechPool: speech, storePool: store,
            recognizers: RecognizerPool { _ in FakeRecognizer(SampleSetup.sentences) },
            speech: SpeechJobs(synthesizer: FakeSynthesizer(), recordings: { _, _ in nil }), journal: journal)
    }
}

/// Collects what an observer is told.
final class Told<Value: Sendable>: Sendable {
    private let kept = Mutex<[Value]>([])
    var values: [Value] { kept.withLock { $0 } }
    func add(_ value: Value) { kept.withLock { $0.append(value) } }
}
