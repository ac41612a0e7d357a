extension RuleCheck {
    /// What is shown of a flow that passes, for people who don't program.
    package var meaning: String {
        switch self {
        case .verifiedBeforeDebt:
            "On no path, whatever the caller says, does a prompt of debt content begin before the right party said who they are and matched as many "
                + "secrets as `level` asks. Help, repeats, retries, commands and what is said to a machine are paths like any other. A hand-over, a "
                + "transfer or a new person ends the verification."
        case .verifiedBeforeDeciding:
            "The call takes no turn by a debt datum before that either: what is said next would give it away."
        case .confirmedPromise:
            "Every value of a promise that the caller gave was read back, and the caller said yes to it, on every path to its commit. Any later change voids the yes."
        case .verifiedCommit:
            "A commit that names a level, and a settlement, are reached only at that level; a promise at the level `promise` at least."
        case .spokenReadBack: "The prompt that asks for the yes speaks each of the values, in every language."
        case .boundedLoops:
            "No way through the steps can repeat without end, and no step may be visited more than `most_visits` times."
        case .oneDisposition: "Every path leads to an end, and every end has one disposition."
        case .reachable: "No step is left over that no call comes to."
        case .assignedBeforeUse: "Nothing is spoken, compared or stored that may have no value yet."
        case .unspokenSecrets: "No prompt speaks what a caller must know to be verified."
        case .wellFormed:
            "Every step, prompt, sub-flow and outcome that is named exists, with a text in every language."
        case .knownPolicy: "The flow names a policy that there is."
        case .soundChanges:
            "What the flow changes of the policy is stricter; or it is looser, by a waiver that says who, when and why, and that counts on the day."
        case .identityFirst:
            "The first prompt that a person hears says `business_identity`; whoever comes to the telephone later hears it first, too."
        case .optOutOffer: "The next prompt after the name of the business says `opt_out`."
        case .automatedFirst: "The next prompt after the name of the business says `automated_notice`."
        case .automatedNotice:
            "A prompt that says `automated_notice` was played to its end before anything is asked."
        case .recordingNotice:
            "A prompt that says `recording_notice` was played to its end before anything is asked, unless the call is never recorded."
        case .recordingPurpose:
            "A prompt that says `recording_purpose` was played to its end before anything is asked, unless the call is never recorded."
        case .objectionOffer: "A prompt that says `opt_out` was played to its end before anything is asked."
        case .legalNotice:
            "A prompt that says `legal_notice` was played whole to the verified person, who could not cut it, before any other debt content and before a promise is stored."
        case .legalContents: "Each legal notice also says what `says` lists."
        case .liveCommands:
            "Each of `commands` is understood in every listening step, and leads to a step; with `from: answer` before the person is verified, too."
        case .optOutObeyed:
            "After a wish to stop the calls nothing is asked but, once, whether it was meant; it is stored before the call ends or goes elsewhere."
        case .noThreats:
            "No prompt has one of the language's `threat_words` or one of `words`; each language has a list."
        case .numberGiven:
            "Whoever heard us, and whose call we end, has heard a prompt that says `callback_number` to its end; unless they wanted no more calls."
        case .voicemailContents: "A prompt that says `voicemail` also says what `says` lists."
        case .limitedContent:
            "Once a machine or a fax has answered, no prompt begins but one that says `voicemail`, and that only after the machine's tone; nobody else hears it. It also "
                + "says what `says` lists, and at most who calls, whom to ask for, to call back and at which number; it speaks no value but what the organisation's "
                + "file gives, and can't be cut by words or keys. Only such a call ends as `limited_content_message`."
        case .disputeSuspends: "No path stores a promise after a dispute was taken."
        case .shortPrompts:
            "No prompt has more than `most_words` words in any language and variant; a value counts for two."
        case .priorConsent:
            "Asked when a call is made, not of the flow: the account says that consent was `given`, or at least that it was `not_revoked`."
        case .callingHours:
            "Asked when a call is placed, and again when it is answered, not of the flow: on the debtor's clock it is `from` or later and before `to`, on one of `days`, "
                + "and on a holiday only with `holidays: called`."
        case .callCaps:
            "Asked when a call is placed, and again when it is answered, not of the flow: with this call no more than `most_a_day` and `most_in_7_days` were placed about the account, "
                + "and the last conversation was `days_after_conversation` days ago, or more."
        }
    }

    /// What a flow that passes may still do wrong.
    package var unproved: String {
        switch self {
        case .verifiedBeforeDebt, .verifiedBeforeDeciding:
            "That the words were heard rightly, that nobody else knows the secrets, and that a text without a debt word, a debt datum or a declaration "
                + "gives nothing away. While the call runs a guard of its own refuses debt content to a person who isn't verified."
        case .confirmedPromise, .spokenReadBack: "That the yes was a yes and not another word."
        case .verifiedCommit: "That the level is the right one for what is stored."
        case .boundedLoops: "That the call is short: only that it ends."
        case .oneDisposition: "That the disposition is the right one."
        case .reachable, .assignedBeforeUse, .wellFormed, .knownPolicy: "That what is said there is right."
        case .unspokenSecrets: "That a text doesn't hint at a secret."
        case .soundChanges: "That the reason is a good one, and that the person may waive it."
        case .identityFirst:
            "That the name is the registered one, and that it doesn't imply a debt: a name has no debt words to look for."
        case .optOutOffer, .automatedFirst, .automatedNotice, .recordingNotice, .recordingPurpose,
            .objectionOffer, .numberGiven, .voicemailContents, .legalContents:
            "That the prompt says what the catalogue declares of it. Somebody answers for that."
        case .limitedContent:
            "That the prompt says what the catalogue declares of it, and that a machine is one: a person may be taken for it, and it for a person. A flow that "
                + "waits for no greeting speaks to whatever answers."
        case .legalNotice: "That the notice is worded as the law wants it."
        case .liveCommands: "That the step it leads to helps the caller."
        case .optOutObeyed: "That the number is then called no more: that is the business of whoever dials."
        case .noThreats: "That a prompt doesn't threaten in words that are on no list."
        case .disputeSuspends: "That other work on the debt stops, and that the dispute is looked into."
        case .shortPrompts: "That a short prompt is understood."
        case .priorConsent: "That the account's word is true, and that the consent covers this call."
        case .callingHours:
            "That the account's time zone is where the person is, and that the hour suits them."
        case .callCaps: "Calls that others placed, or that were placed by other means."
        }
    }
}
