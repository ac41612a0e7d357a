import Dialog

// What stands above the steps.
extension KeyTable {
    static let rootFlow = KeyTable(
        "flow",
        [
            .required("flow", .name, "early-recovery", "the flow's name, which is its file's name"),
            .required("version", .integer(1...1_000_000), "3", "counts the changes of the flow"),
            .required(
                "languages", .list(.text), "[en-US]", "the languages that it speaks, the first by default"),
            .required("policy", .name, "us-regulation-f", "the rules that must be provable"),
            .optional(
                "stricter", .list(.mapping(stricter)), "none",
                "[{rule: V2, parameter: promise, value: L2}]", "what is asked beyond the policy"),
            .optional(
                "waivers", .list(.mapping(waiver)), "none",
                "[{rule: B1, parameter: most_visits, value: 12, by: A. Ruiz, on: 2026-02-01, because: a trial}]",
                "where less is asked than the policy does, and who answers for it"),
            .optional(
                "data", .named(.mapping(datum)), "none", "{balance: {type: money, about: debt}}",
                "what a call is given"),
            .optional(
                "defaults", .mapping(defaults), "none", "{noinput: {tries: 3}}",
                "retries where a step says nothing"),
            .optional(
                "universal", .named(.mapping(universal)), "none", "{agent: {goto: to_agent}}",
                "the commands that are live in every listening step"),
            .optional(
                "fault", .name, "the call ends as failed", "to_agent",
                "where a fault of recogniser or synthesiser leads"),
            .optional(
                "record_from", .word(RecordFrom.allCases.map(\.rawValue)), "notice", "never",
                "from when on a call may be recorded"),
            .required("start", .name, "answered", "the first step"),
            .required("steps", .steps, "{close: {end: committed}}", "the steps by name"),
        ])

    static let stricter = KeyTable("stricter", change)

    static let waiver = KeyTable(
        "waiver",
        change + [
            .required("by", .text, "A. Ruiz, compliance", "who answers for it"),
            .required("on", .text, "2026-02-01", "the day on which it was given, from which it counts"),
            .required("because", .text, "a trial until the new prompts are recorded", "why"),
            .optional("until", .text, "without end", "2026-06-30", "the last day on which it counts"),
        ])

    private static let change: [Key] = [
        .required("rule", .text, "B1", "a rule of the policy"),
        .required("parameter", .text, "most_visits", "a parameter of the rule"),
        .required("value", .texts, "12", "its value in this flow"),
    ]

    static let subFlow = KeyTable(
        "sub-flow",
        [
            .required("flow", .name, "identity-check", "the flow's name, which is its file's name"),
            .required("version", .integer(1...1_000_000), "1", "counts the changes of the flow"),
            .optional(
                "inputs", .named(.mapping(input)), "none", "{first: {type: date, secret: true}}",
                "what the step that runs it gives"),
            .required("outcomes", .names, "[verified, failed]", "how it can end"),
            .optional(
                "defaults", .mapping(defaults), "the root's", "{nomatch: {then: failed}}",
                "retries where a step says nothing"),
            .optional(
                "fault", .name, "the root's", "failed", "where a fault of recogniser or synthesiser leads"),
            .required("start", .name, "ask_birth_date", "the first step"),
            .required("steps", .steps, "{give_up: {return: failed}}", "the steps by name"),
        ])

    static let datum = KeyTable(
        "datum",
        about(types: [.text, .name, .phone, .digits, .date, .time, .money, .number]) + [
            .optional(
                "from", .word(DataField.Origin.allCases.map(\.rawValue)), "account", "organisation",
                "where its value comes from")
        ])

    static let input = KeyTable(
        "input", about(types: [.text, .name, .phone, .digits, .date, .time, .money, .number, .level]))

    private static func about(types: [ValueType]) -> [Key] {
        [
            .required("type", .word(types.map(\.rawValue)), "money", "the type of its value"),
            .optional("length", .integer(1...20), "any", "4", "`digits`: how many"),
            .optional(
                "secret", .truth, "false", "true", "compared with answers only; never spoken or journalled"),
            .optional(
                "about", .word(Sensitivity.allCases.map(\.rawValue)), "neutral", "debt",
                "whether a prompt that speaks it is debt content"),
            .optional("optional", .truth, "false", "true", "whether it may be absent"),
        ]
    }

    static let defaults = KeyTable(
        "defaults",
        [
            .optional(
                "noinput", .mapping(noInput), "none", "{timeout: 5s, tries: 3}",
                "when the caller says nothing"),
            .optional(
                "nomatch", .mapping(noMatch), "none", "{tries: 3, then: to_agent}",
                "when the caller isn't understood"),
        ])

    static let noInput = KeyTable(
        "noinput",
        [.optional("timeout", .duration, "5s", "4s", "silence after the prompt, 1 s to 30 s")] + retries)
    static let noMatch = KeyTable("nomatch", retries)

    private static let retries: [Key] = [
        .optional("tries", .integer(1...5), "3", "2", "attempts in all, the first included"),
        .optional("prompts", .names, "none", "[sorry_silence]", "said before the question is put again"),
        .optional(
            "then", .name, "must be said somewhere", "to_agent", "where to go when the attempts are used up"),
    ]

    static let universal = KeyTable(
        "universal",
        [
            .optional("replay", .truth, "–", "true", "says the last prompts again"),
            .optional("say", .name, "–", "help", "says a prompt, then puts the question again"),
            .optional("goto", .name, "–", "to_agent", "leads to a step of the root flow"),
            .optional("switch", .text, "stays", "other", "with `goto`: the language to change to"),
            .optional(
                "max", .integer(1...10), "needed with `replay` and `say`", "2", "uses in one entry of a step"),
            .optional("keys", .dialKeys, "none", "\"*9\"", "the keys that give it"),
            .optional(
                "after", .word(["verified"]), "always live", "verified", "live once the person is verified"),
            .optional("before", .name, "not understood", "neutral_answer", "said instead before that"),
            .optional(
                "confirm", .name, "obeyed at once", "confirm_stop_calling",
                "`stop_calling`: asks once about a doubtful wish"),
        ])
}
