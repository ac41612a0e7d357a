import Dialog
import SpokenForms
import Testing

struct DateTests {
    /// Read on Tuesday, 10 March 2026.
    @Test(arguments: [
        ("today", "2026-03-10"), ("right now", "2026-03-10"), ("tomorrow", "2026-03-11"),
        ("the day after tomorrow", "2026-03-12"), ("Friday", "2026-03-13"), ("on Friday.", "2026-03-13"),
        ("this friday", "2026-03-13"), ("next friday", "2026-03-20"), ("friday of next week", "2026-03-20"),
        ("next week friday", "2026-03-20"), ("friday week", "2026-03-20"),
        ("a week from friday", "2026-03-20"),
        ("two weeks from friday", "2026-03-27"), ("tuesday", "2026-03-17"), ("next tuesday", "2026-03-17"),
        ("monday", "2026-03-16"), ("next monday", "2026-03-16"), ("next sunday", "2026-03-22"),
        ("the fifteenth", "2026-03-15"), ("fifteenth", "2026-03-15"), ("fifteen", "2026-03-15"),
        ("the tenth", "2026-03-10"), ("the ninth", "2026-04-09"), ("the thirty first", "2026-03-31"),
        ("march fifteenth", "2026-03-15"), ("March the fifteenth", "2026-03-15"),
        ("the fifteenth of march", "2026-03-15"), ("15th of March", "2026-03-15"), ("march 15", "2026-03-15"),
        ("march fifth", "2027-03-05"), ("april twenty-first", "2026-04-21"),
        ("twenty first of april", "2026-04-21"),
        ("february twenty ninth", "2028-02-29"), ("march fifteenth twenty twenty six", "2026-03-15"),
        ("march fifth 2026", "2026-03-05"), ("april fifth two thousand and twenty seven", "2027-04-05"),
        ("in two weeks", "2026-03-24"), ("in ten days", "2026-03-20"), ("in a week", "2026-03-17"),
        ("in a couple of weeks", "2026-03-24"), ("two weeks", "2026-03-24"), ("in one month", "2026-04-10"),
        ("next week", "2026-03-17"), ("a week from today", "2026-03-17"), ("ten days from now", "2026-03-20"),
        ("a week from tomorrow", "2026-03-18"), ("the end of the month", "2026-03-31"),
        ("end of this month", "2026-03-31"), ("at the end of next month", "2026-04-30"),
        ("the end of february", "2027-02-28"), ("last day of the month", "2026-03-31"),
        ("the end of the week", "2026-03-13"), ("the first", "2026-04-01"),
        ("the first of next month", "2026-04-01"),
        ("the fifteenth of this month", "2026-03-15"), ("friday the thirteenth", "2026-03-13"),
        ("friday march thirteenth", "2026-03-13"), ("i can pay it on the twentieth", "2026-03-20"),
        ("um I'll pay by friday please", "2026-03-13"), ("how about tomorrow", "2026-03-11"),
        ("three fifteen", "2026-03-15"), ("3/15", "2026-03-15"), ("3/15/26", "2026-03-15"),
        ("03/05", "2027-03-05"),
        ("2026-03-20", "2026-03-20"), ("3-15", "2026-03-15"), ("15", "2026-03-15"),
        ("in 2 weeks", "2026-03-24"),
    ])
    func `a date to come is counted from today`(line: String, date: String) throws {
        #expect(try grammar(.date(.upcoming(days: 30))).reading(line) == .value(.date(day(date))))
    }

    @Test(arguments: [
        "february thirtieth", "the thirty second", "april thirty first", "2/30", "13/1", "friday friday",
        "of march",
        "march", "soon", "", "in", "in weeks", "2026-02-30", "1/2/3/4", "the end of", "next",
        "in 99999999999 days",
        "february twenty ninth twenty twenty six", "the", "on",
    ])
    func `a day that does not exist is not understood`(line: String) throws {
        #expect(try grammar(.date(.upcoming(days: 30))).reading(line) == nil)
    }

    @Test func `a weekday that is not the day of the number means either`() throws {
        let grammar = try grammar(.date(.upcoming(days: 30)))
        let either = [Value.date(day("2026-03-15")), .date(day("2026-03-13"))]
        #expect(grammar.reading("friday the fifteenth") == .ambiguous(either))
    }

