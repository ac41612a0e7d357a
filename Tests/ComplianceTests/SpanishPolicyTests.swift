import Compliance
import Dialog
import FlowFiles
import Testing

/// The policy `es-recobro`: each of its rules, broken by a small change of a flow that satisfies it.
struct SpanishPolicyTests {
    /// The whole call of `TestCall` as it may be made in Spain.
    private func spanish() -> TestCall {
        var call = TestCall()
        call.policy = "es-recobro"
        call.languages = ["es-ES"]
        call.lexicon = ["es-ES": ["deuda", "importe pendiente"]]
        call.threats = ["es-ES": ["embargo", "acciones legales"]]
        call.prompt("recording", "Se graba por calidad.", says: [.recordingNotice, .recordingPurpose])
        call.prompt(
            "legal_notice", "Es una deuda con su acreedor; puede reclamar.",
            says: [.legalNotice, .creditorIdentity, .disputeRight], about: .debt)
        call["opening"] = .say("identity", "automated", "recording", "opt_out", bargeIn: .none, to: "party")
        return call.worded(in: "es-ES")
    }

    private let answered = "1. the call is answered by a person → opening"

    @Test func `a call that satisfies it has no findings`() {
        #expect(spanish().findings() == [])
    }

    @Test func `it has every structural rule, with the law of Spain as its source`() throws {
        let policies = PolicyFile.shipped
        let engine = RuleCheck.allCases.filter(\.isOfEngine)
        let rules = try #require(policies.policy(named: "es-recobro")).rules
        #expect(rules.prefix(engine.count).map(\.check) == engine)
        #expect(rules.first?.source == "RGPD art. 5.1.f; AEPD")
        #expect(!rules.contains { $0.source.contains("CFR") })
    }

    @Test func `the name of the business comes first`() {
        var call = spanish()
        call["opening"] = .say("automated", "identity", "recording", "opt_out", bargeIn: .none, to: "party")
        let finding = call.finding("F5")
        #expect(finding?.message == "step 'opening' speaks before the name of the business was said")
        #expect(finding?.notes == [answered, "prompt 'automated' says: \"I'm a machine.\""])
    }

