package import Dialog

/// The public holidays of a country, in the years that its file speaks of.
package struct Holidays: Sendable, Hashable {
    /// ISO 3166 alpha-2.
    package let country: String
    package let years: ClosedRange<Int>
    package let days: Set<LocalDate>

    package init(country: String, years: ClosedRange<Int>, days: Set<LocalDate>) {
        self.country = country
        self.years = years
        self.days = days
    }
}

/// Holiday files, read, with their problems.
package struct LoadedHolidays: Sendable {
    /// By country; those with an error are left out.
    package let holidays: [String: Holidays]
    package let diagnostics: [Diagnostic]
}

/// Reads `Holidays/US.yaml` and its like: a country, the years that are covered, and the days by date.
package enum HolidayFile {
    private static let years = 1900...2200

    /// All files of a folder; none and no problem if the folder isn't there.
    package static func loadAll(folder: String) -> LoadedHolidays {
        guard ProjectFiles.isFolder(folder) else { return LoadedHolidays(holidays: [:], diagnostics: []) }
        let findings = Findings()
        let files = ProjectFiles(findings: findings)
        var holidays: [String: Holidays] = [:]
        for name in files.names(in: folder) ?? [] where name.hasSuffix(".yaml") {
            let file = ProjectFiles.join(folder, name)
            guard let bytes = files.bytes(of: file) else { continue }
            if let found = read(bytes, file: file, findings) { holidays[found.country] = found }
        }
        return LoadedHolidays(holidays: holidays, diagnostics: findings.diagnostics.sortedByPosition())
    }

    /// Reads the bytes of a file; `file` is the path as messages show it, and its last part names the country.
    package static func parse(_ bytes: some Collection<UInt8>, file: String) -> LoadedHolidays {
        let findings = Findings()
        let found = read(bytes, file: file, findings)
        return LoadedHolidays(
            holidays: found.map { [$0.country: $0] } ?? [:],
            diagnostics: findings.diagnostics.sortedByPosition())
    }

    /// The `Holidays` next to a flow's folder, as its prompts are.
    package static func defaultFolder(forFlow flowFile: String) -> String {
        ProgramLoader.folder("Holidays", besideFolder: ProjectFiles.folder(of: flowFile))
    }

    /// The `Holidays` next to a folder of flows.
    package static func defaultFolder(forFlows folder: String) -> String {
        ProgramLoader.folder("Holidays", besideFolder: folder)
    }

    private static func read(_ bytes: some Collection<UInt8>, file: String, _ findings: Findings) -> Holidays?
    {
        let before = findings.errorCount
        guard let node = YAMLReader.read(bytes, file: file, findings: findings),
            let record = Record(
                node, "the file", keys: ["country", "from", "to", "holidays"],
                required: ["country", "from", "to", "holidays"], findings: findings)
        else { return nil }
        let country = country(record, file, findings)
        let from = record.integer("from", years)
        let to = record.integer("to", years)
        if let from, let to, from > to {
            findings.error(record.keyPosition("from"), "'from' of the file is after 'to'")
        }
        var days: Set<LocalDate> = []
        for entry in record["holidays"]?.mapping("'holidays'", findings) ?? [] {
            _ = entry.value.text("the name of the holiday", findings)
            guard let day = LocalDate(iso: entry.key) else {
                findings.error(
                    entry.keyPosition, "'\(entry.key.shortened)' is no day; write it as 2026-12-25")
                continue
            }
            if let from, let to, day.year < from || day.year > to {
                findings.error(entry.keyPosition, "\(day) is outside the years \(from) to \(to)")
            }
            days.insert(day)
        }
        guard findings.errorCount == before, let country, let from, let to else { return nil }
        return Holidays(country: country, years: from...to, days: days)
    }

    private static func country(_ record: Record, _ file: String, _ findings: Findings) -> String? {
        guard let node = record["country"], let country = record.text("country") else { return nil }
        guard country.utf8.count == 2, country.utf8.allSatisfy({ (65...90).contains($0) }) else {
            findings.error(
                node.position,
                "'\(country.shortened)' is no country; write two letters, such as US (ISO 3166)")
            return nil
        }
        if FlowParser.name(ofFile: file) != country {
            findings.error(
                node.position,
                "the country is \(country), but the file is '\(FlowParser.name(ofFile: file)).yaml'")
        }
        return country
    }
}
