package import Dialog

/// A small call to script: a greeting, an identity check, a notice, the debt, a promise.
package enum SampleFlow {
    package static let retriesToAgent = Defaults(
        noInput: RetryPolicy(
            timeout: .seconds(5), tries: 3, prompts: ["silence"], then: .step("no_response")),
        noMatch: RetryPolicy(tries: 3, prompts: ["unclear"], then: .step("to_agent")))

    package static let universals = [
        Universal(name: "repeat", action: .replay, max: 2),
        Universal(name: "help", action: .say("help"), max: 1),
        Universal(name: "agent", action: .goto("to_agent"), keys: "0"),
        Universal(name: .stopCalling, action: .goto("cease"), keys: "*9"),
        Universal(name: "dispute", action: .goto("dispute"), requiresVerification: true, before: "neutral"),
    ]

    package static func money(_ cents: Int) -> Value { .money(Money(minorUnits: cents, currency: .usd)) }

    package static let steps: [Step] = [
        step(
            "answered",
            .wait(
                Wait(
                    purpose: .greeting, timeout: .seconds(4),
                    when: [
                        "person": .step("opening"), "silence": .step("opening"), "machine": .step("gone"),
                        "fax": .step("gone"),
                    ]))),
        step(
            "opening",
            .say(Say(prompts: ["identity", "opt_out"], bargeIn: .none, then: .goto(.step("party"))))),
        step(
            "party",
            .ask(
                Ask(
                    slot: "party", type: .choice("party_answers"), prompts: ["ask_party", "ask_party_again"],
                    identifies: "speaking", when: ["speaking": .step("check"), "absent": .step("gone")])),
            visits: VisitLimit(max: 2, then: .step("gone"))),
        step(
            "check",
            .check(
                Check(
                    against: "birth_date", type: .date, prompts: ["ask_birth", "ask_birth_again"],
                    when: [
                        "pass": .step("notice"), "fail": .step("gone"), "unsure": .step("gone"),
                        "locked": .step("gone"), "refused": .step("gone"),
                    ]))),
        step("notice", .say(Say(prompts: ["legal"], bargeIn: .none, then: .goto(.step("amount"))))),
        step(
            "amount",
            .ask(
                Ask(
                    slot: "amount",
                    type: .money(ValueLimits(min: .amount(minorUnits: 2_500), max: .field("balance"))),
                    prompts: ["ask_amount"], confirm: .whenUnsure, confirmPrompt: "confirm_amount",
                    outOfRange: "too_much", when: ["next": .step("due")]))),
        step(
            "due",
            .ask(
                Ask(
                    slot: "due", type: .date(.upcoming(days: 30)), prompts: ["ask_due"], confirm: .never,
                    when: ["next": .step("read_back")]))),
        step(
            "read_back",
            .ask(
                Ask(
                    slot: nil, type: .yesNo, prompts: ["read_back"], confirms: ["amount", "due"],
                    when: ["said_yes": .step("save"), "said_no": .step("amount")]))),
        step(
            "save",
            .commit(
                Commit(
                    content: .promise(
                        .full, amount: .field("amount"), due: .field("due"), instalments: 1, intervalDays: 0),
                    when: ["done": .step("thanks"), "failed": .step("sorry"), "duplicate": .step("sorry")]))),
        step("thanks", .say(Say(prompts: ["confirmed"], then: .end(.committed)))),
        step("sorry", .say(Say(prompts: ["sorry"], then: .end(.disposition(.error))))),
        step("dispute", .commit(Commit(content: .dispute, when: all("gone_committed")))),
        step("gone_committed", .end(.committed)),
        step("cease", .commit(Commit(content: .stopCalling, when: all("gone_committed")))),
        step(
            "to_agent",
            .transfer(
                Transfer(
                    destination: "agent",
                    when: [
                        "connected": .step("handed_over"), "busy": .step("gone"), "no_answer": .step("gone"),
                        "closed": .step("gone"), "failed": .step("gone"),
                    ]))),
        step("handed_over", .end(.disposition(.transferred))),
        step("no_response", .end(.disposition(.noResponse))),
        step("gone", .end(.disposition(.notVerified))),
    ]

    package static func all(_ target: StepID) -> [OutcomeName: Target] {
        ["done": .step(target), "failed": .step(target), "duplicate": .step(target)]
    }

    package static func step(_ id: StepID, _ kind: StepKind, visits: VisitLimit? = nil) -> Step {
        Step(id: id, kind: kind, visits: visits)
    }

    package static let flow = Flow(
        name: "sample",
        fields: [
            DataField(name: "birth_date", type: .date, isSecret: true),
            DataField(name: "balance", type: .money, about: .debt),
        ],
        defaults: retriesToAgent, universals: universals, start: "answered", steps: steps)

    /// Words for every prompt and phrase of the flow.
    package static var catalogue: PromptCatalogue {
        let texts: [PromptID: (text: [PromptPart], says: Set<Says>, about: Sensitivity)] = [
            "identity": ([.text("Hello. This is Lakeside Services.")], [.businessIdentity], .neutral),
            "opt_out": (
                [.text("To stop these calls, press 9. This call is automated and may be recorded.")],
                [.optOut, .automatedNotice, .recordingNotice], .neutral
            ),
            "ask_party": ([.text("Am I speaking with Jordan Rivera?")], [], .neutral),
            "ask_party_again": ([.text("Is this Jordan Rivera?")], [], .neutral),
            "ask_birth": ([.text("What is your date of birth?")], [], .neutral),
            "ask_birth_again": ([.text("Please say your date of birth.")], [], .neutral),
            "legal": ([.text("This is an attempt to collect a debt.")], [.legalNotice], .debt),
            "ask_amount": (
                [.text("The balance is "), .placeholder("balance"), .text(". What can you pay?")], [], .debt
            ),
            "confirm_amount": ([.text("Was that "), .placeholder("amount"), .text("?")], [], .debt),
            "too_much": ([.text("I can't take that amount.")], [], .neutral),
            "ask_due": ([.text("On what date?")], [], .neutral),
            "read_back": (
                [
                    .text("You will pay "), .placeholder("amount"), .text(" on "), .placeholder("due"),
                    .text(". Is that right?"),
                ], [.readBack], .debt
            ),
            "confirmed": (
                [
                    .text("Your promise is recorded. The reference is "), .placeholder("promise_reference"),
                    .text("."),
                ],
                [.promiseConfirmation], .debt
            ),
            "sorry": ([.text("I could not save that.")], [], .neutral),
            "silence": ([.text("I didn't hear you.")], [], .neutral),
            "unclear": ([.text("I didn't get that.")], [], .neutral),
            "help": ([.text("Answer in your own words.")], [], .neutral),
            "neutral": ([.text("First I must know who you are.")], [], .neutral),
        ]
        var declarations: [PromptID: PromptDeclaration] = [:]
        var words: [PromptID: PromptText] = [:]
        for (id, prompt) in texts {
            declarations[id] = PromptDeclaration(
                id: id, says: prompt.says, about: prompt.about, position: .unknown)
            words[id] = PromptText(variants: [[PromptSegment(parts: prompt.text)]], position: .unknown)
        }
        let choices = ChoicesDeclaration(
            name: "party_answers",
            choices: [.init(value: "speaking", keys: "1"), .init(value: "absent", keys: "2")],
            position: .unknown)
        return PromptCatalogue(
            declarations: declarations, choices: ["party_answers": choices],
            languages: [
                "en-US": LanguagePrompts(
                    texts: words,
                    choicePhrases: [
                        "party_answers": ["speaking": [Phrase("speaking")], "absent": [Phrase("not here")]]
                    ],
                    universalPhrases: [
                        "repeat": [Phrase("repeat")], "help": [Phrase("help")], "agent": [Phrase("agent")],
                        .stopCalling: [Phrase("stop calling")], "dispute": [Phrase("i dispute it")],
                        .refuse: [Phrase("none of your business")],
                    ], debtLexicon: ["debt", "balance"])
            ])
    }
}
