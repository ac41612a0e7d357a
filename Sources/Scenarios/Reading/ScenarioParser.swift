import Dialog
import FlowFiles

/// Reads the tree of a scenario file.
struct ScenarioParser {
    static let maximumActs = 1_000

    let findings: Findings

    /// One scenario, or `scenarios` with what they share.
    func scenarios(_ node: YAMLNode) -> [Scenario] {
        guard let entries = node.mapping("a scenario file", findings) else { return [] }
        if entries.contains(where: { $0.key == "scenario" }) {
            return scenario(node, sharing: CallBasis(), openings: [:]).map { [$0] } ?? []
        }
        guard
            let record = Record(
                node, "a scenario file", keys: ScenarioKeys.file, required: ["scenarios"], findings: findings)
        else { return [] }
        let shared = record["defaults"].flatMap { node in
            Record(node, "'defaults'", keys: ScenarioKeys.basis, findings: findings).map(basis)
        }
        let openings = openings(record["openings"])
        let nodes = record["scenarios"]?.sequence("'scenarios'", findings) ?? []
        let scenarios = nodes.compactMap {
            scenario($0, sharing: shared ?? CallBasis(), openings: openings)
        }
        reportTwins(scenarios)
        return scenarios
    }

    private func reportTwins(_ scenarios: [Scenario]) {
        var first: [String: SourcePosition] = [:]
        for scenario in scenarios {
            if let earlier = first[scenario.name] {
                findings.error(
                    scenario.position,
                    "a scenario '\(scenario.name.shortened)' stands at line \(earlier.line) already")
            } else {
                first[scenario.name] = scenario.position
            }
        }
    }

    private func openings(_ node: YAMLNode?) -> [String: [Act]] {
        var openings: [String: [Act]] = [:]
        for entry in node?.mapping("'openings'", findings) ?? [] {
            guard NameRule.check(entry.key, "an opening", at: entry.keyPosition, findings) else { continue }
            openings[entry.key] = acts(entry.value, of: "opening '\(entry.key)'")
        }
        return openings
    }

    private func scenario(
        _ node: YAMLNode, sharing shared: CallBasis, openings: [String: [Act]]
    ) -> Scenario? {
        guard
            let record = Record(
                node, "a scenario", keys: ScenarioKeys.scenario, required: ["scenario"], findings: findings),
            let name = record.text("scenario")
        else { return nil }
        var acts: [Act] = []
        for opening in record.names("after") ?? [] {
            guard let known = openings[opening.name] else {
                let hint = Spelling.hint(for: opening.name, among: openings.keys)
                findings.error(opening.position, "there is no opening '\(opening.name)'\(hint)")
                continue
            }
            acts += known
        }
        if let call = record["call"] { acts += self.acts(call, of: "'call'") }
        if let node = record["expect"] {
            let claims = ExpectationParser(findings: findings, span: .wholeCall).expectations(node)
            acts.append(Act(kind: .expect(claims), position: record.keyPosition("expect")))
        }
        let expectsSomething = acts.contains { if case .expect = $0.kind { true } else { false } }
        if !expectsSomething {
            findings.error(record.position, "the scenario '\(name.shortened)' expects nothing; add 'expect'")
        }
        return Scenario(
            name: name, position: record.keyPosition("scenario"),
            basis: basis(record).completed(by: shared), acts: acts)
    }

    // MARK: What a call starts from

    private func basis(_ record: Record) -> CallBasis {
        var basis = CallBasis()
        basis.flow = entry("flow", of: record)
        basis.prompts = entry("prompts", of: record)
        basis.organisation = entry("organisation", of: record)
        basis.language = entry("language", of: record)
        basis.seed = record.integer("seed", 0...Int.max).map { UInt64($0) }
        if let text = record.text("date") {
            basis.date = LocalDate(iso: text)
            if basis.date == nil { refuseDate(text, record["date"]?.position ?? record.position) }
        }
        account(record, &basis)
        return basis
    }

    private func refuseDate(_ text: String, _ position: SourcePosition) {
        findings.error(position, "'\(text.shortened)' is no date; write it as 2026-03-15")
    }

    private func entry(_ key: String, of record: Record) -> CallBasis.Entry? {
        record.text(key).map {
            CallBasis.Entry(text: $0, position: record[key]?.position ?? record.position)
        }
    }

    /// `account:` is a file, or a mapping that changes data of one.
    private func account(_ record: Record, _ basis: inout CallBasis) {
        guard let node = record["account"] else { return }
        guard node.entries != nil else {
            basis.account = entry("account", of: record)
            return
        }
        guard let account = Record(node, "'account'", keys: ScenarioKeys.account, findings: findings) else {
            return
        }
        basis.account = entry("file", of: account)
        for datum in account["data"]?.mapping("'data' of the account", findings) ?? [] {
            guard NameRule.check(datum.key, "a datum", at: datum.keyPosition, findings),
                let text = datum.value.text("'\(datum.key)'", findings)
            else { continue }
            basis.data[FieldName(datum.key)] = .init(text: text, position: datum.keyPosition)
        }
        for name in account.names("without") ?? [] { basis.without[FieldName(name.name)] = name.position }
    }
}
