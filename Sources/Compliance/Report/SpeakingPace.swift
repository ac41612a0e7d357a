package import Dialog

/// How long a text takes to be said, estimated from its words.
package enum SpeakingPace {
    /// The rate at which calls are spoken.
    package static let wordsPerMinute = 160
    /// As many words a value is taken to have: "four hundred fifty dollars".
    static let wordsPerValue = 4

    /// The longest wording of the prompt in that language.
    package static func time(of text: PromptText) -> Duration {
        text.variants.map(time).max() ?? .zero
    }

    private static func time(of variant: [PromptSegment]) -> Duration {
        let words = variant.flatMap(\.parts).reduce(0) { count, part in
            switch part {
            case .text(let text): count + text.split { !$0.isLetter && !$0.isNumber && $0 != "'" }.count
            case .placeholder: count + wordsPerValue
            }
        }
        return .milliseconds(words * 60_000 / wordsPerMinute)
    }
}
