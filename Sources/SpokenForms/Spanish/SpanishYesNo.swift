import Dialog

/// How people say yes and no in Spanish, in Spain and in the Americas.
enum SpanishYesNo {
    /// A phrase book with yes and no alone; nil only if a phrase below is malformed, which the tests rule out.
    static let book: PhraseBook? = {
        var book = PhraseBook()
        do {
            try book.add(yes, as: .yesNo(true), typedOnly: yesTypedOnly)
            try book.add(no, as: .yesNo(false), typedOnly: noTypedOnly)
        } catch {
            return nil
        }
        return book
    }()

    static let yes: [Phrase] = [
        Phrase(
            "sí [sí | señor | señora | señorita | claro | por favor | correcto | eso es | así es | exacto | soy yo"
                + " | de acuerdo | puedo | vale | está bien | por supuesto | cómo no]"),
        Phrase("claro [que sí]"), Phrase("vale"), Phrase("de acuerdo"), Phrase("correcto"), Phrase("exacto"),
        Phrase("eso es"), Phrase("así es"), Phrase("está bien"), Phrase("por supuesto"), Phrase("cómo no"),
        Phrase("desde luego"), Phrase("es correcto"), Phrase("perfecto"), Phrase("soy yo"),
        Phrase("lo confirmo"),
    ]

    static let no: [Phrase] = [
        Phrase(
            "no [no | señor | señora | señorita | gracias | es correcto | está bien | es así | puedo | quiero"
                + " | para nada | soy yo | estoy de acuerdo]"),
        Phrase("qué va"), Phrase("para nada"), Phrase("en absoluto"), Phrase("claro que no"),
        Phrase("de ninguna manera"), Phrase("ni hablar"), Phrase("nada de eso"), Phrase("incorrecto"),
        Phrase("está mal"), Phrase("por supuesto que no"),
    ]

    /// Rarer, or written rather than said.
    static let yesTypedOnly: [Phrase] = [
        Phrase("s"), Phrase("ok"), Phrase("okay"), Phrase("okey"), Phrase("simón"), Phrase("dale"),
        Phrase("ándale [pues]"), Phrase("órale"), Phrase("sale [y vale]"), Phrase("ajá"), Phrase("ya"),
        Phrase("bueno"), Phrase("venga"), Phrase("conforme"), Phrase("confirmo"), Phrase("confirmado"),
        Phrase("afirmativo"), Phrase("exactamente"), Phrase("efectivamente"), Phrase("cierto"),
        Phrase("es cierto"), Phrase("claro claro"), Phrase("seguro"), Phrase("sin duda"), Phrase("estupendo"),
        Phrase("me parece bien"), Phrase("estoy de acuerdo"), Phrase("eso mismo"), Phrase("está perfecto"),
        Phrase("bien"), Phrase("muy bien"), Phrase("puedo"), Phrase("lo soy"), Phrase("el mismo"),
        Phrase("la misma"), Phrase("sí que [puedo | quiero]"), Phrase("sí lo confirmo"),
        Phrase("sí confirmo"),
        Phrase("sí es correcto"), Phrase("sí quiero"), Phrase("sí está bien"), Phrase("claro que puedo"),
        Phrase("correcto sí"), Phrase("pues sí"), Phrase("pues claro"), Phrase("yes"),
    ]

    static let noTypedOnly: [Phrase] = [
        Phrase("n"), Phrase("no no [es correcto | está bien | es así | puedo | quiero]"), Phrase("nop"),
        Phrase("nel"), Phrase("nanay"), Phrase("negativo"), Phrase("nunca"),
        Phrase("jamás"), Phrase("tampoco"), Phrase("ni modo"), Phrase("ni pensarlo"), Phrase("nada"),
        Phrase("no es cierto"), Phrase("no lo es"), Phrase("no lo soy"), Phrase("eso no"),
        Phrase("no eso no"), Phrase("no está mal"), Phrase("no qué va"), Phrase("pues no"),
        Phrase("no exactamente"),
        Phrase("equivocado"), Phrase("está equivocado"), Phrase("se equivoca"), Phrase("no confirmo"),
        Phrase("no lo confirmo"), Phrase("no conforme"), Phrase("desde luego que no"), Phrase("no creo"),
        Phrase("creo que no"), Phrase("no es eso"), Phrase("no puede ser"), Phrase("no incorrecto"),
    ]
}
