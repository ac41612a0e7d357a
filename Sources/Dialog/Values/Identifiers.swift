/// A name that a flow file, a prompt file or a record gives to something.
///
/// Each kind of name is its own type, so that a step cannot be passed where a slot is meant.
package protocol NameType: Hashable, Sendable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible
{
    /// The name as it is written.
    var rawValue: String { get }
    /// Wraps a name; no characters are rejected here, the file loader has checked them.
    init(_ rawValue: String)
}

extension NameType {
    package init(stringLiteral value: String) { self.init(value) }
    package var description: String { rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The name of a flow or sub-flow.
package struct FlowName: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The name of a step within its flow.
package struct StepID: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The name of a prompt in the catalogue.
package struct PromptID: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The name of a slot, a data field or a sub-flow input: whatever `$name` can refer to.
package struct FieldName: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// A named outcome of a step or a sub-flow, as written under `when`.
package struct OutcomeName: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The name of a set of choices, whose phrases each language declares.
package struct ChoicesName: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The name of a command that is live in every listening step, such as `repeat` or `stop_calling`.
package struct UniversalName: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }

    /// The opt-out, which is heard at every moment of a call.
    package static let stopCalling: UniversalName = "stop_calling"
    /// The refusal to answer an identity question.
    package static let refuse: UniversalName = "refuse"
}

/// A BCP 47 language tag, such as `en-US`.
package struct LanguageTag: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The identity of one call, derived from seed and date in a deterministic run.
package struct CallID: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The reference of an account, as the creditor writes it.
package struct AccountID: NameType {
    /// Begins the names under which records of erased accounts are kept; no account may come with one.
    package static let erasedPrefix = "erased-"

    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }

    package var isOfErased: Bool { rawValue.hasPrefix(Self.erasedPrefix) }
}

/// The reference of a debtor, who may owe several accounts.
package struct DebtorID: NameType {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
}
