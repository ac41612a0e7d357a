import Dialog

extension ServiceConfiguration {
    /// The configuration as it is in force, as YAML, each key with what it means.
    package var text: String {
        var lines: [String] = []
        func add(_ section: String, _ name: String, _ value: String?, indent: String = "") {
            let key = ServiceKey.of(section).first { $0.name == name }
            lines.append("\(indent)# \(key?.meaning ?? "")")
            lines.append(value.map { "\(indent)\(name): \($0)" } ?? "\(indent)# \(name):")
        }
        add("", "organisation", quoted(organisation))
        add("", "accounts", quoted(accounts))
        add("", "store", quoted(store))
        add("", "prompts", prompts.map(quoted))
        add("", "holidays", holidays.map(quoted))
        add("", "policies", policies.map(quoted))
        if !speech.models.isEmpty {
            lines.append("speech:")
            add("speech", "models", speech.modelsText, indent: "  ")
        }
        lines.append("service:")
        add("service", "calls", "\(calls)", indent: "  ")
        add("service", "longest_call", Literal.text(longestCall), indent: "  ")
        add("service", "drain", Literal.text(drain), indent: "  ")
        add("service", "loops", "\(loops)", indent: "  ")
        add("service", "decoders", "\(decoders)", indent: "  ")
        lines.append("routes:")
        for route in routes {
            lines.append("  - flow: \(quoted(route.flow))")
            lines.append("    account: \(route.account.text)")
            if let adapter = route.adapter { lines.append("    adapter: \(adapter)") }
            if let called = route.called { lines.append("    called: \(quoted(called))") }
            if let language = route.language { lines.append("    language: \(language)") }
        }
        if let audioSocket {
            lines.append("audiosocket:")
            add("audiosocket", "listen", quoted(audioSocket.listen.description), indent: "  ")
            let peers = audioSocket.peers.map(quoted).joined(separator: ", ")
            add("audiosocket", "peers", "[\(peers)]", indent: "  ")
            add("audiosocket", "token", audioSocket.token?.text, indent: "  ")
            add("audiosocket", "account_prefix", quoted(audioSocket.accountPrefix), indent: "  ")
        }
        if let sip {
            lines.append("sip:")
            for (name, value) in sip.texts { add("sip", name, value, indent: "  ") }
        }
        if let dial {
            lines.append("dial:")
            func list(_ texts: [String]) -> String { "[\(texts.map(quoted).joined(separator: ", "))]" }
            add("dial", "socket", dial.socket.map(quoted), indent: "  ")
            add("dial", "gateways", list(dial.gateways), indent: "  ")
            add("dial", "from", dial.from.map(quoted), indent: "  ")
            add("dial", "ringing", Literal.text(dial.ringing), indent: "  ")
            add("dial", "flows", list(dial.flows), indent: "  ")
        }
        if let recordings {
            lines.append("recordings:")
            add("recordings", "folder", quoted(recordings.folder), indent: "  ")
            add("recordings", "key", recordings.key.text, indent: "  ")
        }
        if let webhook {
            lines.append("webhook:")
            add("webhook", "url", quoted(webhook.url), indent: "  ")
            add("webhook", "secret", webhook.secret.text, indent: "  ")
            add("webhook", "timeout", Literal.text(webhook.timeout), indent: "  ")
            add("webhook", "plain_http", webhook.mayBePlain ? "true" : "false", indent: "  ")
        }
        if let tracing {
            lines.append("tracing:")
            add("tracing", "endpoint", quoted(tracing.endpoint), indent: "  ")
            add("tracing", "service_name", quoted(tracing.serviceName), indent: "  ")
            add("tracing", "headers", tracing.headersText, indent: "  ")
            add("tracing", "sample", "\(tracing.sample)", indent: "  ")
            add("tracing", "queue", "\(tracing.queue)", indent: "  ")
            add("tracing", "plain_http", tracing.mayBePlain ? "true" : "false", indent: "  ")
        }
        if let monitoring {
            lines.append("monitoring:")
            add("monitoring", "listen", quoted(monitoring.description), indent: "  ")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func quoted(_ text: String) -> String { text.quotedYAML }
}

extension SIPConfiguration {
    /// The keys in order, as YAML.
    fileprivate var texts: [(String, String?)] {
        func list(_ texts: [String]) -> String { "[\(texts.joined(separator: ", "))]" }
        return [
            ("listen", list(listen.map(\.text.quotedYAML))), ("advertised", advertised?.quotedYAML),
            ("media_ports", "\(mediaPorts.lowerBound)-\(mediaPorts.upperBound)"),
            ("peers", list(peers.map(\.quotedYAML))), ("user", user.quotedYAML),
            ("codecs", list(codecs.map(\.rawValue))), ("srtp", srtp.rawValue),
            ("transfer", transfer.rawValue), ("transfer_ringing", Literal.text(transferRinging)),
            ("outbound_proxy", outboundProxy?.quotedYAML),
            ("certificate", certificate?.quotedYAML), ("authorities", authorities?.quotedYAML),
            (
                "registrations",
                list(
                    registrations.map {
                        "{registrar: \($0.registrar.quotedYAML), identity: \($0.identity.quotedYAML), "
                            + "refresh: \(Literal.text($0.refresh))}"
                    })
            ),
            (
                "credentials",
                list(
                    credentials.map {
                        "{realm: \($0.realm.quotedYAML), user: \($0.user.quotedYAML), password: \($0.password.text)}"
                    })
            ),
        ]
    }
}

extension TracingConfiguration {
    fileprivate var headersText: String {
        let entries = headers.sorted { $0.key < $1.key }
        return "{" + entries.map { "\($0.key.quotedYAML): \($0.value.text)" }.joined(separator: ", ") + "}"
    }
}

extension ServiceRoute.AccountSource {
    fileprivate var text: String {
        switch self {
        case .parameter(let name): "{parameter: \(name.quotedYAML)}"
        case .caller: "{caller: number}"
        }
    }
}

extension SecretReference {
    /// Where the secret is.
    fileprivate var text: String {
        switch self {
        case .environment(let name): "{env: \(name.quotedYAML)}"
        case .file(let path): "{file: \(path.quotedYAML)}"
        }
    }
}

extension String {
    var quotedYAML: String { "'" + replacing("'", with: "''") + "'" }
}
