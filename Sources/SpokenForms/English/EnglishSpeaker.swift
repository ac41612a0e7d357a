import Dialog

/// Values in English words.
struct EnglishSpeaker {
    let region: EnglishRegion

    func speak(_ value: Value, _ context: SpeakingContext) -> String {
        switch value {
        case .text(let text), .name(let text): text
        case .phone(let number): phone(number)
        case .digits(let digits): Self.spellDigits(digits, separator: ", ")
        case .date(let date): speak(date, from: context.today)
        case .time(let time): EnglishTimes.speak(time)
        case .money(let money): speak(money)
        case .number(let number): EnglishNumbers.spell(number, in: region)
        case .choice(let choice): choice.rawValue.split(separator: "_").joined(separator: " ")
        case .yesNo(let yes): yes ? "yes" : "no"
        case .hours(let hours): EnglishTimes.speak(hours, weekdays: Self.weekdays)
        case .level(let level):
            "level " + EnglishNumbers.spell(VerificationLevel.allCases.firstIndex(of: level) ?? 0)
        }
    }

    /// "Friday, March twentieth" or "Friday, the twentieth of March"; with the year if it is past or more than 300 days ahead, a past one without weekday.
    private func speak(_ date: LocalDate, from today: LocalDate) -> String {
        let (month, ordinal) = (Self.months[date.month - 1], EnglishNumbers.spellOrdinal(date.day))
        let day =
            switch region {
            case .unitedStates: "\(month) \(ordinal)"
            case .unitedKingdom: "the \(ordinal) of \(month)"
            }
        let year = ", " + EnglishNumbers.spellYear(date.year, in: region)
        let ahead = date.days(since: today)
        if ahead < 0 { return day + year }
        let withWeekday = Self.weekdays[date.weekday.rawValue - 1] + ", " + day
        return ahead > 300 ? withWeekday + year : withWeekday
    }

    /// "four hundred fifty dollars and twenty-five cents", "four hundred and fifty pounds and twenty-five pence".
    private func speak(_ money: Money) -> String {
        let magnitude = money.minorUnits.magnitude
        let (whole, cents) = magnitude.quotientAndRemainder(dividingBy: 100)
        let unit = whole == 1 ? EnglishMoney.singular(money.currency) : EnglishMoney.plural(money.currency)
        let centUnit =
            cents == 1 ? EnglishMoney.centWord(money.currency) : EnglishMoney.centsWord(money.currency)
        var parts: [String] = []
        if whole > 0 || cents == 0 { parts.append(EnglishNumbers.spell(whole, in: region) + " " + unit) }
        if cents > 0 { parts.append(EnglishNumbers.spell(cents, in: region) + " " + centUnit) }
        return (money.minorUnits < 0 ? "minus " : "") + parts.joined(separator: " and ")
    }

    /// "one, eight zero zero, five five five, zero one four two"; a number with letters stays as it is.
    private func phone(_ number: String) -> String {
        if number.contains(where: \.isLetter) { return number }
        let groups = PhoneGroups.groups(number, home)
        return groups.map { Self.spellDigits($0, separator: " ") }.joined(separator: ", ")
    }

    private var home: PhoneGroups.Home {
        switch region {
        case .unitedStates: .northAmerica
        case .unitedKingdom: .unitedKingdom
        }
    }

    private static func spellDigits(_ digits: some StringProtocol, separator: String) -> String {
        digits.filter(\.isASCII).compactMap(\.wholeNumberValue).map { EnglishDigits.digitWords[$0] }
            .joined(separator: separator)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November",
        "December",
    ]
    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}
