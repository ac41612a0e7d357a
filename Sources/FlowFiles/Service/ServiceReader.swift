import Dialog

/// Reads the sections one by one.
struct ServiceReader {
    private enum AccountKey: String, CaseIterable { case parameter, caller }
    private enum CallerKey: String, CaseIterable { case number }
    private enum Adapter: String, CaseIterable { case audiosocket, sip }

    let folder: String
    let findings: Findings

    init(folder: String, _ findings: Findings) {
        self.folder = folder
        self.findings = findings
    }

    func read(_ record: Record) -> ServiceConfiguration {
        var configuration = ServiceConfiguration()
        configuration.organisation = path(record, "organisation") ?? ""
        configuration.accounts = path(record, "accounts") ?? ""
        configuration.store = path(record, "store") ?? ProjectFiles.join(folder, configuration.store)
        configuration.prompts = path(record, "prompts")
        configuration.holidays = path(record, "holidays")
        configuration.policies = path(record, "policies")
        if let node = record["speech"] {
            configuration.speech = SpeechSection.read(node, folder: folder, findings)
        }
        if let section = section(record, "service") { readLimits(section, &configuration) }
        configuration.routes = routes(record)
        configuration.audioSocket = section(record, "audiosocket").map(audioSocket)
        configuration.sip = section(record, "sip").map(sip)
        configuration.dial = section(record, "dial").map(dial)
        configuration.recordings = section(record, "recordings").flatMap(recordings)
        configuration.webhook = section(record, "webhook").flatMap(webhook)
        configuration.tracing = section(record, "tracing").flatMap(tracing)
        configuration.monitoring = section(record, "monitoring").map { section in
            address(section, "listen") ?? ListenAddress(host: "127.0.0.1", port: 9464)
        }
        if configuration.audioSocket == nil, configuration.sip == nil {
            findings.error(record.position, "no calls can come in; add 'audiosocket' or 'sip'")
        }
        for route in configuration.routes where route.adapter != nil {
            let isThere = route.adapter == "sip" ? configuration.sip != nil : configuration.audioSocket != nil
            guard !isThere, let adapter = route.adapter else { continue }
            findings.error(
                route.position, "the route is for calls by '\(adapter)', and there is no '\(adapter)'")
        }
        if let sip = configuration.sip, sip.mediaPorts.count / 2 < configuration.calls {
            let section = record["sip"]?.position ?? record.position
            findings.error(
                section,
                "'media_ports' are enough for \(sip.mediaPorts.count / 2) calls, two ports each, and 'calls' of 'service' is \(configuration.calls)"
            )
        }
        if configuration.dial != nil, configuration.sip == nil {
            findings.error(record.keyPosition("dial"), "calls are placed by SIP; add 'sip'")
        }
        return configuration
    }

    func path(_ record: Record, _ key: String) -> String? {
        record.text(key).map { $0.hasPrefix("/") ? $0 : ProjectFiles.join(folder, $0) }
    }

    /// A section; `{}` for all its defaults.
    func section(_ record: Record, _ name: String) -> Record? {
        guard let node = record[name] else { return nil }
        return Record(node, "'\(name)'", keys: ServiceKey.names(name), findings: findings)
    }

    private func readLimits(_ section: Record, _ configuration: inout ServiceConfiguration) {
        if let calls = section.integer("calls", 1...2_000) { configuration.calls = calls }
        if let longest = section.duration("longest_call", .seconds(60)...(.seconds(4 * 3_600))) {
            configuration.longestCall = longest
        }
        if let drain = section.duration("drain", .zero...(.seconds(3_600))) { configuration.drain = drain }
        if let loops = section.integer("loops", 0...256) { configuration.loops = loops }
        if let decoders = section.integer("decoders", 0...256) { configuration.decoders = decoders }
    }

    private func audioSocket(_ section: Record) -> AudioSocketConfiguration {
        var audioSocket = AudioSocketConfiguration()
        if let listen = address(section, "listen") { audioSocket.listen = listen }
        if let peers = texts(section, "peers") { audioSocket.peers = peers }
        audioSocket.token = secret(section, "token")
        if let node = section["account_prefix"], let text = node.scalarText {
            audioSocket.accountPrefix = text
        }
        return audioSocket
    }

    private func routes(_ record: Record) -> [ServiceRoute] {
        guard let nodes = record["routes"]?.sequence("'routes'", findings) else { return [] }
        if nodes.isEmpty, let position = record["routes"]?.position {
            findings.error(position, "'routes' is empty: no call would be taken")
        }
        return nodes.enumerated().compactMap { route($1, "route \($0 + 1)") }
    }

    private func route(_ node: YAMLNode, _ subject: String) -> ServiceRoute? {
        guard
            let record = Record(
                node, subject, keys: ServiceKey.names("routes"), required: ["flow", "account"],
                findings: findings)
        else { return nil }
        let source = record["account"].flatMap { accountSource($0, "'account' of \(subject)") }
        guard let flow = path(record, "flow"), let source else { return nil }
        return ServiceRoute(
            position: node.position, adapter: record.word("adapter", of: Adapter.self)?.rawValue,
            called: record.text("called"), flow: flow,
            language: record.text("language").map { LanguageTag($0) }, account: source)
    }

    private func accountSource(_ node: YAMLNode, _ subject: String) -> ServiceRoute.AccountSource? {
        guard
            let record = Record(
                node, subject, keys: AccountKey.allCases.map(\.rawValue), findings: findings)
        else { return nil }
        switch (record.has("parameter"), record.has("caller")) {
        case (true, false): return record.text("parameter").map { .parameter($0.lowercased()) }
        case (false, true): return record.word("caller", of: CallerKey.self).map { _ in .caller }
        default:
            findings.error(node.position, "\(subject) needs either 'parameter' or 'caller'")
            return nil
        }
    }

    func secret(_ record: Record, _ key: String) -> SecretReference? {
        guard let node = record[key] else { return nil }
        guard node.entries != nil else {
            findings.error(
                node.position,
                "'\(key)' of \(record.subject) must be {env: NAME} or {file: PATH}: a secret doesn't stand in the file"
            )
            return nil
        }
        guard
            let reference = Record(
                node, "'\(key)' of \(record.subject)", keys: ["env", "file"], findings: findings)
        else { return nil }
        switch (reference.text("env"), path(reference, "file")) {
        case (let name?, nil): return .environment(name)
        case (nil, let file?): return .file(file)
        default:
            findings.error(node.position, "'\(key)' of \(record.subject) needs either 'env' or 'file'")
            return nil
        }
    }

    func address(_ record: Record, _ key: String) -> ListenAddress? {
        guard let text = record.text(key) else { return nil }
        if let address = ListenAddress(text) { return address }
        findings.error(
            record[key]?.position ?? record.position,
            "'\(key)' of \(record.subject) must be an address and a port, such as 127.0.0.1:9092, not '\(text.shortened)'"
        )
        return nil
    }

    func texts(_ record: Record, _ key: String) -> [String]? {
        record[key]?.sequence("'\(key)' of \(record.subject)", findings)?.compactMap {
            $0.text("an entry of '\(key)'", findings)
        }
    }
}
