package import Foundation
package import Logging
import Synchronization

/// Posts spans to a collector, in batches, by OTLP over HTTP in JSON.
///
/// It never holds up who makes spans. A collector that is down costs a bounded number of tries a batch; then the batch is
/// counted as dropped.
package final class SpanExporter: Sendable {
    package struct Settings: Sendable {
        /// With its path, such as `http://127.0.0.1:4318/v1/traces`.
        package var url: URL
        package var serviceName = "promesa"
        /// Sent along, such as a token.
        package var headers: [String: String] = [:]
        /// Between two tries of a batch.
        package var delay = RetryDelay(first: .seconds(1), longest: .seconds(30))
        /// How often it is looked whether there is something to send.
        package var idle: Duration = .seconds(1)
        /// A collector that gives no answer for so long has none.
        package var timeoutSeconds = 10.0

        package init(url: URL) { self.url = url }
    }

    private static let batch = 256
    private static let tries = 5
    /// At the end what waits is sent for so long, whatever the collector does.
    private static let farewell: Duration = .seconds(3)

    private let settings: Settings
    private let queue: SpanQueue
    private let log: Logger
    private let client: PostClient
    private let work = TaskBox()
    /// The post that is on its way.
    private let posting = Mutex<Task<Outcome, Never>?>(nil)

    package init(_ settings: Settings, _ queue: SpanQueue, log: Logger) {
        self.settings = settings
        self.queue = queue
        self.log = log
        client = PostClient(settings.url, timeoutSeconds: settings.timeoutSeconds)
    }

    package func start() {
        work.set(
            Task(priority: .utility) { [self] in
                while !Task.isCancelled {
                    let spans = queue.take(Self.batch)
                    if spans.isEmpty {
                        try? await Task.sleep(for: settings.idle)
                    } else {
                        await send(spans)
                    }
                }
            })
    }

    /// Sends what waits, for a moment, and ends.
    package func stop() async {
        let limit = ContinuousClock.now + Self.farewell
        let bell = Task {
            try? await Task.sleep(until: limit)
            posting.withLock { $0?.cancel() }
        }
        work.cancel()
        await work.ended()
        while ContinuousClock.now < limit {
            let spans = queue.take(Self.batch)
            if spans.isEmpty { break }
            if case .taken = await postWhole(spans) { continue }
            queue.drop(spans)
        }
        bell.cancel()
        queue.drop(queue.take(.max))
        client.end()
    }

    // MARK: One batch

    private enum Outcome {
        case taken
        /// It may go better later.
        case failed(String)
        case refused(String)
    }

    /// Tries until the batch is taken, refused, or has been tried often enough.
    private func send(_ spans: [FinishedSpan]) async {
        var generator = SystemRandomNumberGenerator()
        var tries = 0
        while true {
            tries += 1
            let outcome = await postWhole(spans)
            switch outcome {
            case .taken: return
            case .refused(let why): return drop(spans, why)
            case .failed(let why):
                guard tries < Self.tries, !Task.isCancelled else { return drop(spans, why) }
                try? await Task.sleep(for: settings.delay.after(tries, using: &generator))
                if Task.isCancelled { return drop(spans, why) }
            }
        }
    }

    /// A post that comes to its end though the exporter is stopped meanwhile, unless that takes too long.
    private func postWhole(_ spans: [FinishedSpan]) async -> Outcome {
        let task = Task { await post(spans) }
        posting.withLock { $0 = task }
        return await task.value
    }

    private func drop(_ spans: [FinishedSpan], _ why: String) {
        queue.drop(spans)
        log.warning("spans could not be sent", metadata: ["spans": "\(spans.count)", "reason": "\(why)"])
    }

    private func post(_ spans: [FinishedSpan]) async -> Outcome {
        do {
            let body = try OTLPDocument(spans, serviceName: settings.serviceName).json()
            let status = try await client.post(body, headers: settings.headers)
            switch status {
            case 200..<300: return .taken
            // What the protocol says may be tried again.
            case 429, 502, 503, 504: return .failed("HTTP \(status)")
            default: return .refused("HTTP \(status)")
            }
        } catch let error as PostClient.NoAnswer {
            return .failed(error.why)
        } catch {
            return .failed(error.localizedDescription)
        }
    }
}
