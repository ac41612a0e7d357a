import Dialog

extension SpokenLanguage {
    /// The fixed phrases of a moment: yes and no, choices, universals.
    func phraseBook(
        for target: ListeningGrammar.Target, _ universals: [UniversalName: [Phrase]]
    ) throws(GrammarFailure) -> PhraseBook {
        var book = PhraseBook()
        switch target {
        case .nothing, .digits, .date, .money, .number, .time: break
        case .yesNo, .confirmation, .confirming: book = words.yesNo
        case .choice(let choices):
            for value in choices.keys.sorted() { try book.add(choices[value] ?? [], as: .choice(value)) }
        }
        for name in universals.keys.sorted() { try book.add(universals[name] ?? [], as: .universal(name)) }
        return book
    }

    /// What is listened for besides fixed phrases; nil if nothing is.
    func valueExpression(
        for target: ListeningGrammar.Target, _ context: ListeningContext
    ) -> GrammarExpression? {
        switch target {
        case .nothing, .yesNo, .choice, .confirmation(of: .digits): return nil
        case .digits, .date, .money, .number, .time:
            guard let listened = words.listened(for: target, context) else { return nil }
            return .sequence([listened.lead, listened.value].compactMap { $0 })
        case .confirmation, .confirming:
            // "no, the twentieth", "no, make it two hundred".
            let values = target.corrections.compactMap { words.listened(for: $0, context)?.corrected }
            guard let first = values.first else { return nil }
            return .sequence([words.denial, values.count == 1 ? first : .alternatives(values)])
        }
    }

    /// The value that the words stand for.
    func readValue(
        _ words: Words, _ target: ListeningGrammar.Target, _ context: ListeningContext
    ) -> Answer.Meaning? {
        let language = self.words
        switch target {
        case .nothing, .yesNo, .choice: return nil
        case .digits(let lengths): return language.digits(words, lengths).map { .value(.digits($0)) }
        case .date(let limits):
            return Self.meaning(of: language.dates(words, limits, today: context.today).map { .date($0) })
        case .money:
            return Self.meaning(
                of: amounts(words, context).map {
                    .money(Money(minorUnits: $0, currency: context.currency))
                })
        case .number: return language.number(words).map { .value(.number($0)) }
        case .time: return Self.meaning(of: language.times(words).map { .time($0) })
        case .confirmation, .confirming:
            let corrected = language.withoutDenial(words)
            return Self.meaning(
                of: target.corrections.flatMap { readValue(corrected, $0, context)?.values ?? [] })
        }
    }

    private func amounts(_ words: Words, _ context: ListeningContext) -> [Int] {
        if let whole = context.whole, whole.currency == context.currency, let share = self.words.share(words)
        {
            return [share.minorUnits(of: whole)]
        }
        return self.words.amounts(words, context.currency)
    }

    private static func meaning(of values: [Value]) -> Answer.Meaning? {
        if values.count > 1 { return .ambiguous(values) }
        return values.first.map { .value($0) }
    }
}

extension ListeningGrammar.Target {
    /// What a corrected value of a confirmation answers; empty if none can be given in one turn.
    var corrections: [ListeningGrammar.Target] {
        switch self {
        case .nothing, .yesNo, .choice, .digits, .date, .money, .number, .time: []
        case .confirming(let types): types.compactMap(Self.init(correcting:))
        case .confirmation(let type):
            switch type {
            case .text, .name, .phone, .choice, .yesNo, .level: []
            case .digits: [.digits(1...20)]
            case .date: [.date(.upcoming(days: 365))]
            case .money: [.money]
            case .number: [.number(ValueLimits().literalNumbers)]
            case .time: [.time]
            }
        }
    }

    /// Nil for answers whose words the type alone doesn't tell.
    private init?(correcting type: AskType) {
        switch type {
        case .yesNo, .choice: return nil
        case .digits(let lengths): self = .digits(lengths)
        case .date(let limits): self = .date(limits)
        case .money: self = .money
        case .number(let limits): self = .number(limits.literalNumbers)
        case .time: self = .time
        }
    }
}
