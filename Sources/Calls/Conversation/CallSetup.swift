package import Dialog

/// Everything that a call starts from; equal set-ups and equal audio give equal calls.
package struct CallSetup: Sendable {
    package let id: CallID
    package let account: AccountID
    /// Whose account it is, if known; for the store only.
    package let debtor: DebtorID?
    /// What the call shares with all calls of its program in its language.
    package let prepared: PreparedProgram
    package let currency: Currency
    package let data: CallData
    /// The call's local date.
    package let today: LocalDate
    /// Chooses among prompt variants and names the call.
    package let seed: UInt64
    /// The number that is called, if known.
    package let phone: String?
    /// On the caller's clock.
    package let calendar: CallCalendar
    /// The rules that the flow breaks and that were allowed by name, sorted.
    package let unsafeAllowed: [String]

    package init(
        account: AccountID, debtor: DebtorID? = nil, program: FlowProgram, catalogue: PromptCatalogue,
        language: LanguageTag, currency: Currency, data: CallData, today: LocalDate, seed: UInt64,
        phone: String? = nil, calendar: CallCalendar = CallCalendar(), unsafeAllowed: [String] = []
    ) {
        self.init(
            account: account, debtor: debtor, prepared: PreparedProgram(program, catalogue, language),
            currency: currency, data: data, today: today, seed: seed, phone: phone, calendar: calendar,
            unsafeAllowed: unsafeAllowed)
    }

    /// A call of a program that others have been prepared with.
    package init(
        account: AccountID, debtor: DebtorID? = nil, prepared: PreparedProgram, currency: Currency,
        data: CallData, today: LocalDate, seed: UInt64, phone: String? = nil,
        calendar: CallCalendar = CallCalendar(), unsafeAllowed: [String] = []
    ) {
        self.account = account
        self.debtor = debtor
        self.prepared = prepared
        self.currency = currency
        self.data = data
        self.today = today
        self.seed = seed
        self.phone = phone
        self.calendar = calendar
        self.unsafeAllowed = unsafeAllowed
        id = Self.callID(account: account, today: today, seed: seed)
    }

    package var program: FlowProgram { prepared.program }
    package var catalogue: PromptCatalogue { prepared.catalogue }
    package var language: LanguageTag { prepared.language }

    package var opening: CallOpening {
        CallOpening(
            id: id, account: account, debtor: debtor, flow: program.root.name,
            flowVersion: program.root.version, language: language, date: today, seed: seed, phone: phone)
    }

    /// `20260315-` and 12 hexadecimal digits that follow from account, date and seed (64-bit FNV-1a).
    private static func callID(account: AccountID, today: LocalDate, seed: UInt64) -> CallID {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(account)|\(today)|\(seed)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let hex = String(hash, radix: 16)
        let padded = String(repeating: "0", count: 16 - hex.utf8.count) + hex
        return CallID(today.description.filter { $0 != "-" } + "-" + padded.prefix(12))
    }
}