    @Test func `a weekday said on that day is a week later`() throws {
        let friday = try grammar(.date(.upcoming(days: 30)), today: day("2026-03-13"))
        #expect(friday.reading("friday") == .value(.date(day("2026-03-20"))))
        #expect(friday.reading("next friday") == .value(.date(day("2026-03-20"))))
        #expect(friday.reading("end of the week") == .value(.date(day("2026-03-13"))))
        let sunday = try grammar(.date(.upcoming(days: 30)), today: day("2026-03-15"))
        #expect(sunday.reading("next friday") == .value(.date(day("2026-03-20"))))
    }

    @Test func `months and years end well`() throws {
        let lastDay = try grammar(.date(.upcoming(days: 30)), today: day("2026-12-31"))
        #expect(lastDay.reading("end of the month") == .value(.date(day("2026-12-31"))))
        #expect(lastDay.reading("end of next month") == .value(.date(day("2027-01-31"))))
        #expect(lastDay.reading("the first") == .value(.date(day("2027-01-01"))))
        #expect(lastDay.reading("next month") == .value(.date(day("2027-01-31"))))
        let january = try grammar(.date(.upcoming(days: 30)), today: day("2027-01-31"))
        #expect(january.reading("in a month") == .value(.date(day("2027-02-28"))))
        #expect(january.reading("the thirtieth") == .value(.date(day("2027-03-30"))))
        let lastYear = try grammar(.date(.upcoming(days: 30)), today: day("9999-12-31"))
        #expect(lastYear.reading("tomorrow") == nil)
        #expect(lastYear.reading("the fifteenth") == nil)
    }

    @Test(arguments: [
        ("march fifteenth nineteen eighty", "1980-03-15"),
        ("the fifteenth of march nineteen eighty", "1980-03-15"),
        ("it's march the fifteenth nineteen eighty", "1980-03-15"),
        ("i was born on May 5th, 1981", "1981-05-05"),
        ("june twenty first nineteen oh five", "1905-06-21"), ("june first two thousand five", "2005-06-01"),
        ("june first two thousand and fifteen", "2015-06-01"), ("june first two thousand", "2000-06-01"),
        ("june first twenty ten", "2010-06-01"), ("june first twenty oh one", "2001-06-01"),
        ("june first twenty twenty one", "2021-06-01"), ("june first nineteen hundred", "1900-06-01"),
        ("three fifteen nineteen eighty", "1980-03-15"), ("oh three fifteen eighty", "1980-03-15"),
        ("may fifth eighty one", "1981-05-05"), ("may fifth twenty one", "2021-05-05"),
        ("may fifth 81", "1981-05-05"), ("may fifth nineteen", "2019-05-05"), ("3/15/1980", "1980-03-15"),
        ("3/15/80", "1980-03-15"),
        ("03/15/1980", "1980-03-15"), ("1980-03-15", "1980-03-15"), ("03151980", "1980-03-15"),
        ("3 15 1980", "1980-03-15"), ("oh three one five one nine eight oh", "1980-03-15"),
        ("february twenty ninth two thousand", "2000-02-29"), ("five six seventy one", "1971-05-06"),
        ("the twenty fifth of december nineteen ninety nine", "1999-12-25"),
        ("march twenty five nineteen eighty", "1980-03-25"), ("15 march 1980", "1980-03-15"),
    ])
    func `a past date has its year`(line: String, date: String) throws {
        #expect(try grammar(.date(.past)).reading(line) == .value(.date(day(date))))
    }

    @Test(arguments: [
        "march fifteenth", "nineteen eighty", "february twenty ninth nineteen hundred", "tomorrow",
        "31131980", "3/15",
        "1980", "four eight two one", "the fifteenth",
    ])
    func `a past date without its year is not understood`(line: String) throws {
        #expect(try grammar(.date(.past)).reading(line) == nil)
    }

    @Test func `a day that a month may follow is extendable`() throws {
        let grammar = try grammar(.date(.upcoming(days: 30)))
        #expect(grammar.completeness(of: []) == .nothing)
        #expect(grammar.completeness(of: ["the"]) == .incomplete)
        #expect(grammar.completeness(of: ["the", "fifteenth"]) == .extendable)
        #expect(grammar.completeness(of: ["the", "fifteenth", "of"]) == .incomplete)
        #expect(grammar.completeness(of: ["the", "fifteenth", "of", "march"]) == .closed)
        #expect(grammar.completeness(of: ["tomorrow"]) == .closed)
        #expect(grammar.completeness(of: ["friday"]) == .extendable)
        #expect(grammar.completeness(of: ["purple", "friday"]) == .incomplete)
    }
}
