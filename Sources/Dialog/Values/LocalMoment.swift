/// A day and a time of day on one clock, to the minute, with no time zone.
package struct LocalMoment: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let date: LocalDate
    package let time: LocalTime

    package init(_ date: LocalDate, _ time: LocalTime) {
        self.date = date
        self.time = time
    }

    /// `2026-03-02 08:00`.
    package var description: String { "\(date) \(time)" }

    package static func < (left: LocalMoment, right: LocalMoment) -> Bool {
        (left.date, left.time) < (right.date, right.time)
    }
}
