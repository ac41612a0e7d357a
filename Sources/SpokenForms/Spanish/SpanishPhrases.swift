/// Words of courtesy around an answer.
enum SpanishPhrases {
    private static let ends: Set<String> = ["gracias", "porfa", "senor", "senora", "senorita"]

    /// The words without "por favor" or "gracias" at the end.
    static func withoutEnd(_ words: Words) -> Words {
        var words = words
        while words.count > 1 {
            if words.count > 2, words.suffix(2) == ["por", "favor"] {
                words.removeLast(2)
            } else if let last = words.last, ends.contains(last) {
                words.removeLast()
            } else {
                break
            }
        }
        return words
    }
}
