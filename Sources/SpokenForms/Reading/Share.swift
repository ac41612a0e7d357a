import Dialog

/// A part of what is owed, named instead of an amount: "all of it", "half".
enum Share: Sendable, Hashable {
    case all, half, third

    /// An equal part, rounded up to a cent, as `half_payment` and `third_payment` of the terms are.
    func minorUnits(of whole: Money) -> Int {
        let parts =
            switch self {
            case .all: 1
            case .half: 2
            case .third: 3
            }
        let (quotient, rest) = whole.minorUnits.quotientAndRemainder(dividingBy: parts)
        return rest > 0 ? quotient + 1 : quotient
    }
}
