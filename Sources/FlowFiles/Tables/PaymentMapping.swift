package import Dialog

/// How a file of payments is to be read: everything that must not be guessed.
package struct PaymentMapping: Sendable, Hashable {
    package let delimiter: Unicode.Scalar
    package let encoding: TableEncoding
    package let values: TableValues
    /// For every row; nil if a column says it.
    package let currency: Currency?
    /// The headers of the columns.
    package let account: String
    package let amount: String
    package let posted: String
    package let currencyColumn: String?
    package let reference: String?
    package let id: String?
}

/// A mapping file, read, with its problems.
package struct LoadedPaymentMapping: Sendable {
    /// Nil if there is any error.
    package let mapping: PaymentMapping?
    package let diagnostics: [Diagnostic]
}

/// Reads the mapping of a file of payments.
package enum PaymentMappingFile {
    private enum Delimiter: String, CaseIterable {
        case comma = ","
        case semicolon = ";"
        case bar = "|"
        case tab
    }

    private enum Mark: String, CaseIterable {
        case point = "."
        case comma = ","
    }

    private enum Thousands: String, CaseIterable {
        case none
        case point = "."
        case comma = ","
        case apostrophe = "'"
        case space
    }

    package static func load(path: String) -> LoadedPaymentMapping {
        let findings = Findings()
        guard let bytes = ProjectFiles(findings: findings).bytes(of: path) else {
            return LoadedPaymentMapping(mapping: nil, diagnostics: findings.diagnostics)
        }
        return parse(bytes, file: path)
    }

    /// Reads the bytes of a file; `file` is the path as messages show it.
    package static func parse(_ bytes: some Collection<UInt8>, file: String) -> LoadedPaymentMapping {
        let findings = Findings()
        let mapping = YAMLReader.read(bytes, file: file, findings: findings).flatMap { make($0, findings) }
        let diagnostics = findings.diagnostics.sortedByPosition()
        return LoadedPaymentMapping(
            mapping: diagnostics.hasErrors ? nil : mapping, diagnostics: diagnostics)
    }

    private static func make(_ node: YAMLNode, _ findings: Findings) -> PaymentMapping? {
        let needed = ["delimiter", "encoding", "decimal", "thousands", "dates", "columns"]
        guard
            let record = Record(
                node, "the mapping", keys: needed + ["currency"], required: needed, findings: findings),
            let columnsNode = record["columns"],
            let columns = Record(
                columnsNode, "'columns'",
                keys: ["account", "amount", "posted", "currency", "reference", "id"],
                required: ["account", "amount", "posted"], findings: findings)
        else { return nil }
        requireOneCurrency(record, columns)
        guard let delimiter = record.word("delimiter", of: Delimiter.self),
            let encoding = record.word("encoding", of: TableEncoding.self),
            let values = values(record),
            let account = columns.text("account"), let amount = columns.text("amount"),
            let posted = columns.text("posted")
        else { return nil }
        return PaymentMapping(
            delimiter: scalar(delimiter), encoding: encoding, values: values,
            currency: record.word("currency", of: Currency.self), account: account, amount: amount,
            posted: posted, currencyColumn: columns.text("currency"), reference: columns.text("reference"),
            id: columns.text("id"))
    }

    private static func requireOneCurrency(_ record: Record, _ columns: Record) {
        switch (record.has("currency"), columns.has("currency")) {
        case (true, false), (false, true): break
        case (true, true): columns.refuse(["currency"], because: "the mapping names one for all rows")
        case (false, false):
            record.findings.error(
                record.position,
                "the mapping needs a currency: 'currency' for all rows, or a column of that name")
        }
    }

    private static func values(_ record: Record) -> TableValues? {
        guard let decimal = record.word("decimal", of: Mark.self),
            let thousands = record.word("thousands", of: Thousands.self),
            let dates = record.word("dates", of: DateOrder.self)
        else { return nil }
        if decimal.rawValue == thousands.rawValue {
            record.findings.error(
                record.keyPosition("thousands"), "'decimal' and 'thousands' can't be the same mark")
            return nil
        }
        return TableValues(
            decimal: Character(decimal.rawValue), thousands: character(thousands), dates: dates)
    }

    private static func scalar(_ delimiter: Delimiter) -> Unicode.Scalar {
        switch delimiter {
        case .comma: ","
        case .semicolon: ";"
        case .bar: "|"
        case .tab: "\t"
        }
    }

    private static func character(_ thousands: Thousands) -> Character? {
        switch thousands {
        case .none: nil
        case .point: "."
        case .comma: ","
        case .apostrophe: "'"
        case .space: " "
        }
    }
}
