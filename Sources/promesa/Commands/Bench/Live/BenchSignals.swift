import Dispatch
import Foundation

/// Tidies up when somebody ends the command, as by Ctrl-C; the command ends as the signal says.
final class BenchSignals {
    private let sources: [any DispatchSourceSignal]

    init(_ tidy: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "bench-signals")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                tidy()
                exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
    }
}
