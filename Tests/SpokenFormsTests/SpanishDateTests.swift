import Dialog
import SpokenForms
import Testing

struct SpanishDateTests {
    static let languages: [LanguageTag] = ["es-ES", "es-US"]
    private let upcoming = ListeningGrammar.Target.date(.upcoming(days: 60))

    /// Read on Tuesday, 10 March 2026.
    @Test(arguments: [
        ("hoy", "2026-03-10"), ("ahora mismo", "2026-03-10"), ("mañana", "2026-03-11"),
        ("manana", "2026-03-11"),
        ("mañana por la mañana", "2026-03-11"), ("pasado mañana", "2026-03-12"), ("el viernes", "2026-03-13"),
        ("el viernes por la tarde", "2026-03-13"), ("este viernes", "2026-03-13"),
        ("el viernes que viene", "2026-03-13"), ("el próximo viernes", "2026-03-13"),
        ("el viernes de la semana que viene", "2026-03-20"), ("el viernes en ocho", "2026-03-20"),
        ("del viernes en quince", "2026-03-27"), ("el martes", "2026-03-17"), ("el miércoles", "2026-03-11"),
        ("SÁBADO", "2026-03-14"), ("de hoy en ocho", "2026-03-17"), ("de hoy en ocho días", "2026-03-17"),
        ("de hoy en quince", "2026-03-24"), ("hoy en diez días", "2026-03-20"),
        ("de mañana en ocho", "2026-03-18"),
        ("en una semana", "2026-03-17"), ("dentro de dos semanas", "2026-03-24"),
        ("en un par de semanas", "2026-03-24"),
        ("en diez días", "2026-03-20"), ("de aquí a tres días", "2026-03-13"), ("en un mes", "2026-04-10"),
        ("la semana que viene", "2026-03-17"), ("la próxima semana", "2026-03-17"),
        ("el mes que viene", "2026-04-10"),
        ("a fin de mes", "2026-03-31"), ("a finales de mes", "2026-03-31"), ("fin de mes", "2026-03-31"),
        ("el último día del mes", "2026-03-31"), ("a finales de abril", "2026-04-30"),
        ("a fin del mes que viene", "2026-04-30"), ("a primeros de mes", "2026-04-01"),
        ("a principios de abril", "2026-04-01"), ("a primeros del mes que viene", "2026-04-01"),
        ("a mediados de mes", "2026-03-15"), ("la quincena", "2026-03-15"),
        ("para la quincena", "2026-03-15"),
        ("cuando la quincena", "2026-03-15"), ("el quince", "2026-03-15"), ("el día quince", "2026-03-15"),
        ("quince", "2026-03-15"), ("el diez", "2026-03-10"), ("el nueve", "2026-04-09"),
        ("el primero", "2026-04-01"),
        ("el uno", "2026-04-01"), ("el treinta y uno", "2026-03-31"), ("el veinte y uno", "2026-03-21"),
        ("el quince de marzo", "2026-03-15"), ("quince marzo", "2026-03-15"), ("marzo quince", "2026-03-15"),
        ("el cinco de marzo", "2027-03-05"), ("el quince de marzo de dos mil veintiséis", "2026-03-15"),
        ("el cinco de abril del veintisiete", "2027-04-05"), ("el veintinueve de febrero", "2028-02-29"),
        ("el quince de este mes", "2026-03-15"), ("el cinco del mes que viene", "2026-04-05"),
        ("el viernes trece", "2026-03-13"), ("viernes, 13 de marzo", "2026-03-13"),
        ("el viernes día trece", "2026-03-13"),
        ("el quince del tres", "2026-03-15"), ("quince de setiembre", "2026-09-15"), ("el 15", "2026-03-15"),
        ("15 de marzo de 2026", "2026-03-15"), ("1º de abril", "2026-04-01"), ("2026-03-20", "2026-03-20"),
        ("puedo pagar el veinte por favor", "2026-03-20"), ("pues, lo pago el lunes", "2026-03-16"),
        ("el cinco de marzo de 2026", "2026-03-05"), ("voy a pagar a fin de mes", "2026-03-31"),
    ])
    func `a date to come is counted from today`(line: String, date: String) throws {
        for language in Self.languages {
            #expect(
                try grammar(upcoming, language: language).reading(line) == .value(.date(day(date))),
                "\(language)")
        }
    }

    @Test(arguments: [
        ("en ocho días", "2026-03-17", "2026-03-18"), ("dentro de quince días", "2026-03-24", "2026-03-25"),
        ("en una quincena", "2026-03-24", "2026-03-25"), ("el fin de semana", "2026-03-14", "2026-03-15"),
        ("el viernes quince", "2026-03-15", "2026-03-13"),
    ])
    func `what may be two days is asked`(line: String, first: String, second: String) throws {
        for language in Self.languages {
            #expect(
                try grammar(upcoming, language: language).reading(line)
                    == .ambiguous([.date(day(first)), .date(day(second))]))
        }
    }

    @Test(arguments: [
        "el treinta de febrero", "el treinta y dos", "30 de febrero", "pronto", "", "el", "en", "en semanas",
        "de marzo", "marzo", "viernes viernes", "a fin", "el quince de", "31/4", "en 99999999999 días",
        "de hoy en",
    ])
    func `a day that does not exist is not understood`(line: String) throws {
        for language in Self.languages {
            #expect(try grammar(upcoming, language: language).reading(line) == nil)
        }
    }

    @Test func `a weekday said on that day is a week later`() throws {
        let friday = try grammar(upcoming, language: "es-ES", today: day("2026-03-13"))
        #expect(friday.reading("el viernes") == .value(.date(day("2026-03-20"))))
        #expect(friday.reading("el viernes que viene") == .value(.date(day("2026-03-20"))))
        #expect(friday.reading("el viernes de la semana que viene") == .value(.date(day("2026-03-20"))))
    }

    @Test func `the half-month's payday is the fifteenth or the last`() throws {
        for (today, payday) in [
            ("2026-03-15", "2026-03-15"), ("2026-03-16", "2026-03-31"), ("2026-03-31", "2026-03-31"),
            ("2026-02-16", "2026-02-28"), ("2026-04-01", "2026-04-15"),
        ] {
            let listening = try grammar(upcoming, language: "es-US", today: day(today))
            #expect(listening.reading("la quincena") == .value(.date(day(payday))))
        }
    }

    @Test func `typed numbers follow the country, spoken ones are day first`() throws {
        let spain = try grammar(upcoming, language: "es-ES")
        #expect(spain.reading("15/3") == .value(.date(day("2026-03-15"))))
        #expect(spain.reading("5/4/26") == .value(.date(day("2026-04-05"))))
        #expect(spain.reading("05.04.2026") == .value(.date(day("2026-04-05"))))
        let america = try grammar(upcoming, language: "es-US")
        #expect(america.reading("3/15") == .value(.date(day("2026-03-15"))))
        #expect(america.reading("15/3") == .value(.date(day("2026-03-15"))))
        #expect(america.reading("4/5") == .ambiguous([.date(day("2026-04-05")), .date(day("2026-05-04"))]))
        #expect(america.reading("cinco del cuatro") == .value(.date(day("2026-04-05"))))
    }

    @Test(arguments: [
        ("nueve de marzo de mil novecientos setenta y uno", "1971-03-09"),
        ("nací el nueve de marzo del setenta y uno", "1971-03-09"), ("el 9 de marzo de 1971", "1971-03-09"),
        ("nueve del tres del setenta y uno", "1971-03-09"),
        ("nueve cero tres mil novecientos setenta y uno", "1971-03-09"),
        ("cero nueve cero tres uno nueve siete uno", "1971-03-09"),
        ("uno de enero de dos mil", "2000-01-01"), ("primero de enero del dos mil cinco", "2005-01-01"),
        ("treinta y uno de diciembre de mil novecientos noventa y nueve", "1999-12-31"),
        ("nueve de marzo de diecinueve setenta y uno", "1971-03-09"),
        ("el veintinueve de febrero de dos mil", "2000-02-29"), ("1971-03-09", "1971-03-09"),
        ("mi fecha de nacimiento es el cinco de mayo del ochenta", "1980-05-05"),
        ("13/3/1971", "1971-03-13"), ("cinco de mayo de 05", "2005-05-05"),
        ("nueve de marzo del año 1971", "1971-03-09"),
    ])
    func `a past date has its year`(line: String, date: String) throws {
        for language in Self.languages {
            #expect(try grammar(.date(.past), language: language).reading(line) == .value(.date(day(date))))
        }
    }

    @Test(arguments: [
        "nueve de marzo", "mil novecientos setenta y uno", "mañana", "29 de febrero de 1900", "el quince",
    ])
    func `a past date without its year is not understood`(line: String) throws {
        #expect(try grammar(.date(.past), language: "es-ES").reading(line) == nil)
    }

    @Test func `eight typed digits are in the order of the keys`() throws {
        #expect(
            try grammar(.date(.past), language: "es-ES").reading("09031971")
                == .value(.date(day("1971-03-09"))))
        #expect(
            try grammar(.date(.past), language: "es-US").reading("03091971")
                == .value(.date(day("1971-03-09"))))
    }

    @Test func `a day that a month may follow is extendable`() throws {
        let listening = try grammar(upcoming, language: "es-ES")
        #expect(listening.completeness(of: ["el"]) == .incomplete)
        #expect(listening.completeness(of: ["el", "quince"]) == .extendable)
        #expect(listening.completeness(of: ["el", "quince", "de"]) == .incomplete)
        #expect(listening.completeness(of: ["el", "quince", "de", "marzo"]) == .closed)
        #expect(listening.completeness(of: ["pasado", "mañana"]) == .closed)
    }
}
