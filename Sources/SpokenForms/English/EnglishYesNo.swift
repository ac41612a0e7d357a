import Dialog

/// How people say yes and no in American English.
enum EnglishYesNo {
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
            "yes [please | sir | ma'am | it is | i am | i do | i can | i will | that's right | that's correct]"
        ),
        Phrase("yeah [that's right | that's correct | sure | i can | i do]"), Phrase("yep"), Phrase("yup"),
        Phrase("correct"), Phrase("right"), Phrase("that's right"), Phrase("that's correct"),
        Phrase("that is right"), Phrase("that is correct"),
        Phrase("sure"), Phrase("okay"), Phrase("of course"), Phrase("absolutely"), Phrase("definitely"),
        Phrase("i do"), Phrase("i am"), Phrase("i can"), Phrase("i will"), Phrase("it is"), Phrase("i agree"),
        Phrase("that's fine"), Phrase("sounds good"),
    ]

    static let no: [Phrase] = [
        Phrase(
            "no [sir | ma'am | thanks | thank you | it's not | i'm not | i don't | i can't | i won't | not really"
                + " | that's wrong | that's not right | that's not correct]"),
        Phrase("nope"), Phrase("nah"), Phrase("not really"), Phrase("wrong"), Phrase("incorrect"),
        Phrase("that's wrong"), Phrase("that's not right"), Phrase("that's not correct"),
        Phrase("that isn't right"), Phrase("that's incorrect"), Phrase("not correct"), Phrase("not right"),
        Phrase("i don't"), Phrase("i do not"), Phrase("i can't"), Phrase("i cannot"), Phrase("i won't"),
        Phrase("i'm not"), Phrase("i am not"), Phrase("it's not"), Phrase("it isn't"), Phrase("it is not"),
        Phrase("no way"), Phrase("absolutely not"), Phrase("definitely not"), Phrase("i don't think so"),
    ]

    /// Rarer, or written rather than said.
    static let yesTypedOnly: [Phrase] = [
        Phrase("y"), Phrase("ya"), Phrase("ok"), Phrase("alright"), Phrase("all right"), Phrase("fine"),
        Phrase("yes of course"), Phrase("yes absolutely"), Phrase("yes sure"), Phrase("yes okay"),
        Phrase("yes i agree"), Phrase("yes yes"), Phrase("yes correct"), Phrase("yes right"),
        Phrase("yeah [okay | it is | i am | i will | yeah | correct | right]"), Phrase("yep that's right"),
        Phrase("sure thing"), Phrase("go ahead"), Phrase("you bet"), Phrase("mhm"), Phrase("that's it"),
        Phrase("that works"), Phrase("i confirm"), Phrase("confirmed"), Phrase("exactly"),
        Phrase("certainly"),
        Phrase("i did"), Phrase("yes i did"), Phrase("yes i confirm"), Phrase("sure i can"),
        Phrase("sounds right"),
        Phrase("that'll work"), Phrase("indeed"), Phrase("affirmative"),
    ]

    static let noTypedOnly: [Phrase] = [
        Phrase("n"), Phrase("no no"), Phrase("no it isn't"), Phrase("no it is not"), Phrase("no i am not"),
        Phrase("no i do not"), Phrase("no i cannot"), Phrase("no way"), Phrase("no incorrect"),
        Phrase("no wrong"),
        Phrase("nope that's wrong"), Phrase("no that isn't right"), Phrase("that is wrong"),
        Phrase("that is not right"), Phrase("that is not correct"), Phrase("that isn't correct"),
        Phrase("that's not it"), Phrase("never"), Phrase("of course not"), Phrase("certainly not"),
        Phrase("negative"), Phrase("not at all"), Phrase("i did not"), Phrase("i didn't"),
        Phrase("no i didn't"),
        Phrase("no i'm afraid not"), Phrase("i'm afraid not"), Phrase("i disagree"),
        Phrase("no absolutely not"),
        Phrase("no i don't think so"),
    ]
}
