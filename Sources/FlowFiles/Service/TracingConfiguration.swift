import Foundation

/// Where the spans of calls are sent; without it, nowhere.
package struct TracingConfiguration: Sendable, Hashable {
    /// The collector's address; `/v1/traces` is put behind it.
    package var endpoint: String
    /// What the service is called there.
    package var serviceName = "promesa"
    /// Headers of every post by their names; the values are secrets.
    package var headers: [String: SecretReference] = [:]
    /// The share of calls whose spans are kept, where nobody upstream decided; 0…1.
    package var sample = 1.0
    /// Spans that may wait to be sent.
    package var queue = 2_048
    /// Whether `http` may go to another machine.
    package var mayBePlain = false

    package init(endpoint: String) { self.endpoint = endpoint }

    /// Where spans are posted.
    package var url: String {
        (endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint) + "/v1/traces"
    }
}

extension ServiceReader {
    func tracing(_ section: Record) -> TracingConfiguration? {
        guard let endpoint = section.text("endpoint") else {
            if !section.has("endpoint") {
                findings.error(section.position, "'tracing' needs 'endpoint'")
            }
            return nil
        }
        var tracing = TracingConfiguration(endpoint: endpoint)
        tracing.serviceName = section.text("service_name") ?? tracing.serviceName
        tracing.headers = headers(section)
        tracing.queue = section.integer("queue", 16...65_536) ?? tracing.queue
        tracing.mayBePlain = section.truth("plain_http") ?? false
        if let text = section.text("sample") {
            if let share = Literal.fraction(text) {
                tracing.sample = share
            } else {
                findings.error(
                    section.keyPosition("sample"),
                    "'sample' of 'tracing' must be a number from 0 to 1, not '\(text.shortened)'")
            }
        }
        if let problem = PostAddress.problem(
            endpoint, mayBePlain: tracing.mayBePlain, example: "http://127.0.0.1:4318")
        {
            findings.error(section.keyPosition("endpoint"), "'endpoint' of 'tracing' \(problem)")
        }
        return tracing
    }

    private func headers(_ section: Record) -> [String: SecretReference] {
        guard let entries = section["headers"]?.mapping("'headers' of 'tracing'", findings) else {
            return [:]
        }
        let names = entries.map(\.key)
        for entry in entries where !Self.isHeaderName(entry.key) {
            findings.error(entry.keyPosition, "'\(entry.key.shortened)' is no name of a header")
        }
        let record = Record(
            entries, at: section.position, "'headers' of 'tracing'", keys: names, findings: findings)
        var headers: [String: SecretReference] = [:]
        for name in names { headers[name] = secret(record, name) }
        return headers
    }

    /// Whether a text is a token of RFC 9110, section 5.6.2, in what of it names use.
    private static func isHeaderName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x5F
            }
    }
}
