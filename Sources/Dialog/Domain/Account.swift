/// An account as it was placed with us; the secrets are in memory for the call only.
package struct Account: Sendable, Hashable {
    /// What forbids a call, or some of its content.
    package enum Flag: String, Sendable, Hashable, CaseIterable {
        case cease, attorney, bankrupt, deceased, dispute
        case timeBarred = "time_barred"

        /// Whether an account with this flag must not be called at all.
        package var blocksCalls: Bool {
            switch self {
            case .cease, .attorney, .bankrupt, .deceased, .dispute: true
            case .timeBarred: false
            }
        }
    }

    /// A telephone of the debtor.
    package struct Phone: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable { case mobile, landline, work, unknown }
        package enum Consent: String, Sendable, CaseIterable { case given, revoked, unknown }
        package let number: String
        package let kind: Kind
        package let consent: Consent
        package init(number: String, kind: Kind, consent: Consent) {
            self.number = number
            self.kind = kind
            self.consent = consent
        }
    }

    package let id: AccountID
    /// Whose account it is, if the file says so.
    package let debtor: DebtorID?
    package let language: LanguageTag
    /// IANA name, such as `America/New_York`.
    package let timeZone: String
    package let currency: Currency
    /// ISO 3166 alpha-2.
    package let country: String
    package let phones: [Phone]
    package let flags: Set<Flag>
    /// Whether the validation notice is still to be given in this communication.
    package let isInitialCommunication: Bool
    /// Everything that a flow's `data` can name, by field name, not yet typed against a flow.
    package let values: [FieldName: Value]

    package init(
        id: AccountID, debtor: DebtorID? = nil, language: LanguageTag, timeZone: String, currency: Currency,
        country: String, phones: [Phone], flags: Set<Flag>, isInitialCommunication: Bool,
        values: [FieldName: Value]
    ) {
        self.id = id
        self.debtor = debtor
        self.language = language
        self.timeZone = timeZone
        self.currency = currency
        self.country = country
        self.phones = phones
        self.flags = flags
        self.isInitialCommunication = isInitialCommunication
        self.values = values
    }
}

/// What `organisation.yaml` says of the caller's company.
package struct Organisation: Sendable, Hashable {
    /// By field name, such as `company` or `callback`.
    package let values: [FieldName: Value]
    /// When agents are there; nil if the file doesn't say.
    package let agentHours: AgentHours?
    package init(values: [FieldName: Value], agentHours: AgentHours? = nil) {
        self.values = values
        self.agentHours = agentHours
    }
}

/// When agents are there, on their own clocks.
package struct AgentHours: Sendable, Hashable {
    /// IANA name, such as `America/New_York`.
    package let timeZone: String
    package let hours: WeeklyHours
    package init(timeZone: String, hours: WeeklyHours) {
        self.timeZone = timeZone
        self.hours = hours
    }
}

/// The values that a call of a flow is given: typed, complete, secrets apart.
package struct CallData: Sendable, Hashable {
    /// Spoken and compared in flows.
    package let values: [FieldName: Value]
    /// Compared with answers only.
    package let secrets: [FieldName: Value]
    package init(values: [FieldName: Value], secrets: [FieldName: Value]) {
        self.values = values
        self.secrets = secrets
    }
}
