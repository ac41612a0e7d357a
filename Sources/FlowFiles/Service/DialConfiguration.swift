/// How the service places calls; without it, it places none.
package struct DialConfiguration: Sendable, Hashable {
    /// The Unix domain socket on which `promesa dial` asks; nil for the store's path with `-control` behind it.
    package var socket: String?
    /// What may stand behind the `@` of an address that is dialled, such as `gateway.example:5060;transport=tcp`.
    package var gateways: [String] = []
    /// The caller id to show, as a SIP address; nil for the agent's own.
    package var from: String?
    /// After so long without an answer the attempt is over.
    package var ringing: Duration = .seconds(30)
    /// Flows that calls are placed with, besides those of the routes.
    package var flows: [String] = []

    package init() {}

    /// Whether a text can stand behind the `@` of a SIP address: a host, a port, a transport.
    static func isGateway(_ text: String) -> Bool {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, text.utf8.count <= 255, parts.count <= 2,
            host.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-.:[]".utf8.contains(byte)
            })
        else { return false }
        return parts.count == 1 || ["transport=udp", "transport=tcp", "transport=tls"].contains(parts[1])
    }
}

extension ServiceConfiguration {
    /// Where `promesa dial` finds the service; nil if it places no calls.
    package var controlSocket: String? { dial.map { $0.socket ?? store + "-control" } }
}

extension ServiceReader {
    func dial(_ section: Record) -> DialConfiguration {
        var dial = DialConfiguration()
        dial.socket = path(section, "socket")
        if let nodes = section["gateways"]?.sequence("'gateways' of \(section.subject)", findings) {
            dial.gateways = nodes.compactMap { node in
                guard let text = node.text("an entry of 'gateways'", findings) else { return nil }
                if DialConfiguration.isGateway(text) { return text }
                findings.error(
                    node.position,
                    "an entry of 'gateways' must be a host with its port, such as gateway.example:5060, and at most a "
                        + "transport behind it, not '\(text.shortened)'")
                return nil
            }
        }
        if dial.gateways.isEmpty {
            findings.error(section.position, "'dial' needs 'gateways': where calls may be sent to")
        }
        dial.from = section.text("from")
        if let ringing = section.duration("ringing", .seconds(15)...(.seconds(120))) {
            dial.ringing = ringing
        }
        dial.flows = (texts(section, "flows") ?? []).map {
            $0.hasPrefix("/") ? $0 : ProjectFiles.join(folder, $0)
        }
        return dial
    }
}
