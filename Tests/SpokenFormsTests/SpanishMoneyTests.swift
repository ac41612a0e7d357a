import Dialog
import SpokenForms
import Testing

struct SpanishMoneyTests {
    private func euros(_ whole: Money? = nil) throws -> ListeningGrammar {
        try grammar(.money, language: "es-ES", currency: .eur, whole: whole)
    }

    @Test(arguments: [
        ("ciento veinte con cincuenta", 12_050), ("ciento veinte cincuenta", 12_050),
        ("ciento veinte euros con cincuenta céntimos", 12_050), ("ciento veinte euros y cincuenta", 12_050),
        ("ciento veinte euros cincuenta", 12_050), ("ciento veinte y medio", 12_050),
        ("ciento veinte coma cinco", 12_050), ("ciento veinte coma cero cinco", 12_005),
        ("ciento veinte coma veinticinco", 12_025), ("ciento veinte con cero cinco", 12_005),
        ("ciento veinte con cinco céntimos", 12_005), ("ciento veinte euros con cinco", 12_005),
        ("veinte euros y medio", 2_050), ("veinte cincuenta", 2_050), ("veinte con cincuenta euros", 2_050),
        ("cincuenta", 5_000), ("cincuenta euros", 5_000), ("un euro", 100), ("veintiún euros", 2_100),
        ("veintiuno", 2_100), ("veinte y uno", 2_100), ("veinte cinco", 2_500), ("treinta y un euros", 3_100),
        ("cien euros", 10_000), ("ciento un euros", 10_100), ("quinientos", 50_000), ("quinientas", 50_000),
        ("mil euros", 100_000), ("mil doscientos cincuenta", 125_000), ("dos mil quinientos euros", 250_000),
        ("cuarenta y cinco céntimos", 45), ("cero euros", 0), ("un millón de euros", 100_000_000),
        ("puedo pagar cincuenta euros por favor", 5_000), ("pues unos cien euros", 10_000),
        ("cincuenta pavos", 5_000),
        ("125,50", 12_550), ("125,5", 12_550), ("125.50", 12_550), ("1.250,75 €", 125_075),
        ("1.200", 120_000),
        ("€450", 45_000), ("450€", 45_000), ("450 euros", 45_000), ("5 mil", 500_000), ("120 con 50", 12_050),
        ("120 euros con 50 céntimos", 12_050), ("450,25 euros", 45_025),
    ])
    func `an amount is understood`(line: String, minorUnits: Int) throws {
        #expect(try euros().reading(line) == .value(money(minorUnits, .eur)))
    }

    @Test(arguments: [
        ("dos cincuenta", 250, 25_000), ("cuatro veinte", 420, 42_000),
        ("ciento veinte con cinco", 12_005, 12_050),
        ("cincuenta y cinco con dos", 5_502, 5_520),
    ])
    func `what may be two amounts is asked`(line: String, first: Int, second: Int) throws {
        #expect(try euros().reading(line) == .ambiguous([money(first, .eur), money(second, .eur)]))
    }

    @Test(arguments: [
        "", "euros", "con", "cincuenta con", "cincuenta dólares", "cien céntimos", "la mitad", "todo",
        "cinco dos uno",
        "450,505", "1.2.3", "cincuenta euros cincuenta euros", "dos", "99999999999999999999", "cincuenta y",
        "mil mil", "cero cinco cinco",
    ])
    func `what is no amount is not understood`(line: String) throws {
        #expect(try euros().reading(line) == (line == "dos" ? .value(money(200, .eur)) : nil))
    }

    @Test func `other currencies have their own words`() throws {
        let dollars = try grammar(.money, language: "es-US")
        #expect(dollars.reading("veintiún dólares con cincuenta centavos") == .value(money(2_150)))
        #expect(dollars.reading("$1,250.75") == .value(money(125_075)))
        #expect(dollars.reading("125,50") == .value(money(12_550)))
        #expect(dollars.reading("1.200") == nil)
        #expect(dollars.reading("cincuenta euros") == nil)
        let pounds = try grammar(.money, language: "es-ES", currency: .gbp)
        #expect(pounds.reading("doscientas una libras con cinco peniques") == .value(money(20_105, .gbp)))
        #expect(pounds.vocabulary.contains("doscientas") && !pounds.vocabulary.contains("doscientos"))
    }

    @Test func `a share of the whole is its amount, rounded up`() throws {
        let spanish = try euros(Money(minorUnits: 45_001, currency: .eur))
        for line in ["todo", "el total", "todo lo que debo", "puedo pagar todo", "lo pago todo hoy"] {
            #expect(spanish.reading(line) == .value(money(45_001, .eur)), "\(line)")
        }
        for line in ["la mitad", "la mitad ahora", "puedo pagar la mitad", "la mitad por favor"] {
            #expect(spanish.reading(line) == .value(money(22_501, .eur)), "\(line)")
        }
        #expect(spanish.reading("un tercio") == .value(money(15_001, .eur)))
        #expect(spanish.reading("cincuenta euros") == .value(money(5_000, .eur)))
        let plain = try euros()
        #expect(spanish.vocabulary.contains("mitad") && !plain.vocabulary.contains("mitad"))
        let english = try grammar(.money, whole: Money(minorUnits: 45_000, currency: .usd))
        for (line, amount) in [
            ("all of it", 45_000), ("I can pay it all", 45_000), ("the full amount", 45_000),
            ("half", 22_500),
            ("half now", 22_500), ("I can do half of it", 22_500), ("a third", 15_000),
            ("fifty dollars", 5_000),
        ] {
            #expect(english.reading(line) == .value(money(amount)), "\(line)")
        }
        #expect(english.reading("half past nine") == nil)
        #expect(try grammar(.money).reading("half of it") == nil)
        let others = try grammar(.money, currency: .eur, whole: Money(minorUnits: 45_000, currency: .usd))
        #expect(others.reading("half") == nil)
    }

    @Test func `a rejected amount is corrected in one turn`() throws {
        let confirming = try grammar(
            .confirming([.money(ValueLimits()), .date(.upcoming(days: 30))]), language: "es-ES",
            currency: .eur,
            whole: Money(minorUnits: 45_000, currency: .eur))
        #expect(confirming.reading("no, he dicho doscientos") == .value(money(20_000, .eur)))
        #expect(confirming.reading("no, la mitad") == .value(money(22_500, .eur)))
        #expect(confirming.reading("sí, correcto") == .value(.yesNo(true)))
        let date = try grammar(.confirming([.date(.upcoming(days: 30))]), language: "es-ES")
        #expect(date.reading("no, el veinte") == .value(.date(day("2026-03-20"))))
        #expect(date.reading("no, está mal, el veinte") == .value(.date(day("2026-03-20"))))
    }
}
