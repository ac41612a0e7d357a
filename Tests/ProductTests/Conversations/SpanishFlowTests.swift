import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import Testing

/// `recobro-temprano` with an account in Spain, called on Monday, 2 March 2026.
@Suite struct `The Spanish flow` {
    private typealias Input = TextConversation.Input

    private static let call = ShippedCall(
        flow: "recobro-temprano", account: "lucia-serrano", organisation: "organisation-es",
        date: "2026-03-02")

    /// Words that tell of a debt, whatever the lexicon of the project has.
    private static let debtWords = [
        "deuda", "debe", "pag", "importe", "pendiente", "Olmedo", "tarjeta", "euro", "cantidad", "386",
    ]

    private static let verified: [Input] = [
        .words("sí, soy yo"), .words("el doce de mayo de mil novecientos ochenta y cuatro"),
    ]

    private func chat(_ inputs: [Input]) throws -> CallOutcome {
        let outcome = try Self.call.chat(inputs)
        #expect(outcome.troubles == [])
        return outcome
    }

    private func words(_ words: String...) -> [Input] { words.map { .words($0) } }

    @Test func `is proved for Spain, and every phrase of it can be listened for`() throws {
        let loaded = Self.call.load()
        #expect(loaded.diagnostics.map(\.description) == [])
        let program = try #require(loaded.program)
        #expect(program.root.policy == "es-recobro")
        let proofs = ComplianceProver(
            program: program, catalogue: loaded.catalogue, policies: PolicyFile.shipped, on: shippedDay
        ).findings()
        #expect(proofs.map(\.description) == [])
        let grammars = GrammarCheck.findings(program, loaded.catalogue) { _, _ in [] }
        #expect(grammars.map(\.description) == [])
    }

    // MARK: Promises

    @Test func `takes the whole amount by a date, with a correction`() throws {
        let outcome = try chat(
            Self.verified + words("sí", "hoy no puedo", "sí", "el viernes", "no", "el nueve de marzo", "sí"))
        #expect(outcome.disposition == .promiseToPay)
        let promise = try #require(outcome.promise)
        #expect(promise.kind == .full)
        #expect(promise.instalments.map(\.amount) == [Money(minorUnits: 38_650, currency: .eur)])
        #expect(promise.instalments.map(\.due.description) == ["2026-03-09"])
        #expect(outcome.promiseWasAnnounced)
        try expectPage("promesa", of: outcome)
    }

    @Test func `takes a part of it`() throws {
        let outcome = try chat(
            Self.verified
                + words(
                    "sí", "no puedo", "no", "ninguno", "sí", "cien euros con cincuenta", "el jueves", "sí"))
        #expect(outcome.disposition == .partialPromise)
        let promise = try #require(outcome.promise)
        #expect(promise.instalments.map(\.amount) == [Money(minorUnits: 10_050, currency: .eur)])
        #expect(promise.instalments.map(\.due.description) == ["2026-03-05"])
        try expectPage("parte", of: outcome)
    }

    @Test func `takes it in two payments`() throws {
        let outcome = try chat(Self.verified + words("sí", "a plazos", "dos pagos", "mañana", "sí"))
        #expect(outcome.disposition == .paymentPlan)
        let promise = try #require(outcome.promise)
        #expect(promise.instalments.map(\.due.description) == ["2026-03-03", "2026-03-17"])
        try expectPage("plazos", of: outcome)
    }

    @Test func `takes keys for every answer, day before month`() throws {
        let outcome = try chat(
            [.keys("1"), .keys("12051984"), .keys("1"), .keys("2"), .keys("1"), .keys("0903"), .keys("1")])
        #expect(outcome.disposition == .promiseToPay)
        #expect(outcome.promise?.instalments.map(\.due.description) == ["2026-03-09"])
    }

    @Test func `verifies by the DNI whom the date of birth does not`() throws {
        let outcome = try chat(
            words("sí, soy yo", "el trece de mayo de mil novecientos ochenta y cuatro")
                + words(
                    "el catorce de mayo de mil novecientos ochenta y cuatro", "tres cero siete uno", "sí",
                    "sí", "sí"))
        #expect(outcome.disposition == .promiseToPay)
        #expect(!outcome.page.contains("tres cero siete uno"))
        #expect(!outcome.page.contains("ochenta y cuatro"))
    }

    // MARK: Other ways out, of the verified person

