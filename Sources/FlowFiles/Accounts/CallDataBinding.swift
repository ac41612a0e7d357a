package import Dialog

/// Why an account is not called; carries names of data, never their values.
package enum AccountRefusal: Error, Hashable, CustomStringConvertible {
    /// These flags forbid it.
    case blocked([Account.Flag])
    /// Data that the flow needs are missing or wrong.
    case unusable([DataProblem])

    /// One line for each reason.
    package var description: String {
        switch self {
        case .blocked(let flags):
            "the account must not be called, it is flagged: \(flags.map(\.rawValue).joined(separator: ", "))"
        case .unusable(let problems):
            problems.map(\.description).joined(separator: "\n")
        }
    }
}

/// A datum that a flow names and a call cannot be given.
package struct DataProblem: Hashable, Sendable, CustomStringConvertible {
    package enum Reason: Hashable, Sendable {
        /// With the name that was probably meant, if one is near.
        case missing(near: FieldName?)
        /// With the form that is expected.
        case mistyped(expected: String)
        case otherCurrency(expected: Currency)
        /// A term is computed from the account's `balance`, which is missing or no amount.
        case noBalance
    }

    package let field: FieldName
    package let origin: DataField.Origin
    package let reason: Reason

    package var description: String {
        let source =
            switch origin {
            case .account: "the account"
            case .organisation: "the organisation"
            case .terms: "the terms"
            }
        switch reason {
        case .missing(let near):
            let hint = near.map { "; did you mean it by '\($0)'?" } ?? ""
            return "\(source) has no '\(field)', which the flow needs\(hint)"
        case .mistyped(let expected): return "'\(field)' of \(source) must be \(expected)"
        case .otherCurrency(let currency): return "'\(field)' of \(source) is not in \(currency.rawValue)"
        case .noBalance:
            return "'\(field)' is computed from the account's 'balance', which has to be an amount"
        }
    }
}

