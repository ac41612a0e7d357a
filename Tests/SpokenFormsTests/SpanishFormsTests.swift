import Dialog
import SpokenForms
import Testing

struct SpanishFormsTests {
    static let languages: [LanguageTag] = ["es-ES", "es-US"]

    @Test func `values are put in words`() throws {
        #expect(try spoken(money(12_050, .eur), "es-ES") == "ciento veinte euros con cincuenta céntimos")
        #expect(try spoken(money(100, .eur), "es-ES") == "un euro")
        #expect(try spoken(money(2_101, .eur), "es-ES") == "veintiún euros con un céntimo")
        #expect(try spoken(money(20_000, .gbp), "es-ES") == "doscientas libras")
        #expect(try spoken(money(2_121, .gbp), "es-ES") == "veintiuna libras con veintiún peniques")
        #expect(try spoken(money(3_150, .usd), "es-US") == "treinta y un dólares con cincuenta centavos")
        #expect(try spoken(money(100_000_000, .eur), "es-ES") == "un millón de euros")
        #expect(try spoken(money(100_000_100, .eur), "es-ES") == "un millón un euros")
        #expect(try spoken(money(75, .eur), "es-ES") == "setenta y cinco céntimos")
        #expect(try spoken(money(0, .eur), "es-ES") == "cero euros")
        #expect(try spoken(money(-250, .eur), "es-ES") == "menos dos euros con cincuenta céntimos")
        #expect(try spoken(money(50_050_000, .gbp), "es-ES") == "quinientas mil quinientas libras")
        #expect(try spoken(.date(day("2026-03-20")), "es-ES") == "viernes veinte de marzo")
        #expect(try spoken(.date(day("2026-04-01")), "es-ES") == "miércoles uno de abril")
        #expect(try spoken(.date(day("2026-04-01")), "es-US") == "miércoles primero de abril")
        #expect(
            try spoken(.date(day("1971-03-09")), "es-ES") == "nueve de marzo de mil novecientos setenta y uno"
        )
        #expect(
            try spoken(.date(day("2027-03-31")), "es-ES")
                == "miércoles treinta y uno de marzo de dos mil veintisiete")
        #expect(try spoken(.digits("1482"), "es-ES") == "uno, cuatro, ocho, dos")
        #expect(try spoken(.number(21), "es-ES") == "veintiuno")
        #expect(try spoken(.number(21_001), "es-ES") == "veintiún mil uno")
        #expect(try spoken(.number(.min), "es-ES").hasPrefix("menos nueve trillones"))
        #expect(try spoken(.yesNo(true), "es-ES") == "sí")
        #expect(try spoken(.level(.l1), "es-ES") == "nivel uno")
        #expect(try spoken(.choice("otra_vez"), "es-ES") == "otra vez")
    }

    @Test func `telephone numbers are grouped as their country does`() throws {
        let groups = "nueve uno dos, tres cuatro cinco, seis siete ocho"
        for number in ["+34912345678", "912345678", "+34 912 345 678"] {
            #expect(try spoken(.phone(number), "es-ES") == groups)
        }
        #expect(
            try spoken(.phone("+34 655 12 34 56"), "es-ES")
                == "seis cinco cinco, uno dos, tres cuatro, cinco seis")
        #expect(try spoken(.phone("+34912345678"), "es-US") == "tres cuatro, " + groups)
        #expect(
            try spoken(.phone("+1 800 555 0142"), "es-US")
                == "uno, ocho cero cero, cinco cinco cinco, cero uno cuatro dos")
        #expect(
            try spoken(.phone("8005550142"), "es-US")
                == "ocho cero cero, cinco cinco cinco, cero uno cuatro dos")
        #expect(
            try spoken(.phone("+34912345678"), "en-US")
                == "three four, nine one two, three four five, six seven eight")
    }

    @Test func `times are put in words`() throws {
        func say(_ text: String, _ language: LanguageTag) throws -> String {
            try spoken(.time(try #require(LocalTime(text: text))), language)
        }
        #expect(try say("09:30", "es-ES") == "las nueve y media de la mañana")
        #expect(try say("12:45", "es-ES") == "la una menos cuarto del mediodía")
        #expect(try say("20:45", "es-ES") == "las nueve menos cuarto de la tarde")
        #expect(try say("20:45", "es-US") == "las ocho cuarenta y cinco de la tarde")
        #expect(try say("15:00", "es-ES") == "las tres de la tarde")
        #expect(try say("13:15", "es-ES") == "la una y cuarto de la tarde")
        #expect(try say("00:00", "es-ES") == "las doce de la noche")
        #expect(try say("02:07", "es-ES") == "las dos y siete de la madrugada")
    }

    @Test(arguments: [
        ("las nueve y media de la mañana", ["09:30"]), ("a las tres de la tarde", ["15:00"]),
        ("las nueve menos cuarto de la noche", ["20:45"]), ("la una de la madrugada", ["01:00"]),
        ("un cuarto para las diez de la mañana", ["09:45"]), ("mediodía", ["12:00"]),
        ("medianoche", ["00:00"]),
        ("las doce del mediodía", ["12:00"]), ("las catorce treinta", ["14:30"]), ("14:30", ["14:30"]),
        ("las 14 horas", ["14:00"]), ("nueve y diez de la mañana", ["09:10"]), ("9:30 am", ["09:30"]),
        ("las tres", ["15:00", "03:00"]), ("las nueve y media", ["09:30", "21:30"]),
        ("las ocho en punto", ["08:00", "20:00"]), ("las doce de la mañana", ["12:00", "00:00"]),
        ("las diez menos diez", ["09:50", "21:50"]), ("veinticinco", []), ("las", []),
        ("las trece de la mañana", []),
        ("las tres y sesenta", []), ("menos cuarto", []),
    ])
    func `a time is understood, or asked`(line: String, times: [String]) throws {
        let values = times.compactMap { LocalTime(text: $0) }.map { Value.time($0) }
        for language in Self.languages {
            let meaning = try grammar(.time, language: language).reading(line)
            #expect(meaning == (values.count > 1 ? .ambiguous(values) : values.first.map { .value($0) }))
        }
    }

    @Test(arguments: [
        ("uno cuatro ocho dos", "1482"), ("catorce ochenta y dos", "1482"),
        ("uno cuatro ochenta y dos", "1482"),
        ("mil cuatrocientos ochenta y dos", "1482"), ("doble cuatro dos uno", "4421"),
        ("cuatro triple cinco", "4555"),
        ("cuatro dos ceros uno", "4001"), ("novecientos doce tres", "9123"),
        ("termina en uno cuatro ocho dos", "1482"),
        ("1482", "1482"), ("14 82", "1482"), ("0048", "0048"), ("cero cero cuatro ocho", "0048"),
        ("veinte veinte", "2020"), ("dos mil veinte", "2020"), ("treinta y uno veintiuno", "3121"),
    ])
    func `digits are understood one by one and in groups`(line: String, digits: String) throws {
        #expect(try grammar(.digits(4...4), language: "es-ES").reading(line) == .value(.digits(digits)))
    }

    @Test(arguments: [
        ("veintiuno", 21), ("veinte y uno", 21), ("treinta y una", 31), ("quinientas", 500), ("cien", 100),
        ("mil novecientos setenta y uno", 1971), ("dos millones trescientos mil", 2_300_000),
        ("dos cinco", 25),
        ("son doce", 12), ("12", 12), ("1.234", 1_234), ("diez y seis", 16), ("veintiún mil", 21_000),
    ])
    func `a number is understood`(line: String, number: Int) throws {
        let listening = try grammar(.number(0...999_999_999), language: "es-ES")
        #expect(listening.reading(line) == .value(.number(number)))
    }

    @Test(arguments: [
        ("sí", true), ("si", true), ("Sí, señora.", true), ("claro", true), ("claro que sí", true),
        ("vale", true),
        ("correcto", true), ("bueno, de acuerdo", true), ("por supuesto", true), ("está bien, gracias", true),
        ("no", false), ("qué va", false), ("que va", false), ("para nada", false),
        ("¡No, no es correcto!", false),
        ("pues no", false), ("claro que no", false), ("en absoluto", false), ("no, gracias", false),
    ])
    func `yes and no are understood`(line: String, yes: Bool) throws {
        for language in Self.languages {
            #expect(try grammar(.yesNo, language: language).reading(line) == .value(.yesNo(yes)))
        }
    }

    @Test func `phrases may have accents, and are typed without`() throws {
        let listening = try grammar(
            .choice(["tomorrow": [Phrase("mañana [por la mañana]")], "yes": [Phrase("sí")]]),
            language: "es-ES")
        #expect(listening.reading("MAÑANA") == .value(.choice("tomorrow")))
        #expect(listening.reading("man\u{0303}ana por la manana") == .value(.choice("tomorrow")))
        #expect(listening.jsgf.contains("mañana") && listening.vocabulary.contains("sí"))
        #expect(throws: GrammarFailure.self) {
            try grammar(.choice(["a": [Phrase("si")], "b": [Phrase("sí")]]), language: "es-ES")
        }
    }

    @Test func `dates are keyed day first in Spain, month first in the United States`() throws {
        let upcoming = ListeningGrammar.Target.date(.upcoming(days: 30))
        #expect(
            try grammar(upcoming, language: "es-ES").interpret(keys: "1503")
                == .value(.date(day("2026-03-15"))))
        #expect(
            try grammar(upcoming, language: "es-US").interpret(keys: "0315")
                == .value(.date(day("2026-03-15"))))
        #expect(try grammar(upcoming, language: "es-ES").interpret(keys: "0315") == nil)
        let past = ListeningGrammar.Target.date(.past)
        #expect(
            try grammar(past, language: "es-ES").interpret(keys: "09031971")
                == .value(.date(day("1971-03-09"))))
        #expect(
            try grammar(past, language: "es-US").interpret(keys: "03091971")
                == .value(.date(day("1971-03-09"))))
        #expect(
            try grammar(.money, language: "es-ES", currency: .eur).interpret(keys: "125*50")
                == .value(money(12_550, .eur)))
    }

    @Test(arguments: [
        ("1.234,56 €", "es-ES", ["1234.56"]), ("125,50", "es-ES", ["125.50"]),
        ("1.200", "es-ES", ["1200"]),
        ("15.03.2026", "es-ES", ["15.03.2026"]), ("1,234.56", "es-US", ["1234.56"]),
        ("125,50", "en-US", ["125.50"]),
        ("4,8,2,1", "en-US", ["4", "8", "2", "1"]), ("1,200", "en-US", ["1200"]), ("¿Sí?", "es-ES", ["sí"]),
        ("9:30", "es-ES", ["9:30"]), ("450€", "es-ES", ["450€"]), (",", "es-ES", []),
        ("1,,2", "es-ES", ["1", "2"]),
    ])
    func `typed numbers come in one form`(line: String, language: String, words: [String]) {
        #expect(TypedInput.words(line, in: LanguageTag(language)) == words)
    }
}
