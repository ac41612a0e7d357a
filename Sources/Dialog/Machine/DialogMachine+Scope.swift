/// Where an edge leads whose owner may be the root flow.
enum ScopedTarget: Sendable {
    /// In the flow of the step.
    case own(Target)
    /// In the root flow; sub-flows in between are left.
    case root(Target)
}

/// How a listening step treats silence, or answers that don't fit, with all defaults filled in.
struct Retries: Sendable {
    let timeout: Duration
    let tries: Int
    let prompts: [PromptID]
    /// Nil only in a flow that wasn't checked.
    let then: ScopedTarget?
}

extension DialogMachine {
    /// The value that `name` has in the running step; nil if it is unset or secret.
    func value(of name: FieldName) -> Value? {
        if let value = frame.slots[name] ?? frame.inputs[name] ?? facts.values[name] { return value }
        switch name {
        case .today: return .date(facts.today)
        case .promiseReference: return promiseReference.map { .digits($0) }
        case .verifiedLevel: return party.level.map { .level($0) }
        default: return nil
        }
    }

    func value(_ operand: Operand) -> Value? {
        switch operand {
        case .field(let name): value(of: name)
        case .visits(let step): .number(visitCount(of: step))
        case .literal(let value): value
        case .amount(let minorUnits): .money(Money(minorUnits: minorUnits, currency: facts.currency))
        }
    }

    /// The datum of the call that a name stands for, if that is a secret.
    func secretName(of name: FieldName) -> FieldName? {
        if let secret = frame.secrets[name] { return secret }
        let isSecret = program.root.fields.contains { $0.name == name && $0.isSecret }
        return isSecret ? name : nil
    }

    func visitCount(of step: StepID) -> Int {
        visits[VisitedStep(flow: frame.flow.name, step: step)] ?? 0
    }

    /// A prompt with everything that it may speak in the running step.
    func bind(_ prompt: PromptID) -> BoundPrompt {
        var values = facts.values
        values[.today] = .date(facts.today)
        if let promiseReference { values[.promiseReference] = .digits(promiseReference) }
        values.merge(frame.inputs) { _, inner in inner }
        values.merge(frame.slots) { _, inner in inner }
        return BoundPrompt(prompt, values: values)
    }

    func holds(_ comparison: Comparison, of left: Value?) -> Bool {
        switch comparison {
        case .isSet: return left != nil
        case .isUnset: return left == nil
        case .equals(let other): return isEqual(left, other) == true
        case .differs(let other): return isEqual(left, other) == false
        case .atLeast(let other): return order(left, other).map { $0 >= 0 } ?? false
        case .atMost(let other): return order(left, other).map { $0 <= 0 } ?? false
        case .moreThan(let other): return order(left, other).map { $0 > 0 } ?? false
        case .lessThan(let other): return order(left, other).map { $0 < 0 } ?? false
        case .withinDays(let days):
            guard case .date(let date)? = left else { return false }
            return date >= facts.today && date.days(since: facts.today) <= days
        }
    }

    /// Nil if the two can't be compared: one is unset, or they differ in type.
    private func isEqual(_ left: Value?, _ right: Operand) -> Bool? {
        guard let left, let right = value(right), left.type == right.type else { return nil }
        return left == right
    }

    /// Negative, zero or positive; nil if one is unset or the two have no order.
    private func order(_ left: Value?, _ right: Operand) -> Int? {
        guard let left, let right = value(right) else { return nil }
        if case .money(let left) = left, case .money(let right) = right, left.currency == right.currency {
            return left.minorUnits < right.minorUnits ? -1 : left.minorUnits == right.minorUnits ? 0 : 1
        }
        if case .date(let left) = left, case .date(let right) = right { return left.days(since: right) }
        if case .time(let left) = left, case .time(let right) = right { return left.minutes - right.minutes }
        if case .number(let left) = left, case .number(let right) = right {
            return left < right ? -1 : left == right ? 0 : 1
        }
        if case .level(let left) = left, case .level(let right) = right {
            return left < right ? -1 : left == right ? 0 : 1
        }
        return nil
    }

    func noInputRetries(_ own: RetryPolicy) -> Retries { retries(own, \.noInput) }

    func noMatchRetries(_ own: RetryPolicy) -> Retries { retries(own, \.noMatch) }

    /// The step's own words first, then its flow's, then the root's.
    private func retries(_ own: RetryPolicy, _ kind: KeyPath<Defaults, RetryPolicy>) -> Retries {
        let flow = frame.flow.defaults[keyPath: kind]
        let root = program.root.defaults[keyPath: kind]
        let then: ScopedTarget? =
            if let target = own.then ?? flow.then { .own(target) } else { root.then.map { .root($0) } }
        return Retries(
            timeout: own.timeout ?? flow.timeout ?? root.timeout ?? Self.noInputTimeoutDefault,
            tries: max(1, own.tries ?? flow.tries ?? root.tries ?? Self.triesDefault),
            prompts: own.prompts ?? flow.prompts ?? root.prompts ?? [], then: then)
    }
}

extension FieldName {
    /// The call's local date; always set.
    package static let today: FieldName = "today"
    /// How surely the person on the line is the right party; unset for somebody who did not say to be them.
    package static let verifiedLevel: FieldName = "verified_level"
    /// The reference of the promise that was committed last.
    package static let promiseReference: FieldName = "promise_reference"
}
