/// Which days are business days, and when agents are there, on the caller's calendar and clock.
package struct CallCalendar: Sendable, Hashable {
    /// Days that are no business days, whatever their weekday.
    package let holidays: Set<LocalDate>
    /// By day; a day that is not there is closed.
    ///
    /// Nil if nobody said when agents are there: then they always are.
    package let agentHours: [LocalDate: [TimeSpan]]?

    /// A call-back begins at least so long before agents leave, in minutes.
    package static let lastMinutes = 15

    package init(holidays: Set<LocalDate> = [], agentHours: [LocalDate: [TimeSpan]]? = nil) {
        self.holidays = holidays
        self.agentHours = agentHours
    }

    /// Monday to Friday, and no holiday.
    package func isBusinessDay(_ date: LocalDate) -> Bool {
        switch date.weekday {
        case .saturday, .sunday: false
        case .monday, .tuesday, .wednesday, .thursday, .friday: !holidays.contains(date)
        }
    }

    package func isAgentDay(_ date: LocalDate) -> Bool { !starts(on: date).isEmpty }

    package func isAgentTime(_ time: LocalTime, on date: LocalDate) -> Bool {
        starts(on: date).contains { $0.contains(time) }
    }

    /// The time at which agents are there that is nearest to `time`, the later one of two; nil on a day without any.
    package func agentTime(nearest time: LocalTime, on date: LocalDate, except rejected: [LocalTime])
        -> LocalTime?
    {
        let bounds = starts(on: date).flatMap { span in
            span.contains(time)
                ? [time, span.lowerBound, span.upperBound] : [span.lowerBound, span.upperBound]
        }
        return bounds.filter { !rejected.contains($0) }.min { left, right in
            let (near, far) = (abs(left.minutes - time.minutes), abs(right.minutes - time.minutes))
            return near == far ? left > right : near < far
        }
    }

    /// The day in `range` that fits and is nearest to `date`, the later one of two; nil if none does.
    package static func day(
        nearest date: LocalDate, from first: LocalDate, days: Int, where fits: (LocalDate) -> Bool
    ) -> LocalDate? {
        let candidates = (0...max(0, days)).compactMap { first.adding(days: $0) }.filter(fits)
        return candidates.min { left, right in
            let (near, far) = (abs(left.days(since: date)), abs(right.days(since: date)))
            return near == far ? left > right : near < far
        }
    }

    /// When a call-back may begin.
    private func starts(on date: LocalDate) -> [ClosedRange<LocalTime>] {
        guard let agentHours else { return [LocalTime.midnight...LocalTime.lastMinute] }
        return (agentHours[date] ?? []).map { span in
            span.opens...max(span.opens, span.closes.earlier(by: Self.lastMinutes))
        }
    }
}
