import Foundation
import Tracing

/// Spans as OTLP/HTTP has them in JSON (OpenTelemetry protocol 1.3: identities in hexadecimal digits, 64-bit numbers as text).
struct OTLPDocument: Encodable {
    /// Longer texts are cut.
    private static let longestText = 256

    struct Attribute: Encodable {
        let key: String
        let value: Value

        static func list(_ attributes: SpanAttributes) -> [Attribute] {
            var list: [Attribute] = []
            attributes.forEach { list.append(Attribute(key: $0, value: Value($1))) }
            return Array(list.sorted { $0.key < $1.key }.prefix(OTLPSpan.mostParts))
        }
    }

    /// One of its kinds; numbers that are not finite are texts.
    struct Value: Encodable {
        struct Values: Encodable { let values: [Value] }
        var stringValue: String?
        var intValue: String?
        var boolValue: Bool?
        var doubleValue: Double?
        var arrayValue: Values?

        init(_ text: String) { stringValue = String(text.prefix(OTLPDocument.longestText)) }

        private init(_ number: Int64) { intValue = "\(number)" }

        private init(_ number: Double) {
            if number.isFinite { doubleValue = number } else { stringValue = "\(number)" }
        }

        private init(_ truth: Bool) { boolValue = truth }

        private init(_ values: [Value]) {
            arrayValue = Values(values: Array(values.prefix(OTLPSpan.mostParts)))
        }

        init(_ attribute: SpanAttribute) {
            switch attribute {
            case .int32(let value): self.init(Int64(value))
            case .int64(let value): self.init(value)
            case .double(let value): self.init(value)
            case .bool(let value): self.init(value)
            case .string(let value): self.init(value)
            case .stringConvertible(let value): self.init(value.description)
            case .int32Array(let values): self.init(values.map { Value(Int64($0)) })
            case .int64Array(let values): self.init(values.map { Value($0) })
            case .doubleArray(let values): self.init(values.map { Value($0) })
            case .boolArray(let values): self.init(values.map { Value($0) })
            case .stringArray(let values): self.init(values.map { Value($0) })
            case .stringConvertibleArray(let values): self.init(values.map { Value($0.description) })
            default: self.init("")
            }
        }
    }

    struct Event: Encodable {
        let timeUnixNano: String
        let name: String
        let attributes: [Attribute]

        init(_ event: SpanEvent) {
            timeUnixNano = "\(event.nanosecondsSinceEpoch)"
            name = event.name
            attributes = Attribute.list(event.attributes)
        }
    }

    struct Link: Encodable {
        let traceId: String
        let spanId: String
        let attributes: [Attribute]

        /// Nil for what is no span of ours.
        init?(_ link: SpanLink) {
            guard let place = link.context.traceParent else { return nil }
            traceId = "\(place.trace)"
            spanId = "\(place.span)"
            attributes = Attribute.list(link.attributes)
        }
    }

    struct Status: Encodable {
        let code: Int
        let message: String?
    }

    struct Span: Encodable {
        let traceId: String
        let spanId: String
        let parentSpanId: String?
        let flags: Int
        let name: String
        let kind: Int
        let startTimeUnixNano: String
        let endTimeUnixNano: String
        let attributes: [Attribute]
        let events: [Event]
        let links: [Link]
        let status: Status?

        init(_ span: FinishedSpan) {
            traceId = "\(span.place.trace)"
            spanId = "\(span.place.span)"
            parentSpanId = span.parent.map(\.description)
            flags = span.place.isSampled ? 1 : 0
            name = span.name
            kind = Self.number(of: span.kind)
            startTimeUnixNano = "\(span.startedAt)"
            endTimeUnixNano = "\(span.endedAt)"
            attributes = Attribute.list(span.attributes)
            events = span.events.map { Event($0) }
            links = span.links.compactMap { Link($0) }
            status = span.status.map {
                Status(code: $0.code == .ok ? 1 : 2, message: $0.message)
            }
        }

        private static func number(of kind: SpanKind) -> Int {
            switch kind {
            case .internal: 1
            case .server: 2
            case .client: 3
            case .producer: 4
            case .consumer: 5
            }
        }
    }

    struct Scope: Encodable { let name: String }

    struct ScopeSpans: Encodable {
        let scope: Scope
        let spans: [Span]
    }

    struct Resource: Encodable { let attributes: [Attribute] }

    struct ResourceSpans: Encodable {
        let resource: Resource
        let scopeSpans: [ScopeSpans]
    }

    let resourceSpans: [ResourceSpans]

    init(_ spans: [FinishedSpan], serviceName: String) {
        resourceSpans = [
            ResourceSpans(
                resource: Resource(attributes: [Attribute(key: "service.name", value: Value(serviceName))]),
                scopeSpans: [ScopeSpans(scope: Scope(name: "promesa"), spans: spans.map { Span($0) })])
        ]
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
