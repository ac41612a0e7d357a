package import Dialog

/// A rule of a policy: what must hold, who asks for it, and the check that shows it.
package struct Rule: Sendable, Hashable {
    /// The short name by which findings cite a rule, such as `F7`.
    package struct ID: Sendable, Hashable, Comparable, CustomStringConvertible {
        package let rawValue: String
        package init(_ rawValue: String) { self.rawValue = rawValue }
        package var description: String { rawValue }
        package static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
    }

    package let id: ID
    package let check: RuleCheck
    /// What must hold, in one sentence.
    package let text: String
    /// The regulation, or the promise of this engine, that asks for it.
    package let source: String
    /// Whether a flow that breaks it is refused.
    package let severity: Diagnostic.Severity
    /// The first day on which it binds; nil for the engine's own rules, which always do.
    package let effectiveFrom: LocalDate?
    /// One for each parameter of the check.
    package let settings: [String: RuleSetting]

    package init(
        id: ID, check: RuleCheck, text: String, source: String, severity: Diagnostic.Severity,
        effectiveFrom: LocalDate?, settings: [String: RuleSetting]
    ) {
        self.id = id
        self.check = check
        self.text = text
        self.source = source
        self.severity = severity
        self.effectiveFrom = effectiveFrom
        self.settings = settings
    }

    package func isInForce(on date: LocalDate) -> Bool { effectiveFrom.map { $0 <= date } ?? true }

    func with(_ name: String, _ value: RuleSetting) -> Rule {
        Rule(
            id: id, check: check, text: text, source: source, severity: severity,
            effectiveFrom: effectiveFrom, settings: settings.merging([name: value]) { _, new in new })
    }

    func level(_ name: String) -> VerificationLevel? {
        if case .level(let level) = settings[name] { level } else { nil }
    }

    func number(_ name: String) -> Int? {
        if case .number(let number) = settings[name] { number } else { nil }
    }

    func word(_ name: String) -> String? {
        if case .word(let word) = settings[name] { word } else { nil }
    }

    func words(_ name: String) -> [String] {
        if case .words(let words) = settings[name] { words } else { [] }
    }

    /// How this rule is looser than another that it restates; nil if it is as strict at least.
    package func slackening(of other: Rule) -> String? {
        if severity == .warning, other.severity == .error { return "only warns" }
        if let own = effectiveFrom, other.effectiveFrom.map({ own > $0 }) ?? true {
            return "comes into force later"
        }
        for parameter in check.parameters {
            guard let own = settings[parameter.name], let known = other.settings[parameter.name],
                parameter.compare(own, with: known) == .looser
            else { continue }
            return "has '\(parameter.name)' \(own), looser than \(known)"
        }
        return nil
    }
}
