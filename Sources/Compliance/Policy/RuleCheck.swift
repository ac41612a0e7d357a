import Dialog

/// What the prover can show of a flow: the kinds of proof that the rules of a policy refer to.
///
/// A policy says which of them count, in whose words, from when on and with which parameters.
package enum RuleCheck: String, Sendable, Hashable, CaseIterable {
    case verifiedBeforeDebt = "verified_before_debt"
    case verifiedBeforeDeciding = "verified_before_deciding"
    case confirmedPromise = "confirmed_promise"
    case verifiedCommit = "verified_commit"
    case spokenReadBack = "spoken_read_back"
    case boundedLoops = "bounded_loops"
    case oneDisposition = "one_disposition"
    case reachable = "reachable_steps"
    case assignedBeforeUse = "assigned_before_use"
    case unspokenSecrets = "unspoken_secrets"
    case wellFormed = "well_formed"
    case knownPolicy = "known_policy"
    case soundChanges = "sound_policy_changes"

    case identityFirst = "business_identity_first"
    case optOutOffer = "opt_out_after_identity"
    case automatedFirst = "automated_notice_after_identity"
    case automatedNotice = "automated_notice_before_questions"
    case recordingNotice = "recording_notice_before_questions"
    case recordingPurpose = "recording_purpose_before_questions"
    case objectionOffer = "opt_out_before_questions"
    case legalNotice = "legal_notice_before_debt"
    case legalContents = "legal_notice_contents"
    case liveCommands = "live_commands"
    case optOutObeyed = "opt_out_obeyed"
    case noThreats = "no_threats"
    case numberGiven = "callback_number_given"
    case voicemailContents = "voicemail_contents"
    case limitedContent = "limited_content_message"
    case disputeSuspends = "dispute_suspends"
    case shortPrompts = "short_prompts"
    case priorConsent = "prior_consent"
    case callingHours = "calling_hours"
    case callCaps = "call_caps"

    /// Whether it holds under every policy, at every date, and always refuses.
    package var isOfEngine: Bool {
        switch self {
        case .verifiedBeforeDebt, .verifiedBeforeDeciding, .confirmedPromise, .verifiedCommit,
            .spokenReadBack, .boundedLoops, .oneDisposition, .reachable, .assignedBeforeUse,
            .unspokenSecrets, .wellFormed, .knownPolicy, .soundChanges:
            true
        case .identityFirst, .optOutOffer, .automatedFirst, .automatedNotice, .recordingNotice,
            .recordingPurpose, .objectionOffer, .legalNotice, .legalContents, .liveCommands, .optOutObeyed,
            .noThreats, .numberGiven, .voicemailContents, .limitedContent, .disputeSuspends, .shortPrompts,
            .priorConsent, .callingHours, .callCaps:
            false
        }
    }

    /// Whether a policy may have several rules of it, each with parameters of its own.
    package var mayRepeat: Bool { self == .liveCommands }

    /// What a rule that refers to it must give; each is a setting that a flow may make stricter.
    package var parameters: [RuleParameter] {
        switch self {
        case .verifiedBeforeDebt: [RuleParameter("level", .level(.l1 ... .l2))]
        case .verifiedCommit: [RuleParameter("promise", .level(.l1 ... .l2))]
        case .boundedLoops: [RuleParameter("most_visits", .most(1...20))]
        case .legalContents, .voicemailContents, .limitedContent: [RuleParameter("says", .contents)]
        case .liveCommands:
            [RuleParameter("commands", .words), RuleParameter("from", .choice(["answer", "verified"]))]
        case .noThreats: [RuleParameter("words", .words)]
        case .shortPrompts: [RuleParameter("most_words", .most(10...200))]
        case .priorConsent: [RuleParameter("consent", .choice(["given", "not_revoked"]))]
        case .callingHours:
            [
                RuleParameter("from", .least(0...23)), RuleParameter("to", .most(1...24)),
                RuleParameter("days", .choice(["monday_to_friday", "monday_to_saturday", "every_day"])),
                RuleParameter("holidays", .choice(["not_called", "called"])),
            ]
        case .callCaps:
            [
                RuleParameter("most_a_day", .most(1...100)), RuleParameter("most_in_7_days", .most(1...100)),
                RuleParameter("days_after_conversation", .least(0...365)),
            ]
        case .verifiedBeforeDeciding, .confirmedPromise, .spokenReadBack, .oneDisposition, .reachable,
            .assignedBeforeUse, .unspokenSecrets, .wellFormed, .knownPolicy, .soundChanges, .identityFirst,
            .optOutOffer, .automatedFirst, .automatedNotice, .recordingNotice, .recordingPurpose,
            .objectionOffer, .legalNotice, .optOutObeyed, .numberGiven, .disputeSuspends:
            []
        }
    }
}
