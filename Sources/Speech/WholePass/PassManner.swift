import Acoustics

/// How a whole pass hears a language: on which features, and what words cost.
struct PassManner: Sendable {
    let features: MaskedFeatures.Manner
    let digits: PhoneNetwork.Costs
    let others: PhoneNetwork.Costs
    /// What right words fit worse, per frame, than those of the model's own language.
    let disadvantage: Double

    /// "oh" is little more than a vowel, and fits where a word's consonants were lost.
    private static let rareWords: [String: Float] = ["oh": -10]

    /// Words in the model's own sounds.
    ///
    /// In a digit string no word may be there that wasn't said: its length decides on a secret.
    static let own = PassManner(
        features: .own, digits: PhoneNetwork.Costs(word: -20, rare: rareWords),
        others: PhoneNetwork.Costs(word: -10), disadvantage: 0)

    /// Words that are written in the sounds of another language.
    ///
    /// What these sounds are like tells less, and how long they are tells more. The disadvantage makes the confidence of
    /// right words what it is meant to be.
    static let borrowed = PassManner(
        features: .borrowed, digits: PhoneNetwork.Costs(word: -20, transitions: 3),
        others: PhoneNetwork.Costs(word: -30, transitions: 3), disadvantage: 1.2)
}
