import Compliance
import Dialog
import Testing

/// A command for another language: the same person, who has heard nothing in it.
struct LanguageProofTests {
    /// The usual call in two languages; the command leads to `goto`.
    private static func call(to goto: StepID = "reopening") -> TestCall {
        var call = TestCall()
        call.languages = ["en-US", "es-US"]
        for (id, prompt) in call.prompts {
            call.prompts[id]?.texts["es-US"] = prompt.texts["en-US"]?.replacing("a debt", with: "una deuda")
        }
        call.lexicon["es-US"] = ["deuda"]
        call.universals.append(
            Universal(
                name: "language", action: .goto(goto), language: .other,
                position: SourcePosition(file: "call.yaml", line: 99, column: 1)))
        call["reopening"] = .say("identity", "opt_out", "automated", "recording", bargeIn: .none, to: "known")
        call["known"] = .decide(
            .field(.verifiedLevel), .atLeast(.literal(.level(.l1))), then: .step("notice"),
            else: .step("party"))
        call.bound("reopening", max: 3, then: "quiet")
        return call
    }

    @Test func `a command that leads through the opening and the legal notice again is proved`() {
        #expect(Self.call().findings() == [])
    }

    @Test func `the legal notice is given again before any debt content`() {
        var call = Self.call()
        call["known"] = .decide(
            .field(.verifiedLevel), .atLeast(.literal(.level(.l1))), then: .step("balance"),
            else: .step("party"))
        let finding = call.finding("F6")
        #expect(
            finding?.message.hasPrefix("step 'balance' speaks debt content before the legal notice") == true)
        #expect(
            finding?.notes.contains {
                $0.hasSuffix(
                    "the caller asks for another language by 'language', and has heard nothing in it → reopening"
                )
            } == true)
    }

    @Test func `who calls is said again`() {
        var call = Self.call(to: "known")
        call.bound("known", max: 3, then: "quiet")
        call.remove("reopening")
        #expect(Set(call.rules()).isSuperset(of: ["F5", "O1", "O2"]))
    }

    @Test func `the person stays verified`() {
        var call = Self.call()
        call["known"] = .decide(
            .field(.verifiedLevel), .atLeast(.literal(.level(.l1))), then: .step("notice"),
            else: .step("goodbye"))
        #expect(call.findings() == [])
    }

    @Test func `what was confirmed in the other language is confirmed again`() {
        var call = Self.call()
        call["read_back"] = .yesNo("read_back", confirms: ["amount", "due"], yes: "sure", no: "goodbye")
        call["sure"] = .yesNo("sorry", yes: "save", no: "goodbye")
        #expect(call.findings() == [])
        call["notice"] = .say("legal_notice", bargeIn: .none, to: "again")
        call["again"] = .decide(.field("amount"), .isSet, then: .step("dated"), else: .step("balance"))
        call["dated"] = .decide(.field("due"), .isSet, then: .step("save"), else: .step("balance"))
        #expect(call.rules() == ["P1"])
    }

    @Test func `changing to and fro is bounded`() {
        var call = Self.call()
        call.steps.removeAll { $0.id == "reopening" }
        call["reopening"] = .say("identity", "opt_out", "automated", "recording", bargeIn: .none, to: "known")
        #expect(call.rules() == ["B1"])
    }
}
