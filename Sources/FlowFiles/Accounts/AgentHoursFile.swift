import Dialog
import Foundation

/// Reads `agent_hours` of `organisation.yaml`: a time zone, and hours by day of the week.
enum AgentHoursFile {
    static let key = "agent_hours"
    private static let subject = "'agent_hours'"
    private static let days = Weekday.allCases.map { "\($0)" }

    static func read(_ node: YAMLNode, _ findings: Findings) -> AgentHours? {
        if node.scalarText != nil {
            findings.error(
                node.position,
                "\(subject) must be a mapping: a 'time_zone', and hours such as monday-friday: \"09:00-17:00\""
            )
            return nil
        }
        guard let entries = node.mapping(subject, findings) else { return nil }
        var zone: String?
        var week: [Weekday: [TimeSpan]] = [:]
        for entry in entries {
            if entry.key == "time_zone" {
                zone = timeZone(entry.value, findings)
                continue
            }
            guard let days = days(entry, findings), let spans = spans(entry.value, of: entry.key, findings)
            else {
                continue
            }
            for day in days where week.updateValue(spans, forKey: day) != nil {
                findings.error(entry.keyPosition, "\(subject) has two entries for \(day)")
            }
        }
        if !entries.contains(where: { $0.key == "time_zone" }) {
            findings.error(node.position, "\(subject) needs 'time_zone', such as America/New_York")
        }
        if week.isEmpty { findings.error(node.position, "\(subject) says no day on which agents are there") }
        return zone.map { AgentHours(timeZone: $0, hours: WeeklyHours(week)) }
    }

    private static func timeZone(_ node: YAMLNode, _ findings: Findings) -> String? {
        guard let name = node.text("'time_zone' of \(subject)", findings) else { return nil }
        if name.contains("/") || name == "UTC", TimeZone(identifier: name) != nil { return name }
        findings.error(
            node.position, "'\(name.shortened)' is no time zone; write it as America/New_York (IANA)")
        return nil
    }

    /// `saturday`, or `monday-friday`.
    private static func days(_ entry: YAMLEntry, _ findings: Findings) -> [Weekday]? {
        let names = entry.key.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let numbers = names.compactMap { days.firstIndex(of: $0) }
        guard names.count == numbers.count, (1...2).contains(numbers.count),
            numbers[0] <= numbers[numbers.count - 1]
        else {
            let hint =
                names.lazy.compactMap { name in
                    days.contains(name) ? nil : Spelling.closest(to: name, among: days)
                }.first.map { "; did you mean '\($0)'?" } ?? ""
            findings.error(
                entry.keyPosition,
                "\(subject) has '\(entry.key.shortened)', which is neither time_zone nor a day or days such as "
                    + "saturday or monday-friday\(hint)")
            return nil
        }
        return Array(Weekday.allCases[numbers[0]...numbers[numbers.count - 1]])
    }

    /// One span, or a list of them in order.
    private static func spans(_ node: YAMLNode, of day: String, _ findings: Findings) -> [TimeSpan]? {
        var nodes = [node]
        if case .sequence(let list) = node.content { nodes = list }
        var spans: [TimeSpan] = []
        for node in nodes {
            guard let text = node.text("the hours of \(day)", findings) else { return nil }
            let times = text.split(separator: "-", omittingEmptySubsequences: false).map {
                LocalTime(text: String($0))
            }
            guard times.count == 2, let opens = times[0], let closes = times[1],
                let span = TimeSpan(opens: opens, closes: closes)
            else {
                findings.error(
                    node.position,
                    "the hours of \(day) must be such as \"09:00-17:00\", the earlier first, not '\(text.shortened)'"
                )
                return nil
            }
            if let last = spans.last, last.closes > span.opens {
                findings.error(node.position, "the hours of \(day) overlap, or are not in order")
                return nil
            }
            spans.append(span)
        }
        return spans
    }
}
