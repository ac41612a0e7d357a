import Compliance
import Dialog
import FlowFiles
import Testing

/// The policy `uk-conc`: each of its own rules, broken by a small change of a flow that satisfies it.
struct BritishPolicyTests {
    /// The whole call of `TestCall` as it may be made in the United Kingdom.
    private func british() -> TestCall {
        var call = TestCall()
        call.policy = "uk-conc"
        call.languages = ["en-GB"]
        call.lexicon = ["en-GB": ["arrears", "owe"]]
        call.threats = ["en-GB": ["bailiff"]]
        call.prompt("identity", "Lakeside, 0161 496 0100.", says: [.businessIdentity, .callbackNumber])
        call.prompt("recording", "Recorded for quality.", says: [.recordingNotice, .recordingPurpose])
        call.prompt(
            "legal_notice", "For your bank; you may dispute it.",
            says: [.legalNotice, .creditorIdentity, .disputeRight], about: .debt)
        call["opening"] = .say("identity", "automated", "recording", "opt_out", bargeIn: .none, to: "party")
        call.universals += [
            Universal(name: "not_now", action: .goto("goodbye")),
            Universal(name: "vulnerable", action: .goto("to_agent")),
            Universal(
                name: "hardship", action: .goto("to_agent"), requiresVerification: true, before: "sorry"),
            Universal(name: "dispute", action: .goto("dispute"), requiresVerification: true, before: "sorry"),
        ]
        call["dispute"] = .commit(.dispute, done: "disputed", else: "disputed")
        call["disputed"] = .say("goodbye", bargeIn: .none, end: .disposition(.dispute))
        call["dispute_again"] = .end(.disposition(.dispute))
        call.bound("dispute", max: 1, then: "dispute_again")
        return worded(call)
    }

    private func worded(_ call: TestCall) -> TestCall {
        var call = call
        for (id, prompt) in call.prompts { call.prompts[id]?.texts["en-GB"] = prompt.texts["en-US"] }
        return call
    }

    @Test func `a call that satisfies it has no findings`() {
        #expect(british().findings().map(\.description) == [])
    }

    @Test(
        arguments: [
            ("not_now", "U3"), ("vulnerable", "U4"), ("hardship", "U5"), ("dispute", "U5"), ("agent", "U2"),
        ] as [(UniversalName, String)])
    func `a caller can say at any time what the rules protect`(command: UniversalName, rule: String) {
        var call = british()
        call.universals.removeAll { $0.name == command }
        #expect(
            call.findings().contains {
                $0.rule == rule && $0.message == "the flow has no universal '\(command)'"
            })
    }

    @Test func `hardship may wait for the verification, and vulnerability may not`() {
        var call = british()
        call.universals.removeAll { $0.name == "vulnerable" }
        call.universals.append(
            Universal(
                name: "vulnerable", action: .goto("to_agent"), requiresVerification: true, before: "sorry"))
        #expect(call.rules() == ["U4"])
    }

    @Test func `no promise is taken from a person who disputes the debt`() {
        var call = british()
        call["disputed"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "save", no: "goodbye")
        let finding = call.findings().first { $0.rule == "C1" }
        #expect(finding?.message == "step 'save' stores a promise of a person who disputes the debt")
        #expect(finding?.notes.contains { $0.contains("'dispute'") } == true)
    }

    @Test func `a long prompt warns`() {
        var call = british()
        let words = Array(repeating: "word", count: 59).joined(separator: " ")
        call.prompt("goodbye", "\(words) end")
        #expect(worded(call).findings() == [])
        call.prompt("goodbye", "\(words) {debtor_name}.")
        let findings = worded(call).findings()
        #expect(Set(findings.map(\.rule)) == ["C2"])
        #expect(findings.allSatisfy { $0.severity == .warning })
        #expect(
            findings.first?.message
                == "step 'goodbye' says prompt 'goodbye' of 61 words in en-GB; at most 60 are allowed"
                || findings.contains { $0.message.contains("of 61 words in en-GB") })
    }

    @Test func `no prompt speaks of courts and bailiffs`() {
        var call = british()
        call.prompt("confirmation", "Or a court will hear of it. {promise_reference}.")
        #expect(worded(call).rules() == ["F13"])
        call.prompt("confirmation", "The bailiff comes. {promise_reference}.")
        #expect(worded(call).rules() == ["F13"])
    }
}
