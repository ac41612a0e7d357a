/// Which language a command changes to.
package enum LanguageSwitch: Sendable, Hashable {
    /// The other one of a flow that speaks two.
    case other
    case to(LanguageTag)

    /// The language to speak from now on; nil if that is spoken already, so that the command means nothing.
    package func target(from current: LanguageTag, among languages: [LanguageTag]) -> LanguageTag? {
        switch self {
        case .other: languages.first { $0 != current }
        case .to(let language): language == current ? nil : language
        }
    }
}
