import Compliance
import Dialog
import FlowFiles
import Testing

/// Policies as files: the shipped ones, an operator's own, and what is wrong with them.
struct PolicyFileTests {
    private func load(_ text: String, file: String = "Policies/ours.yaml") -> LoadedPolicies {
        PolicyFile.parse(Array(text.utf8), file: file)
    }

    private func problems(_ text: String, file: String = "Policies/ours.yaml") -> [String] {
        load(text, file: file).diagnostics.map(\.description)
    }

    /// A policy of an operator that has this rule.
    private func ours(_ rule: String, extends: String = "us-regulation-f") -> String {
        "policy: ours\ntitle: Our own.\nextends: \(extends)\nrules:\n  \(rule)\n"
    }

    @Test func `every shipped policy has every rule of the engine, always in force`() {
        #expect(PolicyFile.shipped.policies.count >= 2)
        for policy in PolicyFile.shipped.policies {
            let checks = policy.rules.filter { $0.effectiveFrom == nil }.map(\.check)
            #expect(Set(checks) == Set(RuleCheck.allCases.filter(\.isOfEngine)))
            #expect(policy.rules.filter { $0.check.isOfEngine }.allSatisfy { $0.severity == .error })
        }
    }

    @Test func `a policy of one's own has the rules of the one that it extends, and its own`() throws {
        let loaded = load(
            ours(
                """
                H1:
                    check: live_commands
                    text: The caller can speak of hardship.
                    source: our promise
                    effective_from: 2026-01-01
                    severity: warning
                    parameters: {commands: [hardship], from: verified}
                  F7:
                    parameters: {level: L2}
                """))
        #expect(loaded.diagnostics.map(\.description) == [])
        let ours = try #require(loaded.policies.policy(named: "ours"))
        let theirs = try #require(loaded.policies.policy(named: "us-regulation-f"))
        #expect(ours.rules.map(\.id) == theirs.rules.map(\.id) + [Rule.ID("H1")])
        #expect(ours.rules[0].settings == ["level": .level(.l2)])
        #expect(ours.rules[0].source == theirs.rules[0].source, "what is left out is inherited")
        #expect(ours.rules.last?.severity == .warning)
        #expect(ours.rules.last?.effectiveFrom == LocalDate(iso: "2026-01-01"))
        #expect(
            ours.rules.last?.settings == ["commands": .words(["hardship"]), "from": .word("verified")])
    }

    @Test func `a rule that is restated may only become stricter`() {
        #expect(
            problems(ours("B1: {parameters: {most_visits: 20}}")) == [
                "Policies/ours.yaml:5:3: error: the rule 'B1' has 'most_visits' 20, looser than 10; "
                    + "a rule that is restated may only become stricter"
            ])
        #expect(problems(ours("F5: {severity: warning}")).first?.contains("'F5' only warns;") == true)
        #expect(
            problems(ours("F5: {effective_from: 2031-01-01}")).first?.contains("comes into force later;")
                == true)
        #expect(
            problems(ours("F5: {check: opt_out_obeyed}")).first?.contains(
                "restates a rule whose check is 'business_identity_first'")
                == true || problems(ours("F5: {check: opt_out_obeyed}")).first?.contains("V1") == true)
        #expect(
            problems(ours("F7: {effective_from: 2031-01-01}")) == [
                "Policies/ours.yaml:5:8: error: 'effective_from' does not fit in the rule 'F7': "
                    + "it is the engine's, and always in force"
            ])
    }

    @Test func `unknown checks, parameters, words and types are told where they stand`() {
        #expect(
            problems(ours("H1: {check: bounded_loop, text: T., source: S, effective_from: 2026-01-01}"))
                .first?.hasPrefix("Policies/ours.yaml:5:15: error: 'check' of the rule 'H1' must be one of")
                == true)
        #expect(
            problems(ours("B1: {parameters: {most_visit: 3}}")) == [
                "Policies/ours.yaml:5:21: error: the check 'bounded_loops' has no parameter 'most_visit'; "
                    + "it has 'most_visits'; did you mean 'most_visits'?"
            ])
        #expect(
            problems(ours("B1: {parameters: {most_visits: many}}")) == [
                "Policies/ours.yaml:5:34: error: 'most_visits' of the rule 'B1' must be a number from 1 to 20, "
                    + "not 'many'"
            ])
        #expect(
            problems(ours("F13: {parameters: {words: jail}}")) == [
                "Policies/ours.yaml:5:29: error: 'words' of the rule 'F13' must be a list of words in lower case, "
                    + "not 'jail'"
            ])
        #expect(
            problems(ours("F5: {effective_from: tomorrow}")) == [
                "Policies/ours.yaml:5:24: error: 'effective_from' of the rule 'F5' must be a date such as "
                    + "2026-03-15, not 'tomorrow'"
            ])
        #expect(
            problems(ours("F5: {severty: error}")) == [
                "Policies/ours.yaml:5:8: error: the rule 'F5' has an unknown key 'severty'; did you mean 'severity'?"
            ])
        #expect(problems(ours("f5: {}")).first?.contains("'f5' is no name of a rule") == true)
    }

    @Test func `a new rule says everything`() {
        #expect(
            problems(ours("H1: {check: live_commands}")) == [
                "Policies/ours.yaml:5:7: error: the rule 'H1' needs 'effective_from'",
                "Policies/ours.yaml:5:7: error: the rule 'H1' needs 'text', 'source'",
                "Policies/ours.yaml:5:7: error: the rule 'H1' needs the parameter 'commands'",
                "Policies/ours.yaml:5:7: error: the rule 'H1' needs the parameter 'from'",
            ])
    }

    @Test func `one rule has a check, but for the commands`() {
        #expect(
            problems(
                ours(
                    "H1: {check: no_threats, text: T., source: S, effective_from: 2026-01-01, parameters: {words: [x]}}"
                )) == [
                    "Policies/ours.yaml:5:3: error: the rule 'H1' has the check of the rule F13, 'no_threats'; "
                        + "one rule may have it"
                ])
    }

    @Test func `what promesa ships can't be replaced, and only that can be extended`() {
        let stolen = "policy: us-regulation-f\ntitle: T.\nrules: {}\n"
        #expect(
            problems(stolen, file: "Policies/us-regulation-f.yaml") == [
                "Policies/us-regulation-f.yaml:1:9: error: promesa has a policy 'us-regulation-f' itself, which "
                    + "can't be replaced; give yours another name and write 'extends: us-regulation-f'"
            ])
        #expect(
            problems(ours("F5: {}", extends: "us-regulation-g")).first?.hasPrefix(
                "Policies/ours.yaml:3:10: error: 'extends' of the policy must be one of us-regulation-f")
                == true)
        #expect(
            problems("policy: theirs\ntitle: T.\nrules: {}\n") == [
                "Policies/ours.yaml:1:9: error: the policy is named 'theirs', but its file is 'ours.yaml'; "
                    + "make them equal"
            ])
    }

    @Test func `there need be no folder of policies`() {
        let loaded = PolicyFile.load(folder: "/nowhere/Policies")
        #expect(loaded.diagnostics == [])
        #expect(loaded.policies == PolicyFile.shipped)
        #expect(PolicyFile.defaultFolder(forFlow: "project/Flows/x.yaml") == "project/Policies")
    }

    // MARK: What flows change

    private func flow(_ head: String) -> ParsedFlow {
        let text = """
            flow: x
            version: 1
            languages: [en-US]
            policy: us-regulation-f
            \(head)
            start: close
            steps:
              close: {end: no_response}
            """
        return FlowParser.parse(Array(text.utf8), file: "Flows/x.yaml")
    }

    @Test func `a flow says what it makes stricter, and what it has waived`() throws {
        let parsed = flow(
            """
            stricter:
              - {rule: V2, parameter: promise, value: L2}
            waivers:
              - {rule: F13, parameter: words, value: [jail], by: A. Ruiz, on: 2026-02-01, because: a trial, until: 2026-03-01}
            """)
        #expect(parsed.diagnostics.map(\.description) == [])
        let changes = try #require(parsed.flow).policyChanges
        #expect(
            changes == [
                PolicyChange(
                    rule: "V2", parameter: "promise", value: .one("L2"),
                    position: SourcePosition(file: "Flows/x.yaml", line: 6, column: 5)),
                PolicyChange(
                    rule: "F13", parameter: "words", value: .list(["jail"]),
                    waiver: PolicyChange.Waiver(
                        by: "A. Ruiz", on: try #require(LocalDate(iso: "2026-02-01")), because: "a trial",
                        until: LocalDate(iso: "2026-03-01")),
                    position: SourcePosition(file: "Flows/x.yaml", line: 8, column: 5)),
            ])
    }

    @Test(
        arguments: [
            (
                "waivers:\n  - {rule: B1, parameter: most_visits, value: 12, by: A. Ruiz, on: 2026-02-01}",
                "6:5: error: a waiver needs 'because'"
            ),
            (
                "waivers:\n  - {rule: B1, parameter: most_visits, value: 12, by: A, on: yesterday, because: c}",
                "6:62: error: 'on' of a waiver must be a date such as 2026-03-15, not 'yesterday'"
            ),
            (
                "waivers:\n  - {rule: B1, parameter: most_visits, value: 1, by: A, on: 2026-02-02, because: c, until: 2026-02-01}",
                "6:85: error: 'until' of a waiver is before 'on'"
            ),
            (
                "stricter:\n  - {rule: B1, parameter: most_visits, value: 3, by: A. Ruiz}",
                "6:50: error: a value under 'stricter' has an unknown key 'by'"
            ),
            ("stricter: {B1: 3}", "5:11: error: 'stricter' must be a list, not a mapping"),
        ])
    func `what is missing or wrong is told where it stands`(head: String, message: String) {
        #expect(flow(head).diagnostics.map(\.description) == ["Flows/x.yaml:\(message)"])
    }
}
