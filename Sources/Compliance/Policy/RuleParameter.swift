package import Dialog

/// A setting of a check: what values it takes, and which of two is the stricter.
package struct RuleParameter: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// A bound; the lower, the stricter.
        case most(ClosedRange<Int>)
        /// A bound from below; the higher, the stricter.
        case least(ClosedRange<Int>)
        /// The least level of verification; the higher, the stricter.
        case level(ClosedRange<VerificationLevel>)
        /// A list of words; with more of them it is stricter.
        case words
        /// A list of what a prompt must say; with more it is stricter.
        case contents
        /// One of these, from the strictest on.
        case choice([String])
    }

    package let name: String
    package let kind: Kind

    init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// Reads a value that a file writes.
    package func read(_ written: WrittenValue) throws(RuleParameterProblem) -> RuleSetting {
        switch (kind, written) {
        case (.most(let range), .one(let text)), (.least(let range), .one(let text)):
            if let number = Int(text), range.contains(number) { return .number(number) }
        case (.level(let range), .one(let text)):
            if let level = VerificationLevel(rawValue: text), range.contains(level) { return .level(level) }
        case (.choice(let words), .one(let text)):
            if words.contains(text) { return .word(text) }
        case (.contents, .list(let texts)):
            let known = Set(Says.allCases.map(\.rawValue))
            if !texts.isEmpty, texts.allSatisfy(known.contains) { return .words(texts) }
        case (.words, .list(let texts)):
            if !texts.isEmpty, texts.allSatisfy({ $0 == $0.lowercased() }) { return .words(texts) }
        case (.most, .list), (.least, .list), (.level, .list), (.choice, .list), (.contents, .one),
            (.words, .one):
            break
        }
        throw RuleParameterProblem(expected: form, found: written.text)
    }

    /// How a value is written, for messages and the documentation.
    package var form: String {
        switch kind {
        case .most(let range), .least(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .level(let range):
            "\(range.lowerBound.rawValue) or \(range.upperBound.rawValue)"
        case .words: "a list of words in lower case"
        case .contents:
            "a list of what a prompt `says`: " + Says.allCases.map(\.rawValue).joined(separator: ", ")
        case .choice(let words): words.joined(separator: " or ")
        }
    }

    /// Which way is stricter, for the documentation.
    package var direction: String {
        switch kind {
        case .most: "fewer are stricter"
        case .least: "more are stricter"
        case .level: "higher is stricter"
        case .words, .contents: "more are stricter"
        case .choice(let words): words.map { "`\($0)`" }.joined(separator: " is stricter than ")
        }
    }

    enum Comparison { case same, stricter, looser }

    /// How a value compares with another of this parameter; lists that each have something of their own are looser.
    func compare(_ value: RuleSetting, with other: RuleSetting) -> Comparison {
        switch (kind, value, other) {
        case (.most, .number(let new), .number(let old)):
            return new == old ? .same : new < old ? .stricter : .looser
        case (.least, .number(let new), .number(let old)):
            return new == old ? .same : new > old ? .stricter : .looser
        case (.level, .level(let new), .level(let old)):
            return new == old ? .same : new > old ? .stricter : .looser
        case (.choice(let words), .word(let new), .word(let old)):
            let (new, old) = (words.firstIndex(of: new) ?? 0, words.firstIndex(of: old) ?? 0)
            return new == old ? .same : new < old ? .stricter : .looser
        case (.words, .words(let new), .words(let old)), (.contents, .words(let new), .words(let old)):
            let (new, old) = (Set(new), Set(old))
            return new == old ? .same : new.isSuperset(of: old) ? .stricter : .looser
        default: preconditionFailure("'\(name)' has values of two types: \(value) and \(other)")
        }
    }
}

/// A value that doesn't fit its parameter.
package struct RuleParameterProblem: Error, CustomStringConvertible {
    package let expected: String
    package let found: String

    package var description: String { "must be \(expected), not \(found)" }
}

/// A value of a parameter.
package enum RuleSetting: Sendable, Hashable, CustomStringConvertible {
    case number(Int)
    case level(VerificationLevel)
    case word(String)
    case words([String])

    package var description: String {
        switch self {
        case .number(let number): String(number)
        case .level(let level): level.rawValue
        case .word(let word): word
        case .words(let words): "[\(words.joined(separator: ", "))]"
        }
    }
}

extension WrittenValue {
    /// At most 60 characters of it, for a message.
    fileprivate var text: String {
        let text =
            switch self {
            case .one(let text): "'\(text)'"
            case .list(let texts): "the list [\(texts.joined(separator: ", "))]"
            }
        return text.count <= 60 ? text : text.prefix(59) + "…"
    }
}
