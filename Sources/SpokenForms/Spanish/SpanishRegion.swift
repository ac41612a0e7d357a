/// Where the Spanish is spoken: wording and the order of keyed dates differ.
enum SpanishRegion: Sendable, Hashable {
    case spain
    case unitedStates
}
