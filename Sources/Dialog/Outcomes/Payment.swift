/// Money that came in for an account, as the bank or the client reports it.
package struct Payment: Sendable, Hashable {
    package let account: AccountID
    /// Always positive.
    package let amount: Money
    /// The day on which it was booked.
    package let posted: LocalDate
    /// The promise that the payer named, if they did.
    package let promiseReference: String?
    /// The number that the source gives to the payment, if it gives one.
    package let sourceID: String?

    package init(
        account: AccountID, amount: Money, posted: LocalDate, promiseReference: String? = nil,
        sourceID: String? = nil
    ) {
        self.account = account
        self.amount = amount
        self.posted = posted
        self.promiseReference = promiseReference
        self.sourceID = sourceID
    }
}
