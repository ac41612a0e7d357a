import Dialog
import SpokenForms
import Testing

struct KeyTests {
    let stop = Answer.Meaning.universal(.stopCalling)

    /// What the last of these keys leads to; none before it ends the entry, and `T` is the time-out.
    private func press(
        _ keys: String, _ target: ListeningGrammar.Target, choiceKeys: [OutcomeName: String] = [:],
        universalKeys: [UniversalName: String] = [:]
    ) throws -> KeyCollection {
        var collector = KeyCollector(
            try grammar(target, choiceKeys: choiceKeys, universalKeys: universalKeys))
        var last = KeyCollection.collecting
        for key in keys {
            #expect(last == .collecting, "ended before '\(key)' of \(keys)")
            last = key == "T" ? collector.timeout() : collector.press(key)
        }
        if last != .collecting { #expect(collector.entry.isEmpty) }
        return last
    }

    @Test func `digits end when they are complete`() throws {
        #expect(try press("4821", .digits(4...4)) == .finished(.value(.digits("4821"))))
        #expect(try press("482", .digits(4...4)) == .collecting)
        #expect(try press("482#", .digits(4...4)) == .rejected)
        #expect(try press("482T", .digits(2...4)) == .finished(.value(.digits("482"))))
        #expect(try press("48#", .digits(2...4)) == .finished(.value(.digits("48"))))
        #expect(try press("9", .digits(1...4)) == .collecting)
        #expect(try press("4*8#", .digits(2...4)) == .rejected)
    }

    @Test func `yes is 1 and no is 2`() throws {
        #expect(try press("1", .yesNo) == .finished(.value(.yesNo(true))))
        #expect(try press("2", .confirmation(of: .date)) == .finished(.value(.yesNo(false))))
        #expect(try press("5", .yesNo) == .collecting)
        #expect(try press("5T", .yesNo) == .rejected)
    }

    @Test func `dates are keyed as month, day and year`() throws {
        let upcoming = ListeningGrammar.Target.date(.upcoming(days: 30))
        #expect(try press("0315", upcoming) == .finished(.value(.date(day("2026-03-15")))))
        #expect(try press("0310", upcoming) == .finished(.value(.date(tuesday))))
        #expect(try press("0309", upcoming) == .finished(.value(.date(day("2027-03-09")))))
        #expect(try press("1399", upcoming) == .rejected)
        #expect(try press("0230", upcoming) == .rejected)
        #expect(try press("315#", upcoming) == .rejected)
        #expect(try press("03151980", .date(.past)) == .finished(.value(.date(day("1980-03-15")))))
        #expect(try press("02291981", .date(.past)) == .rejected)
    }

    @Test func `numbers are keyed as digits and times as a 24-hour clock shows them`() throws {
        let few = ListeningGrammar.Target.number(2...12)
        #expect(try press("3", few) == .collecting)
        #expect(try press("3#", few) == .finished(.value(.number(3))))
        #expect(try press("12", few) == .finished(.value(.number(12))))
        #expect(try press("0T", few) == .finished(.value(.number(0))))
        #expect(try press("1*2#", few) == .rejected)
        func time(_ text: String) -> KeyCollection {
            LocalTime(text: text).map { .finished(.value(.time($0))) } ?? .collecting
        }
        #expect(try press("0930", .time) == time("09:30"))
        #expect(try press("1430", .time) == time("14:30"))
        #expect(try press("930#", .time) == time("09:30"))
        #expect(try press("2400", .time) == .rejected)
        #expect(try press("0960", .time) == .rejected)
        #expect(try press("9#", .time) == .rejected)
        #expect(try press("9T", .number(0...99)) == .finished(.value(.number(9))))
        #expect(try press("*9", .time) == .finished(stop))
    }

    @Test func `money has a star for its decimal mark`() throws {
        #expect(try press("125*50", .money) == .finished(.value(money(12_550))))
        #expect(try press("450", .money) == .collecting)
        #expect(try press("450#", .money) == .finished(.value(money(45_000))))
        #expect(try press("450T", .money) == .finished(.value(money(45_000))))
        #expect(try press("450*#", .money) == .finished(.value(money(45_000))))
        #expect(try press("450*5#", .money) == .finished(.value(money(45_050))))
        #expect(try press("9#", .money) == .finished(.value(money(900))))
        #expect(try press("*50#", .money) == .rejected)
        #expect(try press("1234567890#", .money) == .rejected)
    }

    @Test func `star nine stops calling, wherever it comes first`() throws {
        let targets: [ListeningGrammar.Target] = [
            .nothing, .yesNo, .choice([:]), .digits(4...4), .date(.past), .date(.upcoming(days: 30)), .money,
            .confirmation(of: .money),
        ]
        for target in targets {
            #expect(try press("*9", target) == .finished(stop))
            #expect(try grammar(target).interpret(keys: "*9") == stop)
        }
        #expect(try press("4*9#", .money) == .finished(.value(money(490))))
    }

    @Test func `a bare nine stops calling where no digits are collected`() throws {
        for target in [ListeningGrammar.Target.nothing, .yesNo, .choice([:]), .confirmation(of: .date)] {
            #expect(try press("9", target) == .finished(stop))
        }
        let choice = try press("9", .choice([:]), choiceKeys: ["ninth": "9"])
        #expect(choice == .finished(.value(.choice("ninth"))))
        #expect(try press("9", .yesNo, universalKeys: ["agent": "9"]) == .finished(stop))
    }

    @Test func `a key that begins a longer one waits`() throws {
        let keys: [OutcomeName: String] = ["one": "1", "twelve": "12"]
        #expect(try press("1", .choice([:]), choiceKeys: keys) == .collecting)
        #expect(try press("1T", .choice([:]), choiceKeys: keys) == .finished(.value(.choice("one"))))
        #expect(try press("12", .choice([:]), choiceKeys: keys) == .finished(.value(.choice("twelve"))))
    }

    @Test func `universals have keys where these answer nothing else`() throws {
        let keys: [UniversalName: String] = ["agent": "0", "repeat": "*1", "help": "1"]
        #expect(try press("0", .yesNo, universalKeys: keys) == .finished(.universal("agent")))
        #expect(try press("1", .yesNo, universalKeys: keys) == .finished(.value(.yesNo(true))))
        #expect(try press("0", .digits(4...4), universalKeys: keys) == .collecting)
        #expect(try press("*1", .digits(4...4), universalKeys: keys) == .finished(.universal("repeat")))
    }

    @Test func `stray keys are ignored and entries are bounded`() throws {
        #expect(try press("##x é٤T#", .digits(4...4)) == .collecting)
        #expect(try press("4x8é21", .digits(4...4)) == .finished(.value(.digits("4821"))))
        let many = String(repeating: "7", count: KeyCollector.maximumKeys)
        #expect(try press(many, .nothing) == .rejected)
        #expect(try press(String(many.dropLast()), .nothing) == .collecting)
        var collector = KeyCollector(try grammar(.yesNo))
        #expect(collector.press("5") == .collecting)
        #expect(collector.press("#") == .rejected)
        #expect(collector.press("1") == .finished(.value(.yesNo(true))))
    }
}