    @Test func `that a machine speaks is said directly after the name`() {
        var call = spanish()
        call["opening"] = .say("identity", "opt_out", "automated", "recording", bargeIn: .none, to: "party")
        #expect(call.rules() == ["O3"])
        let finding = call.finding("O3")
        #expect(
            finding?.message
                == "step 'opening' says something else where the person must be told that a machine speaks")
        #expect(finding?.position == call.position(of: "opening"))
        #expect(finding?.notes == [answered, "prompt 'opt_out' says: \"Say stop calling at any time.\""])
        call.policy = "us-regulation-f"
        #expect(call.findings() == [])
    }

    @Test func `the name and the notice of a machine may be one prompt`() {
        var call = spanish()
        call.prompts["identity"]?.says = [.businessIdentity, .automatedNotice]
        call["opening"] = .say("identity", "recording", "opt_out", bargeIn: .none, to: "party")
        #expect(call.findings() == [])
    }

    @Test(
        arguments: [
            ("automated", "O1", "step 'party' asks before saying that a machine speaks"),
            ("recording", "O2", "step 'party' asks before telling of the recording"),
            ("recording", "O4", "step 'party' asks before saying what the recording is for"),
            ("opt_out", "O5", "step 'party' asks before offering to stop the calls"),
        ] as [(PromptID, String, String)])
    func `what is due before the first question`(prompt: PromptID, rule: String, message: String) {
        var call = spanish()
        let prompts = (["identity", "automated", "recording", "opt_out"] as [PromptID]).filter {
            $0 != prompt
        }
        call["opening"] = .say(Say(prompts: prompts, bargeIn: .none, then: .goto(.step("party"))))
        let finding = call.finding(rule)
        #expect(finding?.message == message)
        let played = prompts.map { "'\($0)'" }.joined(separator: ", ")
        #expect(finding?.notes == [answered, "2. \(played) are played → party"])
    }

    @Test func `a recording notice without its purpose is half of one`() {
        var call = spanish()
        call.prompts["recording"]?.says = [.recordingNotice]
        #expect(call.rules() == ["O4"])
        call.policy = "us-regulation-f"
        #expect(!call.rules().contains("O4"))
    }

    @Test func `an objection offer that is cut was not made`() {
        var call = spanish()
        call["opening"] = .say("identity", "automated", "recording", bargeIn: .none, to: "offer")
        call["offer"] = .say("opt_out", to: "party")
        call["to_agent"] = .yesNo("sorry", yes: "gone", no: "goodbye")
        let finding = call.finding("O5")
        #expect(finding?.message == "step 'to_agent' asks before offering to stop the calls")
        #expect(finding?.notes.last == "3. the caller gives the command 'agent' → to_agent")
    }

    @Test func `whoever comes to the telephone is told everything anew`() {
        var call = spanish()
        call.choices["party"] = ["speaking", "absent", "fetching"]
        call["party"] = .choice(
            "party", identifies: "speaking",
            ["speaking": "birth_date", "absent": "goodbye", "fetching": "fetch"])
        call["fetch"] = .wait(for: .person, ["person": "party", "silence": "machine"])
        call.bound("party", max: 2, then: "goodbye")
        #expect(Set(call.rules()) == ["F5", "O1", "O2", "O4", "O5"])
    }

    @Test func `a relative hears nothing of the debt`() {
        var call = spanish()
        call.prompt("tell_relative", "Dígale que tiene una deuda.")
        call["party"] = .choice(
            "party", identifies: "speaking", ["speaking": "birth_date", "absent": "relative"])
        call["relative"] = .say("tell_relative", to: "goodbye")
        let finding = call.worded(in: "es-ES").finding("F7")
        #expect(
            finding?.message
                == "step 'relative' speaks debt content before the person is verified: "
                + "prompt 'tell_relative' says 'deuda', a debt word of es-ES")
        #expect(
            finding?.notes.suffix(2) == [
                "3. the caller says 'absent' → relative",
                "prompt 'tell_relative' says: \"Dígale que tiene una deuda.\"",
            ])
    }

    @Test func `the legal notice comes before the balance and cannot be cut`() {
        var call = spanish()
        call["birth_date"] = .check("birth_date", pass: "balance", else: "goodbye")
        call.remove("notice")
        #expect(
            call.finding("F6")?.notes.last == "prompt 'state_balance' says: \"The balance is {balance}.\"")
        call = spanish()
        call["notice"] = .say("legal_notice", to: "balance")
        #expect(call.rules() == ["F6"])
    }

    @Test(arguments: [Says.creditorIdentity, .disputeRight])
    func `the legal notice is whole`(missing: Says) {
        var call = spanish()
        call.prompts["legal_notice"]?.says.remove(missing)
        let finding = call.finding("L1")
        #expect(
            finding?.message == "step 'notice' gives a legal notice without `\(missing.rawValue)`")
        #expect(
            finding?.notes == [
                "prompt 'legal_notice' says: \"Es una deuda con su acreedor; puede reclamar.\""
            ])
    }

    @Test func `no prompt threatens, after verification either`() {
        var call = spanish()
        call.prompt("confirmation", "Si no paga habrá acciones legales. {promise_reference}.")
        #expect(call.worded(in: "es-ES").rules() == ["F13"])
        call = spanish()
        call.threats = [:]
        #expect(
            call.worded(in: "es-ES").finding("F13")?.message.hasPrefix("es-ES has no `threat_words`") == true)
    }

    @Test func `the right to object and a person are there at every question`() {
        var call = spanish()
        call.universals[2] = Universal(name: "agent", action: .goto("to_agent"), requiresVerification: true)
        call.universals[3] = Universal(
            name: "stop_calling", action: .goto("cease"), requiresVerification: true)
        #expect(Set(call.rules()).isSuperset(of: ["U1", "U2"]))
        call = spanish()
        call["cease"] = .say("stopped", bargeIn: .none, end: .disposition(.doNotCall))
        #expect(call.finding("V1")?.notes == ["1. the caller gives the command 'stop_calling' → cease"])
    }
}

extension TestCall {
    /// The call with the English wording of each prompt as that of the language.
    fileprivate func worded(in language: LanguageTag) -> TestCall {
        var call = self
        for (id, prompt) in prompts where prompt.texts[language] == nil {
            call.prompts[id]?.texts[language] = prompt.texts["en-US"]
        }
        return call
    }

    fileprivate func position(of step: StepID) -> SourcePosition? {
        steps.first { $0.id == step }?.position
    }
}
