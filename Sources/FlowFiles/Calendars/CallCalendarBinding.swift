package import Dialog
import Foundation

/// Why a call whose flow speaks of business days or agents' hours can't be made.
package enum CalendarProblem: Error, Hashable, CustomStringConvertible {
    /// There is no file for the account's country.
    case noHolidays(country: String)
    /// The file ends before the days that the call may speak of.
    case holidaysEnd(country: String, year: Int)
    /// The organisation doesn't say when agents are there.
    case noAgentHours
    case noTimeZone(String)

    package var description: String {
        switch self {
        case .noHolidays(let country):
            "the flow asks for business days, and there is no Holidays/\(country).yaml for the account's country"
        case .holidaysEnd(let country, let year):
            "the flow asks for business days up to \(year), of which Holidays/\(country).yaml says nothing"
        case .noAgentHours:
            "the flow asks for a time at which agents are there, and the organisation has no 'agent_hours'"
        case .noTimeZone(let name): "the account's time zone '\(name)' is not known here"
        }
    }
}

/// Brings holidays and agents' hours to the caller's calendar and clock.
package enum CallCalendarBinding {
    /// The calendar of a call; an empty one for a flow that asks for no day or time that must fit.
    package static func bind(
        _ program: FlowProgram, account: Account, organisation: Organisation, holidays: Holidays?,
        today: LocalDate
    ) throws(CalendarProblem) -> CallCalendar {
        let needs = program.scheduleNeeds
        guard needs.horizonDays >= 0 else { return CallCalendar() }
        if needs.needsHolidays {
            guard let holidays else { throw .noHolidays(country: account.country) }
            let last = today.adding(days: needs.horizonDays) ?? today
            for year in [today.year, last.year] where !holidays.years.contains(year) {
                throw .holidaysEnd(country: holidays.country, year: year)
            }
        }
        guard needs.needsAgents else { return CallCalendar(holidays: holidays?.days ?? []) }
        guard let agents = organisation.agentHours else { throw .noAgentHours }
        let shift = try ClockShift(from: agents.timeZone, to: account.timeZone)
        return CallCalendar(
            holidays: holidays?.days ?? [],
            agentHours: shift.spans(
                of: agents.hours, from: today, days: needs.horizonDays, except: holidays?.days ?? []))
    }

    /// Agents' hours as a caller hears them: on their own clock, as it stands in the week of the call.
    static func hours(_ agents: AgentHours, for account: Account, today: LocalDate) -> WeeklyHours? {
        guard let shift = try? ClockShift(from: agents.timeZone, to: account.timeZone) else { return nil }
        let spans = shift.spans(of: agents.hours, from: today, days: 6, except: [])
        return WeeklyHours(
            Dictionary(spans.map { ($0.key.weekday, $0.value) }, uniquingKeysWith: { first, _ in first }))
    }
}

/// From the clock of one time zone to that of another.
private struct ClockShift {
    private let from: Calendar
    private let to: Calendar

    init(from first: String, to second: String) throws(CalendarProblem) {
        from = try Self.calendar(first)
        to = try Self.calendar(second)
    }

    private static func calendar(_ name: String) throws(CalendarProblem) -> Calendar {
        guard let zone = TimeZone(identifier: name) else { throw .noTimeZone(name) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    /// Spans by the day on the second clock; a day of the first that is closed has none.
    func spans(
        of hours: WeeklyHours, from today: LocalDate, days: Int, except closed: Set<LocalDate>
    ) -> [LocalDate: [TimeSpan]] {
        var result: [LocalDate: [TimeSpan]] = [:]
        // A day of the agents may reach into the caller's day before or after.
        for day in (-1...(days + 1)).compactMap({ today.adding(days: $0) }) where !closed.contains(day) {
            for span in hours[day.weekday] {
                guard let opens = moved(day, span.opens), let closes = moved(day, span.closes) else {
                    continue
                }
                if opens.date == closes.date {
                    if let same = TimeSpan(opens: opens.time, closes: closes.time) {
                        result[opens.date, default: []].append(same)
                    }
                    continue
                }
                if let evening = TimeSpan(opens: opens.time, closes: .lastMinute) {
                    result[opens.date, default: []].append(evening)
                }
                if let morning = TimeSpan(opens: .midnight, closes: closes.time) {
                    result[closes.date, default: []].append(morning)
                }
            }
        }
        let last = today.adding(days: days) ?? today
        return result.filter { $0.key >= today && $0.key <= last }.mapValues {
            $0.sorted { $0.opens < $1.opens }
        }
    }

    private func moved(_ date: LocalDate, _ time: LocalTime) -> (date: LocalDate, time: LocalTime)? {
        let there = DateComponents(
            year: date.year, month: date.month, day: date.day, hour: time.hour, minute: time.minute)
        guard let instant = from.date(from: there) else { return nil }
        let here = to.dateComponents([.year, .month, .day, .hour, .minute], from: instant)
        guard let year = here.year, let month = here.month, let day = here.day, let hour = here.hour,
            let minute = here.minute, let date = LocalDate(year: year, month: month, day: day),
            let time = LocalTime(hour: hour, minute: minute)
        else { return nil }
        return (date, time)
    }
}

extension FlowProgram {
    /// What the days and times that callers are asked for must fit in.
    fileprivate var scheduleNeeds: (horizonDays: Int, needsHolidays: Bool, needsAgents: Bool) {
        var needs = (horizonDays: -1, needsHolidays: false, needsAgents: false)
        for case .ask(let ask) in ([root] + subFlows.values).flatMap(\.steps).map(\.kind) {
            switch ask.schedule {
            case .businessDays: needs.needsHolidays = true
            case .agentDays, .agentHours: (needs.needsHolidays, needs.needsAgents) = (true, true)
            case nil: continue
            }
            if case .date(.upcoming(let days)) = ask.type { needs.horizonDays = max(needs.horizonDays, days) }
            needs.horizonDays = max(needs.horizonDays, 0)
        }
        return needs
    }
}
