/// An amount in the minor unit of a currency.
package struct Money: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Cents, for the currencies that we speak.
    package let minorUnits: Int
    package let currency: Currency

    package init(minorUnits: Int, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// `125.50`.
    package var decimalText: String {
        let magnitude = minorUnits.magnitude
        let cents = magnitude % 100
        return "\(minorUnits < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }

    /// `125.50 USD`.
    package var description: String { "\(decimalText) \(currency.rawValue)" }

    /// Compares amounts of one currency; an amount of another currency is never smaller.
    package static func < (left: Money, right: Money) -> Bool {
        left.currency == right.currency && left.minorUnits < right.minorUnits
    }
}

/// The currencies that Promesa can speak; all have two decimals.
package enum Currency: String, Sendable, CaseIterable, Hashable {
    case usd = "USD"
    case eur = "EUR"
    case gbp = "GBP"
}
