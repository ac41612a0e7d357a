import Dialog
import FlowFiles
import Foundation
import Testing

@Suite struct `Holiday files` {
    private func messages(_ text: String, file: String = "US.yaml") -> [String] {
        HolidayFile.parse(Array(text.utf8), file: file).diagnostics.map(\.description)
    }

    @Test func `days are read with the years that they cover`() throws {
        let text = "country: US\nfrom: 2026\nto: 2026\nholidays:\n  2026-12-25: Christmas Day\n"
        let loaded = HolidayFile.parse(Array(text.utf8), file: "Holidays/US.yaml")
        #expect(loaded.diagnostics.isEmpty)
        let christmas = try #require(LocalDate(iso: "2026-12-25"))
        #expect(loaded.holidays["US"] == Holidays(country: "US", years: 2026...2026, days: [christmas]))
    }

    @Test func `problems are told by line and column`() {
        let text = """
            country: USA
            from: 2027
            to: 2026
            holidays:
              2026-12-25: Christmas Day
              25 December: Christmas Day
              2026-01-01: []
            """
        #expect(
            messages(text) == [
                "US.yaml:1:10: error: 'USA' is no country; write two letters, such as US (ISO 3166)",
                "US.yaml:2:1: error: 'from' of the file is after 'to'",
                "US.yaml:5:3: error: 2026-12-25 is outside the years 2027 to 2026",
                "US.yaml:6:3: error: '25 December' is no day; write it as 2026-12-25",
                "US.yaml:7:3: error: 2026-01-01 is outside the years 2027 to 2026",
                "US.yaml:7:15: error: the name of the holiday must be text, not a list",
            ])
        #expect(
            messages("country: ES\nfrom: 2026\nto: 2026\nholidays: {}\n") == [
                "US.yaml:1:10: error: the country is ES, but the file is 'US.yaml'"
            ])
        #expect(messages("country: US\n") == ["US.yaml:1:1: error: the file needs 'from', 'to', 'holidays'"])
    }

    @Test func `the shipped ones have every holiday of every year`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let loaded = HolidayFile.loadAll(folder: root.appendingPathComponent("Holidays").path)
        #expect(loaded.diagnostics.isEmpty)
        let us = try #require(loaded.holidays["US"])
        let spain = try #require(loaded.holidays["ES"])
        for year in us.years {
            let days = us.days.filter { $0.year == year }
            #expect(days.count >= 11)
            // The fourth Thursday of November.
            #expect(days.contains { $0.month == 11 && $0.weekday == .thursday && (22...28).contains($0.day) })
            // A day that falls on a weekend is kept on a weekday too.
            for (month, day) in [(7, 4), (6, 19), (12, 25)] {
                let fixed = try #require(LocalDate(year: year, month: month, day: day))
                #expect(days.contains(fixed))
                let observed: Int? =
                    switch fixed.weekday {
                    case .saturday: -1
                    case .sunday: 1
                    case .monday, .tuesday, .wednesday, .thursday, .friday: nil
                    }
                if let observed { #expect(fixed.adding(days: observed).map(days.contains) == true) }
            }
        }
        for year in spain.years {
            let days = spain.days.filter { $0.year == year }
            #expect(days.count == 10)
            #expect(days.contains { $0.weekday == .friday && [3, 4].contains($0.month) })
        }
        #expect(
            HolidayFile.loadAll(folder: root.appendingPathComponent("no such folder").path).holidays.isEmpty)
    }
}

@Suite struct `Agent hours` {
    private func load(_ hours: String) -> LoadedOrganisation {
        OrganisationFile.parse(Array("company: X\nagent_hours:\(hours)\n".utf8), file: "o.yaml")
    }

    @Test func `days and spans are read`() throws {
        let loaded = load(
            " {time_zone: Europe/Madrid, monday-thursday: [\"09:00-14:00\", \"16:00-19:00\"], friday: \"09:00-15:00\"}"
        )
        #expect(loaded.diagnostics.isEmpty)
        let hours = try #require(loaded.organisation?.agentHours)
        #expect(hours.timeZone == "Europe/Madrid")
        #expect(hours.hours.description == "1-4 09:00-14:00, 16:00-19:00; 5 09:00-15:00")
    }

    @Test(arguments: [
        (
            " 9 to 5",
            "'agent_hours' must be a mapping: a 'time_zone', and hours such as monday-friday: \"09:00-17:00\""
        ),
        (" {monday: \"09:00-17:00\"}", "'agent_hours' needs 'time_zone', such as America/New_York"),
        (" {time_zone: UTC}", "'agent_hours' says no day on which agents are there"),
        (
            " {time_zone: New York, monday: \"09:00-17:00\"}",
            "'New York' is no time zone; write it as America/New_York (IANA)"
        ),
        (
            " {time_zone: UTC, mondy: \"09:00-17:00\", tuesday: \"09:00-17:00\"}",
            "'agent_hours' has 'mondy', which is neither time_zone nor a day or days such as saturday or monday-friday; "
                + "did you mean 'monday'?"
        ),
        (
            " {time_zone: UTC, friday-monday: \"09:00-17:00\", tuesday: \"09:00-17:00\"}",
            "'agent_hours' has 'friday-monday', which is neither time_zone nor a day or days such as saturday or "
                + "monday-friday"
        ),
        (
            " {time_zone: UTC, monday: \"17:00-09:00\", tuesday: \"09:00-17:00\"}",
            "the hours of monday must be such as \"09:00-17:00\", the earlier first, not '17:00-09:00'"
        ),
        (
            " {time_zone: UTC, monday: [\"09:00-14:00\", \"13:00-17:00\"], tuesday: \"09:00-17:00\"}",
            "the hours of monday overlap, or are not in order"
        ),
        (
            " {time_zone: UTC, monday-friday: \"09:00-17:00\", tuesday: \"10:00-17:00\"}",
            "'agent_hours' has two entries for tuesday"
        ),
    ]) func `what is wrong is told`(hours: String, message: String) {
        #expect(load(hours).diagnostics.map(\.message) == [message])
    }
}

