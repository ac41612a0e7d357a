import ArgumentParser
import CoreMetrics
import Dialog
import Dispatch
import FlowFiles
import Foundation
import Logging
import Telemetry

/// `promesa serve`: carries live calls until it is told to stop.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Carry live calls.",
        discussion: """
            The configuration says where calls come from, which flow each gets, and how many may run. Every flow is proved
            before the first call. Logs go to standard error, one JSON object a line; 'ready' on standard output says
            that calls are taken.

            SIGTERM or SIGINT: no more calls are taken, those that run come to their end (at most 'drain'), and the
            service ends. SIGHUP: flows, prompts and accounts are loaded anew for the calls from then on; if they have an
            error, the old ones stay.

            EXAMPLE
              promesa serve --config Examples/promesa.yaml
            """)

    @Option(help: ArgumentHelp("The configuration, a YAML file (docs/service.md).", valueName: "file"))
    var config: String

    @Flag(help: "Print the configuration with every default, and what each key means; don't serve.")
    var printConfig = false

    @Option(
        help: ArgumentHelp(
            "Serve although the flows break these rules, such as F13,U2. Every call's journal says so.",
            valueName: "rules"))
    var unsafeAllow: String?

    func validate() throws {
        if let unsafeAllow, AllowedRules(unsafeAllow) == nil {
            throw ValidationError("'\(unsafeAllow)' is no list of rules; write it as F13,U2.")
        }
    }

    func run() throws {
        let loaded = ServiceFile.load(path: config)
        for diagnostic in loaded.diagnostics { StandardError.print(diagnostic.description) }
        guard let configuration = loaded.configuration else {
            throw CommandFailure(.findings, "promesa: error: the configuration can't be used")
        }
        if printConfig { return print(configuration.text, terminator: "") }
        let metrics = ServiceTelemetry.backend()
        MetricsSystem.bootstrap(metrics)
        LoggingSystem.bootstrap { JSONLog(label: $0) }
        // A peer that is gone must not end the process.
        signal(SIGPIPE, SIG_IGN)
        let service = try RunningService(
            configuration, allowed: unsafeAllow.flatMap { AllowedRules($0) }, metrics: metrics,
            log: Logger(label: "promesa"))
        let signals = Self.signals(service)
        try Self.wait { try await service.start() }
        signals.stopped.wait()
        try Self.wait { await service.drain() }
        withExtendedLifetime(signals) {}
    }

    private struct Signals {
        let stopped: DispatchSemaphore
        let sources: [any DispatchSourceSignal]
    }

    private static func signals(_ service: RunningService) -> Signals {
        let stopped = DispatchSemaphore(value: 0)
        let queue = DispatchQueue(label: "signals")
        let sources = [SIGTERM, SIGINT, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if number == SIGHUP { service.reload() } else { stopped.signal() }
            }
            source.resume()
            return source
        }
        return Signals(stopped: stopped, sources: sources)
    }

    /// Waits on this thread, which has nothing else to do.
    private static func wait(for work: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let result = ResultBox()
        Task {
            do { try await work() } catch { result.failure = error }
            done.signal()
        }
        done.wait()
        if let failure = result.failure { throw failure }
    }

    /// Written before the semaphore is signalled, read after.
    private final class ResultBox: @unchecked Sendable {
        var failure: (any Error)?
    }
}
