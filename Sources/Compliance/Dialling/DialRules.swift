/// What a policy asks of a call that we place.
///
/// It binds whoever dials whatever the severity of the rule: a policy that lacks one of these can't be dialled under.
package struct DialRules: Sendable, Hashable {
    package struct Hours: Sendable, Hashable {
        package let rule: Rule.ID
        /// The first hour of the day, on the debtor's clock.
        package let from: Int
        /// The hour at which the last call may not begin any more.
        package let to: Int
        /// `every_day`, `monday_to_saturday` or `monday_to_friday`.
        package let days: String
        package let mayCallOnHolidays: Bool

        package init(rule: Rule.ID, from: Int, to: Int, days: String, mayCallOnHolidays: Bool) {
            self.rule = rule
            self.from = from
            self.to = to
            self.days = days
            self.mayCallOnHolidays = mayCallOnHolidays
        }
    }

    package struct Caps: Sendable, Hashable {
        package let rule: Rule.ID
        package let mostADay: Int
        package let mostIn7Days: Int
        /// No call for so many days after a conversation, its own day being the first.
        package let daysAfterConversation: Int

        package init(rule: Rule.ID, mostADay: Int, mostIn7Days: Int, daysAfterConversation: Int) {
            self.rule = rule
            self.mostADay = mostADay
            self.mostIn7Days = mostIn7Days
            self.daysAfterConversation = daysAfterConversation
        }
    }

    /// Consent that is not known is enough.
    package enum Consent: Sendable, Hashable { case given, notRevoked }

    package let policy: String
    /// Nil if the policy has no rule of it; consent must then have been given.
    package let consentRule: Rule.ID?
    package let consent: Consent
    package let hours: Hours?
    package let caps: Caps?

    package init(policy: String, consentRule: Rule.ID?, consent: Consent, hours: Hours?, caps: Caps?) {
        self.policy = policy
        self.consentRule = consentRule
        self.consent = consent
        self.hours = hours
        self.caps = caps
    }
}

extension PolicyInForce {
    /// What whoever dials must look at.
    package var dialRules: DialRules {
        let consent = rule(of: .priorConsent)
        return DialRules(
            policy: policy.name, consentRule: consent?.id,
            consent: consent?.word("consent") == "not_revoked" ? .notRevoked : .given,
            hours: rule(of: .callingHours).flatMap(DialRules.Hours.init),
            caps: rule(of: .callCaps).flatMap(DialRules.Caps.init))
    }
}

extension DialRules.Hours {
    fileprivate init?(_ rule: Rule) {
        guard let from = rule.number("from"), let to = rule.number("to"), let days = rule.word("days")
        else { return nil }
        self.init(
            rule: rule.id, from: from, to: to, days: days,
            mayCallOnHolidays: rule.word("holidays") == "called")
    }
}

extension DialRules.Caps {
    fileprivate init?(_ rule: Rule) {
        guard let day = rule.number("most_a_day"), let week = rule.number("most_in_7_days"),
            let quiet = rule.number("days_after_conversation")
        else { return nil }
        self.init(rule: rule.id, mostADay: day, mostIn7Days: week, daysAfterConversation: quiet)
    }
}
