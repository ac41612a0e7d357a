import Dialog
import Testing

@Suite struct LocalDateTests {
    @Test func `every day of four centuries counts back to itself`() throws {
        var day = try #require(LocalDate(year: 1900, month: 1, day: 1))
        for _ in 0..<146_097 {
            #expect(LocalDate(dayNumber: day.dayNumber) == day)
            let next = try #require(day.adding(days: 1))
            guard next > day, next.weekday != day.weekday else { Issue.record("\(day)"); return }
            day = next
        }
        #expect(day == LocalDate(year: 2300, month: 1, day: 1))
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-05", "26-01-05", "2026-01-05 ", "", "-",
    ])
    func `what is no day is refused`(text: String) {
        #expect(LocalDate(iso: text) == nil)
    }

    @Test func `known days have their weekdays`() {
        #expect(LocalDate(iso: "1970-01-01")?.weekday == .thursday)
        #expect(LocalDate(iso: "2000-02-29")?.weekday == .tuesday)
        #expect(LocalDate(iso: "2026-03-15")?.weekday == .sunday)
    }

    @Test func `days beyond the calendar are refused and never trap`() {
        let day = LocalDate(iso: "9999-12-31")
        #expect(day?.adding(days: 1) == nil)
        #expect(day?.adding(days: .max) == nil)
        #expect(day?.adding(days: .min) == nil)
    }
}
