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

    @Flag(
        help: ArgumentHelp(
            "End every call and stop once standard input is at its end: for a program that starts a service which must not outlive it."
        ))
    var untilInputEnds = false

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
        defer { JSONLog.flush() }
        // A peer that is gone must not end the process.
        signal(SIGPIPE, SIG_IGN)
        let service = try RunningService(
            configuration, allowed: unsafeAllow.flatMap { AllowedRules($0) }, metrics: metrics,
            log: Logger(label: "promesa"))
        let signals = Self.signals(service)
        if untilInputEnds { Self.watchInput(service, signals.stopped) }
        try Blocking.wait { try await service.start() }
        signals.stopped.wait()
        try Blocking.wait { await service.drain() }
        withExtendedLifetime(signals) {}
    }

    /// A pipe on standard input is at its end once whoever holds its other end is gone, however it went.
    private static func watchInput(_ service: RunningService, _ stopped: DispatchSemaphore) {
        Thread.detachNewThread {
            var bytes = [UInt8](repeating: 0, count: 64)
            while true {
                let count = read(STDIN_FILENO, &bytes, bytes.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
            }
            service.endCalls("whoever started the service is gone")
            stopped.signal()
        }
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
}
