import Compliance
import Dialog
import FlowFiles
import Testing

/// What a flow changes of its policy: stricter as it likes, looser by a waiver only.
struct PolicyChangeTests {
    private let place = SourcePosition(file: "call.yaml", line: 9, column: 5)

    private func change(
        _ rule: String, _ parameter: String, _ value: WrittenValue, _ waiver: PolicyChange.Waiver? = nil
    ) -> PolicyChange {
        PolicyChange(rule: rule, parameter: parameter, value: value, waiver: waiver, position: place)
    }

    private func waiver(on: String = "2026-02-01", until: String? = nil) throws -> PolicyChange.Waiver {
        PolicyChange.Waiver(
            by: "A. Ruiz", on: try #require(LocalDate(iso: on)), because: "a trial",
            until: try until.map { try #require(LocalDate(iso: $0)) })
    }

    // MARK: Stricter

    @Test func `fewer visits may be asked for`() {
        var call = TestCall()
        call.bound("party", max: 3, then: "goodbye")
        #expect(call.findings() == [])
        call.policyChanges = [change("B1", "most_visits", .one("2"))]
        #expect(
            call.findings().map(\.message) == [
                "step 'party' may be visited 3 times; at most 2 are allowed"
            ])
        #expect(call.rules() == ["B1"])
    }

    @Test func `a promise may need two secrets`() {
        var call = TestCall()
        call.policyChanges = [change("V2", "promise", .one("L2"))]
        #expect(call.rules() == ["V2"])
        #expect(
            call.finding("V2")?.message
                == "step 'save' stores a promise of a person who may be verified only to L1; the policy asks for L2"
        )
        call["birth_date"] = .check("birth_date", pass: "id", else: "goodbye")
        call["id"] = .check("id_last4", pass: "notice", else: "goodbye")
        call.prompt("id_last4", "The last four?")
        #expect(call.findings() == [])
    }

    @Test func `debt content may need two secrets`() {
        var call = TestCall()
        call.policyChanges = [change("F7", "level", .one("L2"))]
        #expect(call.rules().first == "F7")
        #expect(
            call.findings().contains {
                $0.message.hasPrefix("step 'balance' speaks debt content before the person is verified to L2")
            })
    }

    @Test func `more commands, more contents of a notice and more threats may be asked for`() {
        var call = TestCall()
        call.policyChanges = [change("U2", "commands", .list(["agent", "dispute"]))]
        #expect(call.finding("U2")?.message == "the flow has no universal 'dispute'")

        call.policyChanges = [
            change("F13", "words", .list(["mercy"] + threats)), change("F7", "level", .one("L1")),
        ]
        call.prompt("confirmation", "Have mercy. {promise_reference}.")
        #expect(
            call.finding("F13")?.message
                == "step 'thanks' threatens: prompt 'confirmation' says 'mercy', a threat word of the policy")
    }

    /// Those that the policy names.
    private var threats: [String] {
        let rules = PolicyFile.shipped.policy(named: "us-regulation-f")?.rules ?? []
        if case .words(let words) = rules.first(where: { $0.id.rawValue == "F13" })?.settings["words"] {
            return words
        }
        return []
    }

    // MARK: Looser

    @Test func `looser is an error without a waiver`() {
        var call = TestCall()
        call.policyChanges = [change("B1", "most_visits", .one("12"))]
        #expect(
            call.findings().map(\.description) == [
                """
                call.yaml:9:5: error: [X3] 'most_visits' of B1 is 12, looser than the policy's 10
                    what loosens a policy stands under `waivers`, with `by`, `on` and `because`
                """
            ])
        call.policyChanges = [change("F13", "words", .list(["jail", "mercy"]))]
        #expect(call.rules() == ["X3"], "a list that lacks a word is looser, whatever it has besides")
    }

    @Test func `a waiver counts, and is told`() throws {
        var call = TestCall()
        call.bound("party", max: 12, then: "goodbye")
        #expect(call.rules() == ["B1"])
        call.policyChanges = [
            change("B1", "most_visits", .one("12"), try waiver(until: "2026-12-31"))
        ]
        #expect(call.findings() == [])
        #expect(
            call.prover().policy?.waivers.map(\.description) == [
                "[B1] 'most_visits' is 12 instead of 10, until 2026-12-31, waived by A. Ruiz on 2026-02-01: a trial"
            ])
        #expect(call.prover().policy?.waivers.first?.position == place)
    }

    @Test func `a waiver that has ended, or isn't given yet, doesn't count`() throws {
        var call = TestCall()
        call.bound("party", max: 12, then: "goodbye")
        call.policyChanges = [
            change("B1", "most_visits", .one("12"), try waiver(until: "2026-11-25"))
        ]
        #expect(Set(call.rules()) == ["B1", "X3"])
        #expect(call.finding("X3")?.message == "the waiver of 'most_visits' of B1 ended on 2026-11-25")
        #expect(call.prover().policy?.waivers == [])
        call.policyChanges = [change("B1", "most_visits", .one("12"), try waiver(on: "2026-11-27"))]
        #expect(
            call.finding("X3")?.message
                == "the waiver of 'most_visits' of B1 is dated 2026-11-27, after 2026-11-26")
    }

    @Test func `a waiver loosens, or is none`() throws {
        var call = TestCall()
        call.policyChanges = [change("B1", "most_visits", .one("3"), try waiver())]
        #expect(call.finding("X3")?.message.contains("which is not looser than the policy's 10") == true)
    }

    @Test func `debt content is never unlocked by nothing`() throws {
        var call = TestCall()
        call.policyChanges = [change("F7", "level", .one("L0"), try waiver())]
        #expect(call.finding("X3")?.message == "'level' of F7 must be L1 or L2, not 'L0'")
    }

    // MARK: What isn't there

    @Test func `an unknown rule, parameter or value is told with what there is`() {
        var call = TestCall()
        call.policyChanges = [
            change("B9", "most_visits", .one("3")), change("B1", "visits", .one("3")),
            change("F5", "level", .one("L2")), change("V2", "promise", .list(["L2"])),
            change("B1", "most_visits", .one("3")), change("B1", "most_visits", .one("2")),
        ]
        #expect(
            call.findings().map(\.message) == [
                "the policy 'us-regulation-f' has no rule 'B9'; those with parameters are F7, V2, B1, U1, U2, F13, F8, F1, F2",
                "the rule B1 has no parameter 'visits'; it has 'most_visits'",
                "the rule F5 has no parameter 'level'; it has none",
                "'promise' of V2 must be L1 or L2, not the list [L2]",
                "'most_visits' of B1 is changed twice",
            ])
    }

    // MARK: Dates

    @Test func `a rule that isn't in force yet warns and is listed as coming`() {
        var call = TestCall()
        call.policy = "es-recobro"
        call.prompt(
            "legal_notice", "A debt.", says: [.legalNotice, .creditorIdentity, .disputeRight], about: .debt)
        call.prompt("recording", "Recorded.", says: [.recordingNotice, .recordingPurpose])
        #expect(call.findings().map(\.severity) == [.error])
        #expect(call.rules() == ["O3"])
        call.date = LocalDate(iso: "2026-03-02")
        #expect(call.findings().map(\.severity) == [.warning])
        #expect(call.rules() == ["O3"])
        #expect(
            call.findings().first?.notes.last
                == "the rule is in force from 2026-08-02 on, and warns until then")
        #expect(call.prover().policy?.coming.map(\.id.rawValue) == ["O3", "O1"])
    }
}