@Suite struct `Call calendars` {
    private static func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso: text)) }
    private static func span(_ text: String) throws -> TimeSpan {
        let times = text.split(separator: "-").compactMap { LocalTime(text: String($0)) }
        try #require(times.count == 2)
        return try #require(TimeSpan(opens: times[0], closes: times[1]))
    }

    private static func program(_ schedule: Schedule?) -> FlowProgram {
        let ask = Ask(
            slot: "day", type: .date(.upcoming(days: 30)), prompts: ["p"], schedule: schedule,
            nearestPrompt: "n", when: ["next": .step("a")])
        return FlowProgram(root: Flow(name: "f", start: "a", steps: [Step(id: "a", kind: .ask(ask))]))
    }

    private static func account(_ zone: String) -> Account {
        Account(
            id: "A", language: "en-US", timeZone: zone, currency: .usd, country: "US", phones: [], flags: [],
            isInitialCommunication: true, values: [:])
    }

    private static func organisation(_ zone: String, _ hours: String = "09:00-17:00") throws -> Organisation {
        let span = try span(hours)
        let days = Dictionary(uniqueKeysWithValues: Weekday.allCases.prefix(5).map { ($0, [span]) })
        return Organisation(values: [:], agentHours: AgentHours(timeZone: zone, hours: WeeklyHours(days)))
    }

    private func bound(
        _ schedule: Schedule?, in zone: String = "America/New_York", of agents: Organisation? = nil,
        years: ClosedRange<Int>? = 2026...2026, today: String = "2026-03-02"
    ) throws -> CallCalendar {
        let holidays = try years.map {
            Holidays(
                country: "US", years: $0, days: [try Self.day("2026-03-17"), try Self.day("2026-04-03")])
        }
        return try CallCalendarBinding.bind(
            Self.program(schedule), account: Self.account(zone),
            organisation: agents ?? Organisation(values: [:]), holidays: holidays, today: Self.day(today))
    }

    @Test func `a flow that asks for no such day needs no calendar`() throws {
        #expect(try bound(nil, years: nil) == CallCalendar())
    }

    @Test func `business days need the holidays of the country, of every year that is spoken of`() throws {
        #expect(throws: CalendarProblem.noHolidays(country: "US")) { try bound(.businessDays, years: nil) }
        #expect(throws: CalendarProblem.holidaysEnd(country: "US", year: 2027)) {
            try bound(.businessDays, today: "2026-12-15")
        }
        #expect(throws: CalendarProblem.noAgentHours) { try bound(.agentDays) }
        let calendar = try bound(.businessDays)
        #expect(try !calendar.isBusinessDay(Self.day("2026-03-07")))
        #expect(try !calendar.isBusinessDay(Self.day("2026-03-17")))
        #expect(try calendar.isBusinessDay(Self.day("2026-03-18")))
    }

    @Test func `agents' hours are brought to the caller's clock, day by day`() throws {
        let calendar = try bound(
            .agentDays, in: "Europe/Madrid", of: Self.organisation("America/New_York"))
        // The clocks of the United States change on the 8th of March, those of Spain on the 29th.
        #expect(calendar.agentHours?[try Self.day("2026-03-06")] == [try Self.span("15:00-23:00")])
        #expect(calendar.agentHours?[try Self.day("2026-03-09")] == [try Self.span("14:00-22:00")])
        #expect(calendar.agentHours?[try Self.day("2026-03-30")] == [try Self.span("15:00-23:00")])
        #expect(calendar.agentHours?[try Self.day("2026-03-07")] == nil)
        #expect(calendar.agentHours?[try Self.day("2026-03-17")] == nil)
        #expect(calendar.agentHours?[try Self.day("2026-04-02")] == nil, "beyond the horizon")
    }

    @Test func `hours that cross the caller's midnight are split`() throws {
        let calendar = try bound(
            .agentDays, in: "Pacific/Honolulu", of: Self.organisation("Europe/Madrid", "09:00-17:00"))
        #expect(
            calendar.agentHours?[try Self.day("2026-03-04")] == [
                try Self.span("00:00-06:00"), try Self.span("22:00-23:59"),
            ])
        #expect(calendar.agentHours?[try Self.day("2026-03-06")] == [try Self.span("00:00-06:00")])
    }

    @Test func `a caller hears the hours of their own clock`() throws {
        let program = FlowProgram(
            root: Flow(
                name: "f", fields: [DataField(name: "agent_hours", type: .hours, origin: .organisation)],
                start: "a", steps: []))
        let data = try CallDataBinding.bind(
            program, account: Self.account("America/Los_Angeles"),
            organisation: Self.organisation("America/New_York"), today: Self.day("2026-03-02"))
        #expect(data.values["agent_hours"]?.canonicalText == "1-5 06:00-14:00")
        #expect(throws: AccountRefusal.self) {
            try CallDataBinding.bind(
                program, account: Self.account("UTC"), organisation: Organisation(values: [:]),
                today: Self.day("2026-03-02"))
        }
    }
}
