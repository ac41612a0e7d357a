import Dialog

extension SpokenLanguage {
    /// The fixed phrases of a moment: yes and no, choices, universals.
    func phraseBook(
        for target: ListeningGrammar.Target, _ universals: [UniversalName: [Phrase]]
    ) throws(GrammarFailure) -> PhraseBook {
        var book = PhraseBook()
        switch target {
        case .nothing, .digits, .date, .money, .number, .time: break
        case .yesNo, .confirmation, .confirming: book = yesNoBook
        case .choice(let choices):
            for value in choices.keys.sorted() { try book.add(choices[value] ?? [], as: .choice(value)) }
        }
        for name in universals.keys.sorted() { try book.add(universals[name] ?? [], as: .universal(name)) }
        return book
    }

    private var yesNoBook: PhraseBook {
        switch self {
        case .americanEnglish: EnglishYesNo.book ?? PhraseBook()
        }
    }

    /// What is listened for besides fixed phrases; nil if nothing is.
    func valueExpression(for target: ListeningGrammar.Target, _ currency: Currency) -> GrammarExpression? {
        switch self {
        case .americanEnglish: EnglishListening.expression(for: target, currency)
        }
    }

    /// The words without "um" before and "please" after them.
    func withoutFillers(_ words: [String]) -> Words {
        var words = words[...]
        switch self {
        case .americanEnglish:
            while words.take(anyOf: ["um", "uh", "er", "well", "oh", "so"]) {}
            if words.count > 1, words.last == "please" { words.removeLast() }
        }
        return words
    }

    /// The value that the words stand for.
    func readValue(
        _ words: Words, _ target: ListeningGrammar.Target, _ today: LocalDate, _ currency: Currency
    ) -> Answer.Meaning? {
        switch self {
        case .americanEnglish: EnglishListening.read(words, target, today, currency)
        }
    }
}

extension ListeningGrammar.Target {
    /// What a corrected value of a confirmation answers; nil if none can be given in one turn.
    var correction: ListeningGrammar.Target? {
        switch self {
        case .nothing, .yesNo, .choice, .digits, .date, .money, .number, .time: nil
        case .confirming(let type):
            switch type {
            case .yesNo, .choice: nil
            case .digits(let lengths): .digits(lengths)
            case .date(let limits): .date(limits)
            case .money: .money
            case .number(let limits): .number(limits.literalNumbers)
            case .time: .time
            }
        case .confirmation(let type):
            switch type {
            case .text, .name, .phone, .choice, .yesNo, .level: nil
            case .digits: .digits(1...20)
            case .date: .date(.upcoming(days: 365))
            case .money: .money
            case .number: .number(ValueLimits().literalNumbers)
            case .time: .time
            }
        }
    }
}
