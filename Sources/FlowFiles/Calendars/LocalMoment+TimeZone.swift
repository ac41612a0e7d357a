package import Dialog
package import Foundation

extension LocalMoment {
    /// What a clock in an IANA time zone shows; nil if the zone isn't known here.
    package init?(at instant: Date, inTimeZone name: String) {
        guard AccountFile.isKnownTimeZone(name), let zone = TimeZone(identifier: name) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: instant)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let hour = parts.hour,
            let minute = parts.minute, let date = LocalDate(year: year, month: month, day: day),
            let time = LocalTime(hour: hour, minute: minute)
        else { return nil }
        self.init(date, time)
    }
}

extension Holidays {
    /// Nil if the file says nothing of the day's year.
    package func isHoliday(_ date: LocalDate) -> Bool? {
        years.contains(date.year) ? days.contains(date) : nil
    }
}