/// Gives a program's `data` their values from an account and the organisation.
package enum CallDataBinding {
    /// The data of one call.
    ///
    /// `today` is the call's local date, which flows name as `$today`. Throws if the account must not be called or
    /// lacks what the flow needs; all problems are told at once.
    package static func bind(
        _ program: FlowProgram, account: Account, organisation: Organisation, today: LocalDate
    ) throws(AccountRefusal) -> CallData {
        let blocking = Account.Flag.allCases.filter { account.flags.contains($0) && $0.blocksCalls }
        guard blocking.isEmpty else { throw .blocked(blocking) }
        var values: [FieldName: Value] = ["today": .date(today)]
        var secrets: [FieldName: Value] = [:]
        var problems: [DataProblem] = []
        for field in program.root.fields {
            switch value(of: field, account, organisation, today) {
            case .success(let value?):
                if field.isSecret { secrets[field.name] = value } else { values[field.name] = value }
            case .success(nil): break
            case .failure(let problem): problems.append(problem)
            }
        }
        guard problems.isEmpty else { throw .unusable(problems) }
        return CallData(values: values, secrets: secrets)
    }

    /// The fields that no call of the program could be given a value of the organisation for.
    package static func missing(in organisation: Organisation, for program: FlowProgram) -> [DataField] {
        program.root.fields.filter {
            $0.origin == .organisation && !$0.isOptional && $0.type != .hours
                && organisation.values[$0.name] == nil
        }
    }

    /// Nil if an optional datum is absent.
    private static func value(
        of field: DataField, _ account: Account, _ organisation: Organisation, _ today: LocalDate
    ) -> Result<Value?, DataProblem> {
        if field.type == .hours { return hours(field, account, organisation, today) }
        let source: [FieldName: Value]
        switch field.origin {
        case .account: source = account.values
        case .organisation: source = organisation.values
        case .terms: return term(field, account)
        }
        guard let raw = source[field.name] else {
            if field.isOptional { return .success(nil) }
            let near = Spelling.closest(to: field.name.rawValue, among: source.keys.map(\.rawValue))
            return .failure(DataProblem(field, .missing(near: near.map { FieldName($0) })))
        }
        if case .money(let amount) = raw, amount.currency != account.currency {
            return .failure(DataProblem(field, .otherCurrency(expected: account.currency)))
        }
        guard let value = typed(raw, as: field, account.currency) else {
            return .failure(DataProblem(field, .mistyped(expected: form(of: field))))
        }
        return .success(value)
    }

    /// When agents are there, on the account's clock.
    private static func hours(
        _ field: DataField, _ account: Account, _ organisation: Organisation, _ today: LocalDate
    ) -> Result<Value?, DataProblem> {
        let agents = field.name.rawValue == AgentHoursFile.key ? organisation.agentHours : nil
        guard let agents else {
            return field.isOptional ? .success(nil) : .failure(DataProblem(field, .missing(near: nil)))
        }
        guard let hours = CallCalendarBinding.hours(agents, for: account, today: today) else {
            return .failure(DataProblem(field, .mistyped(expected: "of a time zone that is known here")))
        }
        return .success(.hours(hours))
    }

    private static func term(_ field: DataField, _ account: Account) -> Result<Value?, DataProblem> {
        let balance = DataField(name: "balance", type: .money)
        guard let term = PromiseTerm(rawValue: field.name.rawValue), let raw = account.values["balance"],
            case .money(let amount) = typed(raw, as: balance, account.currency),
            amount.currency == account.currency
        else { return field.isOptional ? .success(nil) : .failure(DataProblem(field, .noBalance)) }
        let payment =
            switch term {
            case .minimumPayment: PromiseTerms.minimumPayment(of: amount)
            case .halfPayment: PromiseTerms.equalPayment(2, of: amount)
            case .thirdPayment: PromiseTerms.equalPayment(3, of: amount)
            }
        return .success(.money(payment))
    }

    /// The value in the field's type; nil if it is not of that form.
    private static func typed(_ raw: Value, as field: DataField, _ currency: Currency) -> Value? {
        // An importer may have typed it already.
        if raw.type == field.type, field.type != .digits { return raw }
        let text: String
        switch raw {
        case .text(let found), .digits(let found): text = found
        case .number(let number) where field.type == .number: return .number(number)
        case .number, .name, .phone, .date, .time, .money, .choice, .yesNo, .level, .hours: return nil
        }
        switch field.type {
        case .text: return .text(text)
        case .name: return .name(text)
        case .phone: return PhoneRule.normalized(text).map { .phone($0) }
        case .digits:
            guard !text.isEmpty, text.utf8.count <= 20, Literal.isDigits(text) else { return nil }
            return field.length.map { $0 == text.utf8.count } ?? true ? .digits(text) : nil
        case .date: return LocalDate(iso: text).map { .date($0) }
        case .time: return LocalTime(text: text).map { .time($0) }
        case .money: return Literal.minorUnits(text).map { .money(Money(minorUnits: $0, currency: currency)) }
        case .number: return Literal.integer(text).map { .number($0) }
        case .choice, .yesNo, .level, .hours: return nil
        }
    }

    private static func form(of field: DataField) -> String {
        switch field.type {
        case .text, .name: "text"
        case .phone: "a telephone number"
        case .digits: field.length.map { "\($0) digits, as text" } ?? "digits, as text"
        case .date: "a date such as 2026-03-15"
        case .time: "a time such as 09:30"
        case .money: "an amount with two decimals such as \"450.00\""
        case .number: "a whole number"
        case .choice, .yesNo, .level, .hours: "of a type that data can have"
        }
    }
}

extension DataProblem {
    fileprivate init(_ field: DataField, _ reason: Reason) {
        self.init(field: field.name, origin: field.origin, reason: reason)
    }
}

extension DataProblem: Error {}
