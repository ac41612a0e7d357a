import Dialog
import FlowFiles
import Testing

@Suite struct `Call data` {
    private let program = FlowProgram(
        root: Flow(
            name: "f",
            fields: [
                DataField(name: "company", type: .text, origin: .organisation),
                DataField(name: "callback", type: .phone, origin: .organisation),
                DataField(name: "debtor_name", type: .name),
                DataField(name: "birth_date", type: .date, isSecret: true),
                DataField(name: "id_last4", type: .digits, isSecret: true, length: 4),
                DataField(name: "product", type: .text, about: .debt, isOptional: true),
                DataField(name: "balance", type: .money, about: .debt),
                DataField(name: "days", type: .number),
                DataField(name: "minimum_payment", type: .money, origin: .terms, about: .debt),
                DataField(name: "third_payment", type: .money, origin: .terms, about: .debt),
            ], start: "a", steps: []))
    private let organisation = Organisation(values: [
        "company": .text("Lakeside"), "callback": .text("+1 (800) 555-0142"),
    ])
    private let values: [FieldName: Value] = [
        "debtor_name": .text("Jordan Rivera"), "birth_date": .text("1980-03-15"), "id_last4": .text("0821"),
        "balance": .text("450.01"), "days": .number(31), "unused": .text("x"),
    ]

    private func account(
        _ changes: [FieldName: Value?] = [:], flags: Set<Account.Flag> = []
    ) -> Account {
        var values = values
        for (name, value) in changes { values[name] = value }
        return Account(
            id: "A", language: "en-US", timeZone: "UTC", currency: .usd, country: "US", phones: [],
            flags: flags,
            isInitialCommunication: true, values: values)
    }

    private func bind(_ account: Account) throws -> CallData {
        let today = try #require(LocalDate(iso: "2026-03-02"))
        return try CallDataBinding.bind(program, account: account, organisation: organisation, today: today)
    }

    @Test func `values are typed and secrets kept apart`() throws {
        let data = try bind(account())
        #expect(
            data.values == [
                "company": .text("Lakeside"), "callback": .phone("+18005550142"),
                "debtor_name": .name("Jordan Rivera"),
                "balance": .money(Money(minorUnits: 45001, currency: .usd)), "days": .number(31),
                "minimum_payment": .money(Money(minorUnits: 4501, currency: .usd)),
                "third_payment": .money(Money(minorUnits: 15001, currency: .usd)),
                "today": .date(try #require(LocalDate(iso: "2026-03-02"))),
            ])
        #expect(
            data.secrets == [
                "birth_date": .date(try #require(LocalDate(iso: "1980-03-15"))), "id_last4": .digits("0821"),
            ])
    }

    @Test func `a blocked account is refused whatever its data`() throws {
        let refusal = try #require(throws: AccountRefusal.self) {
            try bind(account(["balance": nil], flags: [.dispute, .cease, .timeBarred]))
        }
        #expect(refusal == .blocked([.cease, .dispute]))
        #expect(refusal.description == "the account must not be called, it is flagged: cease, dispute")
    }

    @Test func `a time-barred account may be called`() throws {
        #expect(try bind(account(flags: [.timeBarred])).values["days"] == .number(31))
    }

    @Test func `all problems are told at once, by name and never by value`() throws {
        let refusal = try #require(throws: AccountRefusal.self) {
            try bind(
                account([
                    "debtor_name": nil, "debtor_nam": .text("Jordan"), "birth_date": .text("Jordan"),
                    "id_last4": .text("08217"), "balance": .text("450"), "days": .text("Jordan"),
                ]))
        }
        #expect(
            refusal.description.split(separator: "\n") == [
                "the account has no 'debtor_name', which the flow needs; did you mean it by 'debtor_nam'?",
                "'birth_date' of the account must be a date such as 2026-03-15",
                "'id_last4' of the account must be 4 digits, as text",
                "'balance' of the account must be an amount with two decimals such as \"450.00\"",
                "'days' of the account must be a whole number",
                "'minimum_payment' is computed from the account's 'balance', which has to be an amount",
                "'third_payment' is computed from the account's 'balance', which has to be an amount",
            ])
        #expect(!refusal.description.contains("Jordan"))
    }

    @Test func `an amount in another currency is refused`() throws {
        let euros = Value.money(Money(minorUnits: 100, currency: .eur))
        let refusal = try #require(throws: AccountRefusal.self) { try bind(account(["balance": euros])) }
        #expect(refusal.description.hasPrefix("'balance' of the account is not in USD\n"))
    }

    @Test(arguments: [
        (45000, 4500), (20000, 2500), (25001, 2501), (2500, 2500), (1999, 1999), (1, 1), (0, 0), (-5, 0),
    ])
    func `the minimum payment is a tenth, at least 25, at most all`(balance: Int, minimum: Int) {
        let money = Money(minorUnits: balance, currency: .usd)
        #expect(PromiseTerms.minimumPayment(of: money) == Money(minorUnits: minimum, currency: .usd))
    }

    @Test(arguments: [
        (45000, 2, 22500), (45001, 2, 22501), (10000, 3, 3334), (1, 3, 1), (0, 2, 0), (-7, 3, 0), (9, 0, 9),
    ])
    func `equal payments cover the balance, rounded up to a cent`(balance: Int, count: Int, payment: Int) {
        let money = Money(minorUnits: balance, currency: .gbp)
        #expect(PromiseTerms.equalPayment(count, of: money) == Money(minorUnits: payment, currency: .gbp))
    }

    @Test func `the largest balance does not overflow`() {
        let money = Money(minorUnits: .max, currency: .usd)
        #expect(PromiseTerms.equalPayment(2, of: money).minorUnits == Int.max / 2 + 1)
        #expect(PromiseTerms.minimumPayment(of: money).minorUnits > 0)
    }
}
