/// A time of day on the caller's clock, to the minute, with no date and no time zone.
package struct LocalTime: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Since midnight, 0 to 1 439.
    package let minutes: Int

    /// Nil unless there is such a time: 00:00 to 23:59.
    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        minutes = hour * 60 + minute
    }

    /// Reads `09:30`; nil for anything else.
    package init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1])
        else { return nil }
        self.init(hour: hour, minute: minute)
    }

    /// 0 to 23.
    package var hour: Int { minutes / 60 }
    package var minute: Int { minutes % 60 }

    /// The same place on the dial, twelve hours away.
    package var halfADayAway: LocalTime { LocalTime(wrapping: minutes + 720) }

    /// `09:30`.
    package var description: String {
        (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    package static func < (left: LocalTime, right: LocalTime) -> Bool { left.minutes < right.minutes }

    package static let midnight = LocalTime(wrapping: 0)
    package static let lastMinute = LocalTime(wrapping: 1439)

    /// So many minutes earlier, not before midnight.
    package func earlier(by minutes: Int) -> LocalTime {
        LocalTime(wrapping: max(0, self.minutes - max(0, minutes)))
    }

    private init(wrapping minutes: Int) { self.minutes = minutes % 1440 }
}
