import FlowFiles
import Foundation
import Logging
import Telemetry

/// What a service traces with, if its configuration says so.
struct ServiceTracing: Sendable {
    let tracer: OTLPTracer
    let exporter: SpanExporter

    /// Reads the secrets.
    init(_ configuration: TracingConfiguration, log: Logger) throws {
        guard let url = URL(string: configuration.url) else {
            throw CommandFailure(.findings, "promesa: error: 'endpoint' of 'tracing' is no address")
        }
        var settings = SpanExporter.Settings(url: url)
        settings.serviceName = configuration.serviceName
        settings.headers = try configuration.headers.mapValues { try $0.read() }
        let queue = SpanQueue(capacity: configuration.queue)
        tracer = OTLPTracer(queue, sample: configuration.sample)
        exporter = SpanExporter(settings, queue, log: log)
    }
}
