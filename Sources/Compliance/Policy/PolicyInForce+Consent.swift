package import Dialog

extension PolicyInForce {
    /// Why the account's number must not be called; nil if it may, or if the policy doesn't ask.
    ///
    /// The number that is called is the account's first; an account without one has no consent either.
    package func refusal(of account: Account, at position: SourcePosition) -> Diagnostic? {
        guard let rule = rule(of: .priorConsent) else { return nil }
        let consent = account.phones.first?.consent ?? .unknown
        switch (consent, rule.word("consent")) {
        case (.given, _), (.unknown, "not_revoked"): return nil
        case (.unknown, _), (.revoked, _):
            let breach = Breach(
                .priorConsent, position,
                "the consent to calls to the account's number is '\(consent.rawValue)'; the policy asks for "
                    + "'\(rule.word("consent") ?? "given")'")
            return breach.finding(under: self)
        }
    }
}
