import Dialog

extension ServiceReader {
    func sip(_ section: Record) -> SIPConfiguration {
        var sip = SIPConfiguration()
        if let listen = list(
            section, "listen", "a transport, address and port, such as udp:127.0.0.1:5060",
            {
                SIPConfiguration.Listener($0)
            })
        {
            sip.listen = listen
        }
        sip.advertised = section.text("advertised")
        if let ports = ports(section) { sip.mediaPorts = ports }
        if let peers = texts(section, "peers") { sip.peers = peers }
        if let user = section.text("user") { sip.user = user }
        if let codecs = list(section, "codecs", "PCMU or PCMA", { SIPConfiguration.Codec(rawValue: $0) }) {
            sip.codecs = codecs
        }
        if let srtp = section.word("srtp", of: SIPConfiguration.SRTPUse.self) { sip.srtp = srtp }
        if let transfer = section.word("transfer", of: SIPConfiguration.TransferMode.self) {
            sip.transfer = transfer
        }
        if let ringing = section.duration("transfer_ringing", .seconds(5)...(.seconds(55))) {
            sip.transferRinging = ringing
        }
        sip.outboundProxy = section.text("outbound_proxy")
        sip.certificate = path(section, "certificate")
        sip.authorities = path(section, "authorities")
        sip.registrations = entries(section, "registrations", required: ["registrar", "identity"]) { entry in
            guard let registrar = entry.text("registrar"), let identity = entry.text("identity") else {
                return nil
            }
            return SIPConfiguration.Registration(
                registrar: registrar, identity: identity,
                refresh: entry.duration("refresh", .seconds(60)...(.seconds(86_400))) ?? .seconds(300))
        }
        sip.credentials = entries(section, "credentials", required: ["user", "password"]) { entry in
            guard let user = entry.text("user"), let password = secret(entry, "password") else { return nil }
            return SIPConfiguration.Credentials(
                realm: entry.text("realm") ?? "*", user: user, password: password)
        }
        return sip
    }

    /// A list of values of one kind; nil if the key is absent or an entry is wrong, which is reported.
    private func list<Value>(
        _ section: Record, _ key: String, _ expected: String, _ read: (String) -> Value?
    ) -> [Value]? {
        guard let nodes = section[key]?.sequence("'\(key)' of \(section.subject)", findings) else {
            return nil
        }
        if nodes.isEmpty { findings.error(section.keyPosition(key), "'\(key)' is empty; give \(expected)") }
        let values = nodes.compactMap { node -> Value? in
            guard let text = node.text("an entry of '\(key)'", findings) else { return nil }
            if let value = read(text) { return value }
            findings.error(
                node.position, "an entry of '\(key)' must be \(expected), not '\(text.shortened)'")
            return nil
        }
        return values.count == nodes.count ? values : nil
    }

    private func entries<Value>(
        _ section: Record, _ key: String, required: [String], _ read: (Record) -> Value?
    ) -> [Value] {
        let nodes = section[key]?.sequence("'\(key)' of \(section.subject)", findings) ?? []
        return nodes.compactMap { node in
            Record(
                node, "an entry of '\(key)'", keys: ServiceKey.names("sip.\(key)"), required: required,
                findings: findings
            ).flatMap(read)
        }
    }

    private func ports(_ section: Record) -> ClosedRange<UInt16>? {
        guard let text = section.text("media_ports") else { return nil }
        let bounds = text.split(separator: "-").map { UInt16($0) }
        if bounds.count == 2, let first = bounds[0], let last = bounds[1], first < last {
            return first...last
        }
        findings.error(
            section.keyPosition("media_ports"),
            "'media_ports' must be two ports, such as 20000-29999, not '\(text.shortened)'")
        return nil
    }
}
