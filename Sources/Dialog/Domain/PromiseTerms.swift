/// What `from: terms` can compute for a call: amounts, all of them a part of the debt.
package enum PromiseTerm: String, Sendable, Hashable, CaseIterable {
    case minimumPayment = "minimum_payment"
    case halfPayment = "half_payment"
    case thirdPayment = "third_payment"
}

/// The arithmetic of promises: what the least and the equal payments of a balance are.
///
/// A balance of nothing or less has payments of nothing.
package enum PromiseTerms {
    /// 25.00 in the account's currency.
    package static let smallestMinimum = 2500

    /// The larger of 10 % of the balance, rounded up to a cent, and 25.00, but never more than the balance.
    package static func minimumPayment(of balance: Money) -> Money {
        let due = Swift.max(0, balance.minorUnits)
        return Money(
            minorUnits: Swift.min(due, Swift.max(part(10, of: due), smallestMinimum)),
            currency: balance.currency)
    }

    /// One of so many equal payments, rounded up to a cent: together they cover the balance.
    package static func equalPayment(_ count: Int, of balance: Money) -> Money {
        Money(
            minorUnits: part(Swift.max(1, count), of: Swift.max(0, balance.minorUnits)),
            currency: balance.currency)
    }

    private static func part(_ count: Int, of amount: Int) -> Int {
        amount / count + (amount % count == 0 ? 0 : 1)
    }
}