    private static let verifiedExits: [(String, Disposition)] = [
        ("no debo nada", .dispute), ("no estoy de acuerdo", .dispute), ("eso no es mío", .dispute),
        ("ya lo pagué", .alreadyPaid), ("eso ya está pagado", .alreadyPaid),
        ("no pienso pagar", .refused), ("no me llamen más", .doNotCall), ("déjenme en paz", .doNotCall),
        ("quiero hablar con una persona", .transferred), ("hable con mi abogado", .attorney),
        ("estoy en concurso de acreedores", .bankruptcy),
    ]

    @Test(arguments: verifiedExits)
    func `a verified person has a way out`(words: String, disposition: Disposition) throws {
        #expect(try chat(Self.verified + [.words(words)]).disposition == disposition)
    }

    @Test func `a dispute stops the collection`() throws {
        let outcome = try chat(Self.verified + words("sí", "esa deuda no es mía"))
        #expect(outcome.disposition == .dispute)
        try expectPage("disputa", of: outcome)
    }

    @Test func `hardship is heard at any question, and answered with care`() throws {
        let outcome = try chat(Self.verified + words("sí", "estoy en el paro", "no"))
        #expect(outcome.disposition == .hardship)
        try expectPage("dificultad", of: outcome)
    }

    // MARK: Nobody is verified

    private static let unverified: [(name: String, inputs: [String], disposition: Disposition)] = [
        ("familiar", ["no, soy su mujer", "¿de qué se trata?", "sí"], .thirdPartyContact),
        ("familiar", ["no está", "sí"], .thirdPartyContact),
        ("familiar", ["no soy yo", "no"], .thirdPartyContact),
        ("equivocado", ["se ha equivocado de número"], .wrongNumber),
        ("equivocado", ["aquí no vive esa persona"], .wrongNumber),
        ("equivocado", ["yo no soy esa persona", "no"], .wrongNumber),
        ("fallecida", ["ha fallecido", "sí"], .deceased),
        ("oposición", ["no me llamen más"], .doNotCall),
        ("oposición", ["me opongo"], .doNotCall),
        ("persona", ["una persona"], .transferred),
        ("no ahora", ["estoy conduciendo", "mañana"], .callBack),
        ("se niega", ["sí, soy yo", "prefiero no decirlo", "sí", "no se lo digo"], .notVerified),
        ("no debe", ["sí, soy yo", "no debo nada"], .hungUpBeforeVerification),
        ("datos", ["¿de dónde han sacado mi número?"], .hungUpBeforeVerification),
    ]

    @Test(arguments: unverified.indices)
    func `whoever is not verified hears nothing of the debt`(index: Int) throws {
        let (name, inputs, disposition) = Self.unverified[index]
        let outcome = try chat(inputs.map { .words($0) })
        #expect(outcome.disposition == disposition, "\(name)")
        for word in Self.debtWords { #expect(!outcome.spoken.contains(word), "\(name): \(word)") }
    }

    @Test func `a relative is asked to pass on a number, and told no more`() throws {
        try expectPage("familiar", of: try chat(words("no, soy su madre", "¿para qué es?", "sí")))
    }

    @Test func `who asks for their data is told whom to ask`() throws {
        try expectPage("datos", of: try chat(words("¿de dónde han sacado mis datos?", "no me llamen más")))
    }

    @Test func `who comes to the telephone hears the whole opening again`() throws {
        let outcome = try chat(words("un momento, por favor", "sí, soy yo"))
        #expect(outcome.spoken.components(separatedBy: "asistente automático").count == 3)
    }

    @Test func `an account may hold an IBAN, and no prompt can speak it`() throws {
        let program = try #require(Self.call.load().program)
        let flows = [program.root] + program.subFlows.values
        #expect(!flows.flatMap(\.fields).contains { $0.name == "iban" })
        let outcome = try chat(Self.verified + words("sí", "sí", "sí"))
        #expect(outcome.disposition == .promiseToPay)
        #expect(!outcome.page.contains("2100"))
    }

    // MARK: Pages

    /// Compares a conversation with its page; `RECORD_SNAPSHOTS=1` writes the page instead.
    private func expectPage(
        _ name: String, of outcome: CallOutcome, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = "Tests/ProductTests/Conversations/Pages/\(name).txt"
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(outcome.page.utf8).write(to: ProjectTree.root.appendingPathComponent(path))
        }
        #expect(
            try ProjectTree.file(path)?.text == outcome.page,
            "run the tests once with RECORD_SNAPSHOTS=1 and look at the difference",
            sourceLocation: sourceLocation)
    }
}
