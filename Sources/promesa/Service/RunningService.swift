import Calls
import Dialog
import Dispatch
import FlowFiles
import Foundation
import Live
import Logging
import MediaAdapters
import Metrics
import NIOCore
import NIOPosix
import Speech
import Storage
import Synchronization
import Telemetry

/// A service with all its parts, from start to drain.
final class RunningService: Sendable {
    private let configuration: ServiceConfiguration
    private let log: Logger
    private let group: MultiThreadedEventLoopGroup
    private let resources: LiveResources
    private let pools: [JobPool]
    /// Rules that the flows may break.
    private let allowed: AllowedRules?
    private let router: ServiceRouter
    private let service: CallService
    private let adapters: [any MediaAdapter]
    private let monitoring: MonitoringServer?
    private let control: ControlServer?
    private let webhook: WebhookCourier?
    private let recordings: RecordingFolder?
    private let tracing: ServiceTracing?

    init(
        _ configuration: ServiceConfiguration, allowed: AllowedRules? = nil, metrics: PrometheusMetrics,
        log: Logger
    ) throws {
        self.configuration = configuration
        self.allowed = allowed
        self.log = log
        let flows = try ServiceFlows(configuration, on: try CallOptions.todayHere(), allowed: allowed)
        flows.accounts.warn(log)
        let store = try StoreOpening.open(
            configuration.store, outbox: configuration.webhook == nil ? .none : .kept)
        let speech = try ServiceModels(configuration.speech)
        let processors = ProcessInfo.processInfo.activeProcessorCount
        let loops = configuration.loops == 0 ? processors : configuration.loops
        let decoders = configuration.decoders == 0 ? processors : configuration.decoders
        let group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
        self.group = group
        ThreadSlice.shorten(group)
        let waiting = configuration.calls * 8 + 64
        let speechPool = JobPool(name: "speech", threads: decoders, capacity: waiting)
        let storePool = JobPool(name: "store", threads: 1, capacity: waiting)
        pools = [speechPool, storePool]
        resources = LiveResources(
            speechPool: speechPool, storePool: storePool,
            recognizers: RecognizerPool { language throws(RecognitionFailure) in
                try speech.recognizer(language)
            },
            speech: SpeechJobs(
                synthesizer: CachingSynthesizer(ESpeakSynthesizer()),
                recordings: ServiceRecordings.reader(configuration)),
            journal: store)
        router = ServiceRouter(configuration.routes, flows)
        recordings = try configuration.recordings.map {
            try RecordingFolder($0, calls: configuration.calls, log: log)
        }
        tracing = try configuration.tracing.map { try ServiceTracing($0, log: log) }
        let telemetry = ServiceTelemetry(log, recordings: recordings, tracer: tracing?.tracer)
        let limits = ServiceLimits(calls: configuration.calls, longestCall: configuration.longestCall)
        let service = CallService(limits, resources, router: router, observer: telemetry)
        self.service = service
        adapters = try Self.adapters(configuration, on: group, log)
        webhook = try configuration.webhook.map {
            try WebhookCourier($0, store: store, log: log)
        }
        control = Self.control(
            configuration, adapters, router, service, store, storePool, telemetry, on: group)
        let recognizers = resources.recognizers
        monitoring = configuration.monitoring.map { _ in
            MonitoringServer(
                MonitoringServer.Pages(
                    metrics: {
                        Gauge(label: "promesa_calls").record(service.callCount)
                        Gauge(label: "promesa_recognizers").record(recognizers.count)
                        return metrics.text() + ProcessFigures.now.page
                    }, isReady: { !service.isDraining }))
        }
        try load(speech, flows.languages)
    }

