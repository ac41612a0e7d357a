package import Dialog

/// A policy as it binds one flow on one day: with what the flow changes of it.
package struct PolicyInForce: Sendable {
    /// A value that is looser than the policy's, and for which somebody answers.
    package struct Waived: Sendable, Hashable {
        package let rule: Rule.ID
        package let parameter: String
        package let value: RuleSetting
        /// What the policy asks.
        package let instead: RuleSetting
        package let waiver: PolicyChange.Waiver
        package let position: SourcePosition

        /// In one line, without the place.
        package var description: String {
            let end = waiver.until.map { ", until \($0)" } ?? ""
            return
                "[\(rule)] '\(parameter)' is \(value) instead of \(instead)\(end), waived by \(waiver.by) on "
                + "\(waiver.on): \(waiver.because)"
        }
    }

    package let policy: CompliancePolicy
    package let date: LocalDate
    /// With the values that count for the flow.
    package private(set) var rules: [Rule]
    /// The waivers that count on the day.
    package private(set) var waivers: [Waived] = []
    /// What is wrong with the flow's changes; such a change doesn't count.
    private(set) var problems: [Breach] = []

    package init(_ policy: CompliancePolicy, changes: [PolicyChange] = [], on date: LocalDate) {
        self.policy = policy
        self.date = date
        rules = policy.rules
        var seen: Set<[String]> = []
        for change in changes {
            guard seen.insert([change.rule, change.parameter]).inserted else {
                report(change, "'\(change.parameter)' of \(change.rule) is changed twice")
                continue
            }
            apply(change)
        }
    }

    /// The rules that are in the policy and bind only from a later day on.
    package var coming: [Rule] { rules.filter { !$0.isInForce(on: date) } }

    func rules(of check: RuleCheck) -> [Rule] { rules.filter { $0.check == check } }

    func rule(of check: RuleCheck) -> Rule? { rules.first { $0.check == check } }

    // MARK: What the flow changes

    private mutating func report(_ change: PolicyChange, _ message: String, notes: [String] = []) {
        problems.append(Breach(.soundChanges, change.position, message, notes: notes))
    }

    private mutating func apply(_ change: PolicyChange) {
        guard let index = rules.firstIndex(where: { $0.id.rawValue == change.rule }) else {
            let known = rules.filter { !$0.settings.isEmpty }.map(\.id.rawValue).joined(separator: ", ")
            return report(
                change,
                "the policy '\(policy.name)' has no rule '\(change.rule)'; those with parameters are \(known)"
            )
        }
        let rule = rules[index]
        guard let parameter = rule.check.parameters.first(where: { $0.name == change.parameter }) else {
            let known = rule.check.parameters.map { "'\($0.name)'" }.joined(separator: ", ")
            let hint = known.isEmpty ? "it has none" : "it has \(known)"
            return report(change, "the rule \(rule.id) has no parameter '\(change.parameter)'; \(hint)")
        }
        let value: RuleSetting
        do throws(RuleParameterProblem) {
            value = try parameter.read(change.value)
        } catch {
            return report(change, "'\(parameter.name)' of \(rule.id) \(error)")
        }
        guard let asked = rule.settings[parameter.name] else { return }
        let comparison = parameter.compare(value, with: asked)
        if let waiver = change.waiver {
            guard waive(rule, parameter, value, instead: asked, comparison, waiver, change) else { return }
        } else if comparison == .looser {
            return report(
                change, "'\(parameter.name)' of \(rule.id) is \(value), looser than the policy's \(asked)",
                notes: ["what loosens a policy stands under `waivers`, with `by`, `on` and `because`"])
        }
        rules[index] = rule.with(parameter.name, value)
    }

    /// Whether the waiver counts.
    private mutating func waive(
        _ rule: Rule, _ parameter: RuleParameter, _ value: RuleSetting, instead asked: RuleSetting,
        _ comparison: RuleParameter.Comparison, _ waiver: PolicyChange.Waiver, _ change: PolicyChange
    ) -> Bool {
        guard comparison == .looser else {
            report(
                change,
                "the waiver gives '\(parameter.name)' of \(rule.id) as \(value), which is not looser than the "
                    + "policy's \(asked); write it under `stricter`, or leave it out")
            return false
        }
        if waiver.on > date {
            report(
                change, "the waiver of '\(parameter.name)' of \(rule.id) is dated \(waiver.on), after \(date)"
            )
            return false
        }
        if let until = waiver.until, until < date {
            report(change, "the waiver of '\(parameter.name)' of \(rule.id) ended on \(until)")
            return false
        }
        waivers.append(
            Waived(
                rule: rule.id, parameter: parameter.name, value: value, instead: asked, waiver: waiver,
                position: change.position))
        return true
    }
}
