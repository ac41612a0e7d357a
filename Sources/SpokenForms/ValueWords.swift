import Dialog

/// How one language says values and understands them; what is alike in all of them stands around it.
///
/// Words to be read come without accents (`LatinLetters.folded`), lower case, and without fillers only where it says so.
protocol ValueWords: Sendable {
    /// The order of day and month where a date is keyed or typed in numbers.
    var dateOrder: DateOrder { get }
    /// What parts a typed amount from its cents.
    var decimalMark: DecimalMark { get }
    /// How people say yes and no.
    var yesNo: PhraseBook { get }
    /// What may lead up to a corrected value: "no, make it …".
    var denial: GrammarExpression { get }

    /// What is listened for as a value of the target; nil if the target is no value.
    func listened(for target: ListeningGrammar.Target, _ context: ListeningContext) -> ListenedValue?

    /// The ways to say one value, out of those that are listened for; nil if it is compared by its value alone.
    func phrasings(of value: Value, _ context: ListeningContext) -> GrammarExpression?

    /// The words without "um" before and "please" after them.
    func withoutFillers(_ words: Words) -> Words
    /// The corrected value in "no, I said the twentieth".
    func withoutDenial(_ words: Words) -> Words

    func digits(_ words: Words, _ lengths: ClosedRange<Int>) -> String?
    /// The dates that may be meant, the likeliest first.
    func dates(_ words: Words, _ limits: DateLimits, today: LocalDate) -> [LocalDate]
    /// The amounts in minor units that may be meant, the likeliest first.
    func amounts(_ words: Words, _ currency: Currency) -> [Int]
    /// "all of it", "half".
    func share(_ words: Words) -> Share?
    func number(_ words: Words) -> Int?
    /// The times that may be meant, the likelier first.
    func times(_ words: Words) -> [LocalTime]

    /// The words for a value; names and texts stay as they are.
    func speak(_ value: Value, _ context: SpeakingContext) -> String
}

/// What an answer depends on besides its words.
struct ListeningContext: Sendable, Hashable {
    /// The caller's local date.
    let today: LocalDate
    let currency: Currency
    /// What "all of it" and "half" are of; nil if nothing is.
    let whole: Money?
}

/// What is listened for as a value, and what may be said before it.
struct ListenedValue {
    /// What people say before an answer: "I can pay …".
    let lead: GrammarExpression?
    /// What may stand before a corrected value as well: "on", "at".
    let preposition: GrammarExpression?
    let value: GrammarExpression

    /// The value where it corrects another.
    var corrected: GrammarExpression { preposition.map { .sequence([$0, value]) } ?? value }

    init(_ value: GrammarExpression, lead: GrammarExpression? = nil, preposition: String? = nil) {
        self.value = value
        self.lead = lead
        self.preposition = preposition.map { .maybe($0) }
    }
}