    /// Loads models and, meanwhile, speaks a first word, so that the first call waits for nothing.
    private func load(_ speech: ServiceModels, _ languages: [LanguageTag]) throws {
        let voice = Mutex<(any Error)?>(nil)
        let spoken = DispatchGroup()
        DispatchQueue.global().async(group: spoken) {
            do {
                for language in languages { _ = try ESpeakSynthesizer().synthesize("1", language: language) }
            } catch {
                voice.withLock { $0 = error }
            }
        }
        do {
            for language in languages {
                if let shortcoming = try speech.load(language) { log.warning("\(shortcoming)") }
                try resources.recognizers.prepare(1, for: language)
            }
            spoken.wait()
            if let failure = voice.withLock({ $0 }) { throw failure }
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    private static func adapters(
        _ configuration: ServiceConfiguration, on group: any EventLoopGroup, _ log: Logger
    ) throws -> [any MediaAdapter] {
        var adapters: [any MediaAdapter] = []
        if let audioSocket = configuration.audioSocket {
            adapters.append(AudioSocketAdapter(try audioSocket.settings(), on: group))
        }
        if let sip = configuration.sip {
            let settings = try sip.settings(calls: configuration.calls)
            if let warning = settings.warning { log.warning("\(warning)") }
            adapters.append(SIPAdapter(settings, group: group))
        }
        return adapters
    }

    /// What takes orders to place calls; nil if the service places none.
    private static func control(
        _ configuration: ServiceConfiguration, _ adapters: [any MediaAdapter], _ router: ServiceRouter,
        _ service: CallService, _ store: SQLiteStore, _ storePool: JobPool, _ telemetry: ServiceTelemetry,
        on group: any EventLoopGroup
    ) -> ControlServer? {
        guard let dial = configuration.dial, let path = configuration.controlSocket,
            let adapter = adapters.lazy.compactMap({ $0 as? any DialingAdapter }).first
        else { return nil }
        let desk = DialDesk(
            dial, router: router, service: service, store: store, on: storePool, adapter: adapter,
            telemetry: telemetry)
        return ControlServer(path: path, desk: desk, on: group)
    }

    /// Begins to take calls; tells where on standard output.
    func start() async throws {
        for adapter in adapters {
            do throws(AdapterFailure) {
                for address in try await adapter.start(service) { say("\(adapter.name) on \(address)") }
            } catch {
                throw CommandFailure(.environment, "promesa: error: \(error)")
            }
        }
        if let monitoring, let address = configuration.monitoring {
            do {
                let port = try await monitoring.start(host: address.host, port: address.port)
                say("monitoring on \(ListenAddress(host: address.host, port: port))")
            } catch {
                throw CommandFailure(
                    .environment, "promesa: error: cannot listen on \(address) for monitoring: \(error)")
            }
        }
        webhook?.start()
        tracing?.exporter.start()
        if let control, let path = configuration.controlSocket {
            try await control.start()
            say("orders on \(path)")
        }
        prepareRecognizers()
        say("ready")
    }

    /// Makes some recognisers ahead: a call that must wait for one answers late.
    private func prepareRecognizers() {
        let resources = resources
        let count = min(max(configuration.calls / 4, 2), 32)
        for language in router.flows.languages {
            _ = resources.speechPool.submit { try? resources.recognizers.prepare(count, for: language) }
        }
    }

    /// Loads flows, prompts and accounts anew for the calls from now on; what is bad is refused and the old stays.
    func reload() {
        do {
            let flows = try ServiceFlows(configuration, on: try CallOptions.todayHere(), allowed: allowed)
            flows.accounts.warn(log)
            router.replace(flows)
            log.notice("flows, prompts and accounts were loaded anew")
        } catch {
            log.error("the new flows, prompts or accounts are refused; the old ones stay")
        }
    }

    /// Takes no more calls and ends those that run.
    func endCalls(_ why: String) {
        service.drain()
        service.endAll(why)
    }

    /// Takes no more calls, lets those that run come to their end, and frees everything.
    func drain() async {
        service.drain()
        log.notice("no more calls are taken", metadata: ["calls": "\(service.callCount)"])
        await control?.stop()
        for adapter in adapters { await adapter.drain() }
        let end = ContinuousClock.now + configuration.drain
        let limit = Task { [service] in
            try await Task.sleep(until: end)
            service.endAll("the service is stopped")
        }
        await service.awaitEmpty()
        limit.cancel()
        // Whoever was handed over talks on through us.
        while adapters.contains(where: { $0.handedOver > 0 }), ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(100))
        }
        for adapter in adapters { await adapter.stop() }
        await webhook?.stop()
        await tracing?.exporter.stop()
        await monitoring?.stop()
        for pool in pools { pool.stop() }
        recordings?.stop()
        try? await group.shutdownGracefully()
        log.notice("every call has ended and is stored")
    }

    private func say(_ text: String) {
        print(text)
        fflush(nil)
    }
}

/// Recorded prompts of a service, kept in memory once read.
enum ServiceRecordings {
    static func reader(_ configuration: ServiceConfiguration) -> @Sendable (String, LanguageTag) -> [Int16]? {
        let prompts =
            configuration.prompts
            ?? configuration.routes.first.map { ProgramLoader.defaultPrompts(forFlow: $0.flow) } ?? "Prompts"
        return PromptRecordings.reader(folder: prompts)
    }
}
