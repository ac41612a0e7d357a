import Dialog

// The steps.
extension KeyTable {
    /// By the key that makes a step what it is.
    static let steps: [KeyTable] = [say, ask, check, decide, run, commit, transfer, wait, end, returned]

    private static let visited = Key.optional(
        "visits", .mapping(visits), "unbounded", "{max: 3, then: to_agent}", "how often the step is entered")
    private static let faulty = Key.optional(
        "fault", .name, "the flow's", "to_agent", "where a fault in this step leads")
    private static let bargeIn = Key.optional(
        "bargein", .word(BargeIn.allCases.map(\.rawValue)), "speech", "none", "what may cut the prompts")
    private static let noInputs = Key.optional(
        "noinput", .mapping(noInput), "the flow's `defaults`", "{tries: 2}", "when the caller says nothing")

    private static func outcomes(_ example: String) -> Key {
        .required("when", .named(.name), example, "where each outcome leads")
    }

    static let say = KeyTable(
        "step: say",
        [
            .required("say", .names, "[goodbye]", "the prompts, in order"), bargeIn,
            .optional("next", .name, "one of `next`, `end`, `return`", "ask_name", "the step that follows"),
            .optional(
                "end", .text, "one of `next`, `end`, `return`", "committed",
                "ends the call with that disposition"),
            .optional(
                "return", .name, "one of `next`, `end`, `return`", "failed",
                "ends the sub-flow by that outcome"),
            faulty, visited,
        ])
    static let ask = KeyTable(
        "step: ask",
        [
            .required("ask", .mapping(question), "{type: yes_no, prompts: [ask]}", "the question"),
            .optional(
                "when", .named(.name), "for `choice` and `yes_no`", "{said_yes: save, said_no: close}",
                "where each answer leads"),
            .optional("next", .name, "for all other types", "read_back", "the step that follows"),
            faulty, visited,
        ])
    static let check = KeyTable(
        "step: check",
        [
            .required(
                "check", .mapping(comparison), "{against: $birth_date, prompts: [ask]}",
                "the identity question"),
            outcomes("{pass: notice, fail: close, unsure: close, locked: close, refused: close}"), faulty,
            visited,
        ])
    static let decide = KeyTable(
        "step: decide",
        [
            .required(
                "decide", .list(.mapping(decision)), "[{value: $amount, is: set, goto: read_back}]",
                "the comparisons; the first that holds wins"),
            .required("otherwise", .name, "close", "where to go if none holds"), visited,
        ])
    static let run = KeyTable(
        "step: run",
        [
            .required("run", .name, "identity-check", "the sub-flow"),
            .optional("with", .named(.operand), "no inputs", "{level: L1}", "its inputs"),
            outcomes("{verified: notice, failed: close}"), visited,
        ])
    static let commit = KeyTable(
        "step: commit",
        [
            .required(
                "commit", .word(CommitWord.allCases.map(\.rawValue)), "promise", "what is made durable"),
            .optional(
                "with", .mapping(commitment), "depends on what is stored",
                "{kind: full, amount: $amount, due: $due_date}", "what it holds"),
            .optional(
                "requires", .word(VerificationLevel.allCases.map(\.rawValue)),
                "L2 for a settlement, else none", "L1", "how surely the person must be verified"),
            outcomes("{done: thanks, failed: sorry, duplicate: sorry}"), visited,
        ])
    static let transfer = KeyTable(
        "step: transfer",
        [
            .required("transfer", .name, "agent", "the destination, which the operator configures"),
            outcomes("{connected: gone, busy: sorry, no_answer: sorry, closed: sorry, failed: sorry}"),
            faulty, visited,
        ])
    static let wait = KeyTable(
        "step: wait",
        [
            .required("wait", .mapping(waiting), "{for: greeting, timeout: 4s}", "for whom or what"),
            outcomes("{person: opening, silence: opening, machine: gone, fax: gone}"), faulty, visited,
        ])
    static let end = KeyTable(
        "step: end", [.required("end", .text, "no_response", "the disposition that ends the call"), visited])
    static let returned = KeyTable(
        "step: return", [.required("return", .name, "failed", "the outcome that ends the sub-flow"), visited])

    static let visits = KeyTable(
        "visits",
        [
            .required("max", .integer(FlowLimits.visits), "3", "how often the step may be entered in a call"),
            .required("then", .name, "to_agent", "taken instead of entering it once more"),
        ])

    // MARK: What the steps hold

