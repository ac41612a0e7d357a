import Dialog

/// Rules out the ways out of a `decide` that a verification level rules out.
///
/// Comparisons of anything else may come out either way.
struct LevelComparisons {
    let decide: Decide
    let scope: Scope

    /// What is known of an operand.
    private enum Known {
        case value(Value)
        case unset
        /// It depends on the call.
        case unknown
    }

    /// Whether a way may be taken; `facts` nil if it is not known who is on the line.
    func isOpen(_ cause: Cause, at facts: Facts?) -> Bool {
        let verdicts = decide.cases.map { verdict(on: $0, at: facts) }
        let firstCertain = verdicts.firstIndex(of: true)
        switch cause {
        case .comparison(let index): return verdicts[index] != false && index <= firstCertain ?? index
        case .noComparison: return firstCertain == nil
        case .outcome, .played, .silence, .misunderstanding, .command, .anotherLanguage, .corrected, .fault,
            .visitsUsedUp, .closed,
            .leftSubFlow:
            return true
        }
    }

    /// Whether a comparison holds; nil if that depends on the call.
    private func verdict(on test: DecideCase, at facts: Facts?) -> Bool? {
        let left: Value
        switch known(test.value, at: facts) {
        case .value(let value): left = value
        case .unset: return test.comparison == .isUnset
        case .unknown: return nil
        }
        func compared(_ right: Operand, _ holds: (VerificationLevel, VerificationLevel) -> Bool) -> Bool? {
            switch known(right, at: facts) {
            case .value(.level(let right)):
                if case .level(let left) = left { return holds(left, right) }
                return nil
            case .unset: return false
            case .value, .unknown: return nil
            }
        }
        switch test.comparison {
        case .equals(let right): return compared(right, ==)
        case .differs(let right): return compared(right, !=)
        case .atLeast(let right): return compared(right, >=)
        case .atMost(let right): return compared(right, <=)
        case .moreThan(let right): return compared(right, >)
        case .lessThan(let right): return compared(right, <)
        case .withinDays: return nil
        case .isSet: return true
        case .isUnset: return false
        }
    }

    private func known(_ operand: Operand, at facts: Facts?) -> Known {
        switch operand {
        case .literal(let value): return .value(value)
        case .visits, .amount: return .unknown
        case .field(.verifiedLevel):
            guard let facts else { return .unknown }
            return facts.level.map { .value(.level($0)) } ?? .unset
        case .field(let name):
            if case .datum(let binding) = scope.resolve(name), case .literal(let value) = binding.source {
                return .value(value)
            }
            return .unknown
        }
    }
}
