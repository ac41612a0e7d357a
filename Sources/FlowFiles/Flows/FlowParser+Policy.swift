import Dialog

extension FlowParser {
    /// What a root flow changes of its policy: `stricter` and `waivers`.
    func policyChanges(_ record: Record) -> [PolicyChange] {
        let stricter = record["stricter"]?.sequence("'stricter'", findings) ?? []
        let waivers = record["waivers"]?.sequence("'waivers'", findings) ?? []
        return stricter.compactMap { change($0, "a value under 'stricter'", .stricter) }
            + waivers.compactMap { change($0, "a waiver", .waiver) }
    }

    private func change(_ node: YAMLNode, _ subject: String, _ table: KeyTable) -> PolicyChange? {
        guard let record = Record(node, subject, table, findings), let rule = record.text("rule"),
            let parameter = record.text("parameter"),
            let value = record["value"]?.writtenValue("'value' of \(subject)", findings)
        else { return nil }
        var waiver: PolicyChange.Waiver?
        if table.names.contains("by") {
            guard let found = self.waiver(record) else { return nil }
            waiver = found
        }
        return PolicyChange(
            rule: rule, parameter: parameter, value: value, waiver: waiver, position: node.position)
    }

    private func waiver(_ record: Record) -> PolicyChange.Waiver? {
        let on = record["on"]?.date("'on' of a waiver", findings)
        let until = record["until"]?.date("'until' of a waiver", findings)
        if let on, let until, until < on {
            findings.error(record.keyPosition("until"), "'until' of a waiver is before 'on'")
        }
        guard let on, let by = record.text("by"), let because = record.text("because"),
            until != nil || !record.has("until")
        else { return nil }
        return PolicyChange.Waiver(by: by, on: on, because: because, until: until)
    }
}
