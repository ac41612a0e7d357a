import Dialog

/// Values in Spanish words.
struct SpanishSpeaker {
    let region: SpanishRegion

    func speak(_ value: Value, _ context: SpeakingContext) -> String {
        switch value {
        case .text(let text), .name(let text): text
        case .phone(let number): phone(number)
        case .digits(let digits): spellDigits(digits, separator: ", ")
        case .date(let date): speak(date, from: context.today)
        case .time(let time): SpanishTimes.speak(time, region)
        case .money(let money): speak(money)
        case .number(let number): SpanishNumbers.spell(number)
        case .choice(let choice): choice.rawValue.split(separator: "_").joined(separator: " ")
        case .yesNo(let yes): yes ? "sí" : "no"
        case .level(let level):
            "nivel " + SpanishNumbers.spell(VerificationLevel.allCases.firstIndex(of: level) ?? 0)
        }
    }

    /// "viernes veinte de marzo", without the article, which a prompt may need as "al" or "del".
    ///
    /// With the year if it is past or more than 300 days ahead, a past one without weekday.
    private func speak(_ date: LocalDate, from today: LocalDate) -> String {
        let day = date.day == 1 && region == .unitedStates ? "primero" : SpanishNumbers.spell(date.day)
        let dayAndMonth = day + " de " + SpanishDates.name(ofMonth: date.month)
        let withYear = dayAndMonth + " de " + SpanishNumbers.spell(date.year)
        let ahead = date.days(since: today)
        if ahead < 0 { return withYear }
        return SpanishDates.name(of: date.weekday) + " " + (ahead > 300 ? withYear : dayAndMonth)
    }

    /// "cuatrocientos cincuenta euros con veinticinco céntimos", "un millón de euros".
    private func speak(_ money: Money) -> String {
        let (whole, cents) = money.minorUnits.magnitude.quotientAndRemainder(dividingBy: 100)
        let unit = SpanishMoney.names(money.currency)
        let cent = SpanishMoney.centNames(money.currency)
        var parts: [String] = []
        if whole > 0 || cents == 0 {
            let number = SpanishNumbers.spell(whole, unit.isFeminine ? .feminine : .masculine)
            let link = whole > 0 && whole % 1_000_000 == 0 ? " de " : " "
            parts.append(number + link + (whole == 1 ? unit.singular : unit.plural))
        }
        if cents > 0 {
            parts.append(
                SpanishNumbers.spell(cents, .masculine) + " " + (cents == 1 ? cent.singular : cent.plural))
        }
        return (money.minorUnits < 0 ? "menos " : "") + parts.joined(separator: " con ")
    }

    /// "nueve uno dos, tres cuatro cinco, seis siete ocho"; a number with letters stays as it is.
    private func phone(_ number: String) -> String {
        if number.contains(where: \.isLetter) { return number }
        let home: PhoneGroups.Home =
            switch region {
            case .spain: .spain
            case .unitedStates: .northAmerica
            }
        return PhoneGroups.groups(number, home).map { spellDigits($0, separator: " ") }.joined(
            separator: ", ")
    }

    private func spellDigits(_ digits: some StringProtocol, separator: String) -> String {
        digits.filter(\.isASCII).compactMap(\.wholeNumberValue).map { SpanishNumbers.digitWord($0) }
            .joined(separator: separator)
    }
}
