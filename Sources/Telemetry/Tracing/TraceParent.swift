package import Tracing

/// Where a span stands: its trace, itself, and whether the trace is kept (W3C Trace Context, level 1).
package struct TraceParent: Sendable, Hashable {
    package let trace: TraceID
    package let span: SpanID
    /// Whether the spans of the trace are kept.
    package let isSampled: Bool

    package init(trace: TraceID, span: SpanID, isSampled: Bool) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
    }

    /// Reads the value of a header `traceparent`: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`.
    ///
    /// Nil for anything else. What a later version writes behind the flags is passed over (section 4.3 of the text).
    package init?(_ header: String) {
        let fields = header.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
        guard fields.count >= 4, let version = Self.number(fields[0], bytes: 1), version != 0xFF,
            version > 0 || fields.count == 4, let trace = TraceID(fields[1]), let span = SpanID(fields[2]),
            let flags = Self.number(fields[3], bytes: 1)
        else { return nil }
        self.init(trace: trace, span: span, isSampled: flags & 1 == 1)
    }

    /// As a header says it.
    package var header: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

    /// So many bytes in hexadecimal digits, in lower case as the text asks for.
    fileprivate static func number(_ text: some StringProtocol, bytes: Int) -> UInt64? {
        let isLower = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isLower, text.utf8.count == bytes * 2 else { return nil }
        return UInt64(text, radix: 16)
    }

    fileprivate static func text(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

/// Identifies a trace: 16 bytes, not all of them zero.
package struct TraceID: Sendable, Hashable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// 32 hexadecimal digits in lower case.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 32, let high = TraceParent.number(text.prefix(16), bytes: 8),
            let low = TraceParent.number(text.suffix(16), bytes: 8), high | low != 0
        else { return nil }
        self.high = high
        self.low = low
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func random() -> TraceID {
        TraceID(high: .random(in: 0...(.max)), low: .random(in: 1...(.max)))
    }

    /// Where the trace lies among all, from 0 to below 1: by it, everyone who samples keeps the same traces.
    var place: Double { Double(low >> 11) / Double(1 << 53 as UInt64) }

    package var description: String { TraceParent.text(high) + TraceParent.text(low) }
}

/// Identifies a span: 8 bytes, not all of them zero.
package struct SpanID: Sendable, Hashable, CustomStringConvertible {
    private let number: UInt64

    /// 16 hexadecimal digits in lower case.
    package init?(_ text: some StringProtocol) {
        guard let number = TraceParent.number(text, bytes: 8), number != 0 else { return nil }
        self.number = number
    }

    private init(_ number: UInt64) { self.number = number }

    package static func random() -> SpanID { SpanID(.random(in: 1...(.max))) }

    package var description: String { TraceParent.text(number) }
}

private enum TraceParentKey: InstrumentationContextKey {
    typealias Value = TraceParent
    static var nameOverride: String? { "traceparent" }
}

extension InstrumentationContext {
    /// The span that what is begun here belongs to.
    package var traceParent: TraceParent? {
        get { self[TraceParentKey.self] }
        set { self[TraceParentKey.self] = newValue }
    }
}
