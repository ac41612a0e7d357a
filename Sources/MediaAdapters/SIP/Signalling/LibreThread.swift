import CLibRe
import Glibc
import Live
import Synchronization

/// The one thread on which libre runs; whatever touches libre is handed to it, and runs there in order.
///
/// libre keeps its event loop in a global, so a process has one such thread. It starts with the first adapter and stays:
/// an idle one waits in `epoll`.
final class LibreThread: Sendable {
    /// More open files than any machine of ours has calls; libre's own default is 1 024.
    private static let mostFiles: Int32 = 65_536

    private static let started: Result<LibreThread, StartFailure> = {
        do throws(StartFailure) { return .success(try LibreThread()) } catch { return .failure(error) }
    }()

    private struct StartFailure: Error {
        let what: String
        let code: Int32
    }

    /// The pointer never changes, and ringing is safe from any thread.
    private struct Bell: @unchecked Sendable {
        let queue: OpaquePointer
    }

    private let waiting: Mutex<[@Sendable () -> Void]>
    private let bell: Bell

    /// The thread; starts it the first time.
    static func running() throws(AdapterFailure) -> LibreThread {
        switch started {
        case .success(let thread): return thread
        case .failure(let failure):
            throw .configuration("sip: libre can't start: \(failure.what): \(systemText(failure.code))")
        }
    }

    private init() throws(StartFailure) {
        // What it would print names callers.
        dbg_init(Int32(DBG_EMERG), dbg_flags(rawValue: 0))
        try Self.check(libre_init(), "set-up")
        try Self.check(fd_setsize(Self.mostFiles), "table of files")
        waiting = Mutex([])
        var queue: OpaquePointer?
        let code = mqueue_alloc(&queue, { _, _, argument in LibreThread.at(argument)?.runWaiting() }, nil)
        guard code == 0, let queue else { throw StartFailure(what: "queue", code: code) }
        bell = Bell(queue: queue)
        try start()
    }

    /// The argument of the bell is not known before `self` is, so the handler asks here.
    private static func at(_ argument: UnsafeMutableRawPointer?) -> LibreThread? {
        try? started.get()
    }

    private func start() throws(StartFailure) {
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { _ in
                // Signals are for the process's own handlers.
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_BLOCK, &all, nil)
                _ = re_main(nil)
                return nil
            }, nil)
        try Self.check(code, "thread")
        pthread_detach(thread)
    }

    private static func check(_ code: Int32, _ what: String) throws(StartFailure) {
        guard code == 0 else { throw StartFailure(what: what, code: code) }
    }

    /// Runs work on the thread, after what was handed over before; never blocks.
    func run(_ work: @escaping @Sendable () -> Void) {
        let mustRing = waiting.withLock { waiting in
            waiting.append(work)
            return waiting.count == 1
        }
        // One ring for any number of pieces of work: its pipe can't fill up.
        if mustRing { _ = mqueue_push(bell.queue, 0, nil) }
    }

    /// Runs work on the thread and waits for what comes of it.
    func result<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            run { continuation.resume(returning: work()) }
        }
    }

    private func runWaiting() {
        let work = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for piece in work { piece() }
    }
}

/// What the system says about an error number.
func systemText(_ code: Int32) -> String {
    var text = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &text, text.count) == 0 else { return "error \(code)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
