import Dialog
import SpokenForms
import Testing

struct TimeTests {
    private func time(_ text: String) -> Value {
        guard let time = LocalTime(text: text) else { preconditionFailure("not a time: \(text)") }
        return .time(time)
    }

    @Test(arguments: [
        ("nine thirty in the morning", "09:30"), ("nine thirty a.m.", "09:30"), ("nine thirty am", "09:30"),
        ("two p.m.", "14:00"), ("2pm", "14:00"), ("2 pm", "14:00"), ("2:15 p.m.", "14:15"),
        ("9:30am", "09:30"),
        ("two in the afternoon", "14:00"), ("half past nine in the evening", "21:30"), ("noon", "12:00"),
        ("at noon please", "12:00"), ("twelve noon", "12:00"), ("midnight", "00:00"),
        ("12 midnight", "00:00"),
        ("twelve a.m.", "00:00"), ("twelve thirty at night", "00:30"), ("twelve p.m.", "12:00"),
        ("eleven at night", "23:00"), ("two at night", "02:00"), ("a quarter to ten in the morning", "09:45"),
        ("quarter to one in the afternoon", "12:45"), ("twenty after three p.m.", "15:20"),
        ("five minutes to eight in the evening", "19:55"), ("nine oh five in the morning", "09:05"),
        ("fourteen thirty", "14:30"), ("14:30", "14:30"), ("09:30", "09:30"), ("0930", "09:30"),
        ("1430", "14:30"),
        ("0:15", "00:15"), ("23:59", "23:59"), ("um, around nine o'clock in the morning", "09:00"),
        ("call me at ten a.m.", "10:00"), ("sixteen in the afternoon", "16:00"),
    ])
    func `a time is understood`(line: String, expected: String) throws {
        #expect(try grammar(.time).reading(line) == .value(time(expected)))
    }

    @Test(arguments: [
        ("nine thirty", "09:30", "21:30"), ("half past nine", "09:30", "21:30"), ("9:30", "09:30", "21:30"),
        ("930", "09:30", "21:30"), ("two", "14:00", "02:00"), ("six o'clock", "18:00", "06:00"),
        ("seven", "07:00", "19:00"), ("twelve o'clock", "12:00", "00:00"), ("12:30", "12:30", "00:30"),
        ("quarter to one", "12:45", "00:45"), ("ten till eight", "07:50", "19:50"),
        ("9 30", "09:30", "21:30"),
    ])
    func `a time without morning or evening is ambiguous, the likelier first`(
        line: String, first: String, second: String
    ) throws {
        #expect(try grammar(.time).reading(line) == .ambiguous([time(first), time(second)]))
    }

    @Test(arguments: [
        "", "half", "half to nine", "twenty five", "nine sixty", "24:00", "9:60", "9:3", "12:345", "1:2:3",
        "25",
        "thirteen in the morning", "00:30 am", "noon in the morning", "half past thirteen", "nine five",
        "nine thirty on friday", "9:30xm", "99999999999999999999", ":",
    ])
    func `what is no time is not understood`(line: String) throws {
        #expect(try grammar(.time).reading(line) == nil)
    }

    @Test func `every time of the day is understood as it is spoken`() throws {
        let listening = try grammar(.time)
        for minutes in 0..<1440 {
            let value = Value.time(try #require(LocalTime(hour: minutes / 60, minute: minutes % 60)))
            let words = try SpokenForm.speak(
                value, language: "en-US", context: SpeakingContext(today: tuesday))
            #expect(listening.reading(words) == .value(value), "\(words)")
            let completeness = listening.completeness(of: TypedInput.words(words, in: "en-US"))
            #expect(completeness == .closed, "\(words)")
        }
    }

    @Test(arguments: [
        ("09:30", "nine thirty in the morning"), ("14:00", "two o'clock in the afternoon"), ("12:00", "noon"),
        ("00:00", "midnight"), ("00:30", "twelve thirty at night"), ("21:05", "nine oh five at night"),
        ("18:45", "six forty-five in the evening"),
    ])
    func `a time is spoken with its part of the day`(text: String, words: String) throws {
        let context = SpeakingContext(today: tuesday)
        #expect(try SpokenForm.speak(time(text), language: "en-US", context: context) == words)
    }

    @Test func `a time that a part of the day may follow is extendable`() throws {
        let grammar = try grammar(.time)
        #expect(grammar.completeness(of: ["nine"]) == .extendable)
        #expect(grammar.completeness(of: ["half", "past"]) == .incomplete)
        #expect(grammar.completeness(of: ["nine", "thirty", "in", "the"]) == .incomplete)
        #expect(grammar.completeness(of: ["noon"]) == .closed)
    }

    @Test func `a corrected time is understood in one turn`() throws {
        let confirming = try grammar(.confirming([.time(ValueLimits())]))
        #expect(confirming.reading("no, ten in the morning") == .value(time("10:00")))
        #expect(confirming.reading("no, at ten") == .ambiguous([time("10:00"), time("22:00")]))
        #expect(confirming.reading("no") == .value(.yesNo(false)))
    }
}

struct NumberTests {
    private let any = ListeningGrammar.Target.number(0...999_999_999)

    @Test(arguments: [
        ("zero", 0), ("three", 3), ("it's twenty-five", 25), ("two five", 25), ("a hundred and twenty", 120),
        ("twelve hundred", 1200), ("two thousand five hundred six", 2506), ("12", 12), ("1,200", 1200),
        ("four oh five", 405), ("about fifty please", 50),
        ("one two three four five six seven eight nine", 123_456_789),
    ])
    func `a number is understood`(line: String, number: Int) throws {
        #expect(try grammar(any).reading(line) == .value(.number(number)))
    }

    @Test(arguments: [
        "", "minus two", "twenty hundred five hundred", "two point five", "1.5", "a billion and one things",
        "one two three four five six seven eight nine ten", "two billion", "five dollars",
    ])
    func `what is no number is not understood`(line: String) throws {
        #expect(try grammar(any).reading(line) == nil)
    }

    @Test func `only numbers of the size of the range are listened for, and any other is understood`() throws
    {
        let few = try grammar(.number(2...6))
        #expect(!few.vocabulary.contains("hundred"))
        #expect(few.reading("twelve") == .value(.number(12)))
        #expect(few.reading("two hundred") == .value(.number(200)))
        #expect(try grammar(.number(0...500)).vocabulary.contains("hundred"))
        #expect(try grammar(any).vocabulary.contains("thousand"))
        #expect(few.completeness(of: ["twenty"]) == .extendable)
        #expect(few.completeness(of: ["twelve"]) == .closed)
    }
}
