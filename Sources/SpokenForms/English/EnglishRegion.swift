/// Where the English is spoken: the order of dates, some words and the groups of telephone numbers differ.
enum EnglishRegion: Sendable, Hashable {
    case unitedStates
    case unitedKingdom

    var dateOrder: DateOrder {
        switch self {
        case .unitedStates: .monthDay
        case .unitedKingdom: .dayMonth
        }
    }
}
