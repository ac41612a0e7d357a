import Dialog

extension SpokenLanguage {
    /// The fixed phrases of a moment: yes and no, choices, universals.
    func phraseBook(
        for target: ListeningGrammar.Target, _ universals: [UniversalName: [Phrase]]
    ) throws(GrammarFailure) -> PhraseBook {
        var book = PhraseBook()
        switch target {
        case .nothing, .digits, .date, .money: break
        case .yesNo, .confirmation, .confirming: book = yesNoBook
        case .choice(let choices):
            for value in choices.keys.sorted() { try book.add(choices[value] ?? [], as: .choice(value)) }
        }
        for name in universals.keys.sorted() { try book.add(universals[name] ?? [], as: .universal(name)) }
        return book
    }

    /// What is listened for besides fixed phrases; nil if nothing is.
    func valueExpression(for target: ListeningGrammar.Target, _ currency: Currency) -> GrammarExpression? {
        switch target {
        case .nothing, .yesNo, .choice, .confirmation, .confirming, .date, .money: nil
        case .digits(let lengths): EnglishDigits.expression(lengths)
        }
    }

    /// The value that the words stand for.
    func readValue(_ words: ArraySlice<String>, _ target: ListeningGrammar.Target) -> Answer.Meaning? {
        switch target {
        case .nothing, .yesNo, .choice, .confirmation, .confirming, .date, .money: nil
        case .digits(let lengths): EnglishDigits.read(words, lengths).map { .value(.digits($0)) }
        }
    }

    private var yesNoBook: PhraseBook {
        switch self {
        case .americanEnglish: EnglishYesNo.book ?? PhraseBook()
        }
    }
}
