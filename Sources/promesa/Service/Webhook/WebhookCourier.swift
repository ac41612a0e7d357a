import Calls
import FlowFiles
import Foundation
import Logging
import Metrics
import Storage
import Telemetry

/// Tells somebody of each call's outcome, until they say that they have it.
///
/// What is to be told is in the store, where it came with the outcome itself; so a receiver that is down, and a service that
/// is killed, lose nothing. It is told at least once: the receiver knows a second telling by its `Idempotency-Key`.
final class WebhookCourier: Sendable {
    private static let delay = RetryDelay(first: .seconds(1), longest: .seconds(15 * 60))
    /// While nobody takes anything, nothing else is tried for up to so long.
    private static let pause = RetryDelay(first: .milliseconds(500), longest: .seconds(60))
    /// How often it is looked whether there is something to tell.
    private static let idle: Duration = .seconds(1)
    /// At the end of the service what is due is told for so long.
    private static let farewell: Duration = .seconds(5)

    private let signature: WebhookSignature
    private let store: SQLiteStore
    private let log: Logger
    private let client: PostClient
    private let work = TaskBox()

    /// Reads the secret.
    init(
        _ configuration: WebhookConfiguration, store: SQLiteStore, log: Logger
    ) throws {
        guard let url = URL(string: configuration.url) else {
            throw CommandFailure(.findings, "promesa: error: 'url' of 'webhook' is no address")
        }
        guard let signature = WebhookSignature(secret: try configuration.secret.read()) else {
            throw CommandFailure(
                .findings,
                "promesa: error: the secret of 'webhook' must have \(WebhookSignature.fewestBytes) characters or more"
            )
        }
        self.signature = signature
        self.store = store
        self.log = log
        client = PostClient(url, timeoutSeconds: Double(configuration.timeout.components.seconds))
    }

    func start() {
        work.set(
            Task { [self] in
                var failures = 0
                while !Task.isCancelled {
                    let outcome = await tellNext()
                    failures = outcome == .failed ? failures + 1 : 0
                    await rest(after: outcome, failures)
                }
            })
    }

    /// Tells what is due, for a moment, and ends; the rest is told after the next start.
    func stop() async {
        work.cancel()
        await work.ended()
        let limit = ContinuousClock.now + Self.farewell
        while ContinuousClock.now < limit, await tellNext() == .told {}
        client.end()
    }

    // MARK: One item

    private enum Outcome { case nothingDue, told, failed }

    private func rest(after outcome: Outcome, _ failures: Int) async {
        var generator = SystemRandomNumberGenerator()
        switch outcome {
        case .told: break
        case .nothingDue: try? await Task.sleep(for: Self.idle)
        case .failed: try? await Task.sleep(for: Self.pause.after(failures, using: &generator))
        }
    }

    private func tellNext() async -> Outcome {
        let now = Self.milliseconds()
        do throws(JournalFailure) {
            let horizon = Self.delay.longest.components.seconds * 1_000
            Gauge(label: "promesa_webhook_waiting").record(try store.outboxCount())
            guard let item = try store.dueOutboxItem(atMilliseconds: now, horizon: horizon) else {
                return .nothingDue
            }
            guard let why = await post(item) else {
                Self.count("told")
                try store.removeOutboxItem(item.id)
                return .told
            }
            Self.count("failed")
            var generator = SystemRandomNumberGenerator()
            let wait = Self.delay.after(item.tries + 1, using: &generator)
            try store.postponeOutboxItem(
                item.id, untilMilliseconds: now + wait.components.seconds * 1_000 + 1)
            log.warning(
                "an outcome could not be told; it is tried again",
                metadata: ["item": "\(item.key)", "tries": "\(item.tries + 1)", "reason": "\(why)"])
            return .failed
        } catch {
            log.error("the outcomes to tell can't be read", metadata: ["reason": "\(error)"])
            return .failed
        }
    }

    /// Nil once the receiver has it, else why not.
    private func post(_ item: OutboxItem) async -> String? {
        do throws(PostClient.NoAnswer) {
            let status = try await client.post(
                Data(item.body.utf8),
                headers: [
                    "Idempotency-Key": item.key,
                    WebhookSignature.header: signature.text(
                        of: item.body, atSeconds: Self.milliseconds() / 1_000),
                ])
            return (200..<300).contains(status) ? nil : "HTTP \(status)"
        } catch {
            return error.why
        }
    }

    private static func count(_ outcome: String) {
        Counter(label: "promesa_webhook_posts_total", dimensions: [("outcome", outcome)]).increment()
    }

    private static func milliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }
}
