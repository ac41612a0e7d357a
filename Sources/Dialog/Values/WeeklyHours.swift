/// A stretch of one day on a clock.
package struct TimeSpan: Hashable, Sendable, CustomStringConvertible {
    package let opens: LocalTime
    package let closes: LocalTime

    /// Nil unless it opens before it closes.
    package init?(opens: LocalTime, closes: LocalTime) {
        guard opens < closes else { return nil }
        self.opens = opens
        self.closes = closes
    }

    /// `09:00-17:00`.
    package var description: String { "\(opens)-\(closes)" }
}

/// When people are there to talk to, by day of the week.
package struct WeeklyHours: Hashable, Sendable, CustomStringConvertible {
    /// In order of time; a day that is not there is closed.
    package let days: [Weekday: [TimeSpan]]

    package init(_ days: [Weekday: [TimeSpan]]) { self.days = days.filter { !$0.value.isEmpty } }

    package subscript(day: Weekday) -> [TimeSpan] { days[day] ?? [] }

    /// Days in a row with the same hours, Monday first; days that are closed are left out.
    package var runs: [(days: ClosedRange<Int>, spans: [TimeSpan])] {
        var runs: [(days: ClosedRange<Int>, spans: [TimeSpan])] = []
        for day in Weekday.allCases where !self[day].isEmpty {
            if let last = runs.last, last.days.upperBound == day.rawValue - 1, last.spans == self[day] {
                runs[runs.count - 1].days = last.days.lowerBound...day.rawValue
            } else {
                runs.append((day.rawValue...day.rawValue, self[day]))
            }
        }
        return runs
    }

    /// By the numbers of ISO 8601, such as `1-5 09:00-17:00; 6 10:00-14:00`.
    package var description: String {
        runs.map { run in
            let first = run.days.lowerBound
            let days = run.days.count == 1 ? "\(first)" : "\(first)-\(run.days.upperBound)"
            return days + " " + run.spans.map(\.description).joined(separator: ", ")
        }.joined(separator: "; ")
    }
}

extension WeeklyHours {
    /// Reads what `description` wrote; nil for anything else.
    package init?(canonicalText text: String) {
        var days: [Weekday: [TimeSpan]] = [:]
        for run in text.isEmpty ? [] : text.split(separator: "; ", omittingEmptySubsequences: false) {
            let parts = run.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            let bounds = parts[0].split(separator: "-").compactMap { Int($0) }
            let spans = parts[1].split(separator: ", ").compactMap { TimeSpan(text: String($0)) }
            guard let first = bounds.first, let last = bounds.last, bounds.count <= 2, first <= last else {
                return nil
            }
            for number in first...last {
                guard let day = Weekday(rawValue: number) else { return nil }
                days[day] = spans
            }
        }
        self.init(days)
        guard description == text else { return nil }
    }
}

extension TimeSpan {
    /// Reads `09:00-17:00`; nil for anything else.
    package init?(text: String) {
        let times = text.split(separator: "-", omittingEmptySubsequences: false).map {
            LocalTime(text: String($0))
        }
        guard times.count == 2, let opens = times[0], let closes = times[1] else { return nil }
        self.init(opens: opens, closes: closes)
    }
}