    static let question = KeyTable(
        "ask",
        [
            .optional("slot", .name, "needed, but for `yes_no`", "due_date", "takes the value"),
            .required("type", .word(AskTypeWord.allCases.map(\.rawValue)), "date", "what is listened for"),
            .required("prompts", .names, "[ask_date, ask_date_again]", "by attempt; the last one repeats"),
            .optional(
                "choices", .name, "needed for `choice`", "party_answers",
                "`choice`: the set, declared in the catalogue"),
            .optional(
                "length", .integer(1...20), "or `min_length` and `max_length`", "4", "`digits`: how many"),
            .optional("min_length", .integer(1...20), "`length`", "2", "`digits`: at least"),
            .optional("max_length", .integer(1...20), "`length`", "6", "`digits`: at most"),
            .optional(
                "horizon_days", .integer(FlowLimits.horizonDays), "30", "14",
                "`date`: today up to so many days ahead"),
            .optional("past", .truth, "false", "true", "`date`: a past date, with its year"),
            .optional("min", .operand, "none", "$minimum_payment", "`money`, `number`, `time`: the least"),
            .optional("max", .operand, "none", "\"17:00\"", "`money`, `number`, `time`: the most"),
            .optional(
                "out_of_range", .name, "the `nomatch` prompts", "date_too_late",
                "said of a value outside its limits"),
            .optional("business_days", .truth, "false", "true", "`date`: Monday to Friday, no holiday"),
            .optional(
                "within", .word(["agent_hours"]), "any", "agent_hours", "`date`, `time`: agents are there"),
            .optional(
                "on", .operand, "needed by a `time` with `within`", "$call_back_on", "the day of the time"),
            .optional(
                "nearest_prompt", .name, "needed with `business_days` and `within`", "day_nearest",
                "offers the nearest day or time that fits"),
            noInputs,
            .optional(
                "nomatch", .mapping(noMatch), "the flow's `defaults`", "{tries: 2}",
                "when the caller isn't understood"),
            .optional(
                "confirm", .word(ConfirmMode.allCases.map(\.rawValue)), "never", "when_unsure",
                "whether the value is read back at once"),
            .optional(
                "confirm_prompt", .name, "needed unless `confirm: never`", "confirm_date",
                "speaks the value to confirm it"),
            .optional(
                "confidence", .mapping(confidence), "{accept: 0.8, confirm: 0.5}", "{accept: 0.9}",
                "how surely an answer must be heard"),
            bargeIn,
            .optional("keys", .truth, "true", "false", "whether keys answer"),
            .optional(
                "secret", .truth, "false", "true", "neither words nor value are journalled, shown or recorded"
            ),
            .optional(
                "confirms", .names, "none", "[amount, due_date]", "`yes_no`: a read-back; what a yes confirms"
            ),
            .optional(
                "corrects", .named(.name), "the step that asked last", "{amount: ask_new_amount}",
                "with `confirms`: where a corrected value is taken"),
            .optional(
                "identifies", .name, "none", "speaking",
                "`choice`: the answer of who says to be the right party"),
        ])
    static let confidence = KeyTable(
        "confidence",
        [
            .optional("accept", .fraction, "0.8", "0.9", "below it an answer is confirmed when unsure"),
            .optional("confirm", .fraction, "0.5", "0.65", "below it an answer is not understood"),
        ])
    static let comparison = KeyTable(
        "check",
        [
            .required("against", .reference, "$birth_date", "the secret"),
            .required("prompts", .names, "[ask_birth_date]", "by attempt; the last one repeats"),
            .optional("tries", .integer(1...2), "2", "1", "wrong answers, then `fail`"),
            .optional("unsure_tries", .integer(1...5), "3", "2", "unclear answers, then `unsure`"),
            noInputs, bargeIn,
        ])
    static let decision = KeyTable(
        "decide",
        [
            .required("value", .reference, "$amount", "what is compared"),
            .required("goto", .name, "full", "where to go if it holds"),
            .optional("equals", .operand, "–", "speaking", "is the same"),
            .optional("differs", .operand, "–", "$today", "is another"),
            .optional("at_least", .operand, "–", "$balance", "is the same or more"),
            .optional("at_most", .operand, "–", "2", "is the same or less"),
            .optional("more_than", .operand, "–", "30", "is more"),
            .optional("less_than", .operand, "–", "25.00", "is less"),
            .optional(
                "within_days", .integer(0...3660), "–", "7", "is a date at most so many days from today"),
            .optional("is", .word(["set", "unset"]), "–", "unset", "has a value, or has none"),
        ])
    static let commitment = KeyTable(
        "commit",
        [
            .optional(
                "kind", .word(PromiseKind.allCases.map(\.rawValue)), "needed for `promise`", "full",
                "what is promised"),
            .optional("amount", .operand, "needed for `promise`", "$amount", "each payment's amount"),
            .optional("due", .operand, "needed for `promise`", "$due_date", "when the first payment is due"),
            .optional(
                "instalments", .integer(FlowLimits.instalments), "needed for a plan", "3", "how many payments"
            ),
            .optional(
                "interval_days", .integer(FlowLimits.intervalDays), "needed for a plan", "14",
                "between two payments"),
            .optional("on", .operand, "any day", "$call_date", "`call_back`: the day"),
            .optional("at", .operand, "any time", "$call_time", "`call_back`: the time of day"),
            .optional("flag", .text, "needed for `flag`", "hardship", "`flag`: a disposition's word"),
        ])
    static let waiting = KeyTable(
        "wait",
        [
            .required("for", .word(Wait.Purpose.allCases.map(\.rawValue)), "greeting", "for whom or what"),
            .required("timeout", .duration, "4s", "how long, 1 s to 30 s"),
        ])
}
