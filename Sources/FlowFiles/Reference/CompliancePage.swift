package import Compliance
import Dialog

/// The page that says what the policies ask, what the checks mean and what they don't prove.
package enum CompliancePage {
    /// The page in Markdown.
    package static func text(_ policies: PolicyBook) -> String {
        let sections = policies.policies.map(section) + [checks(policies), own]
        return introduction + sections.joined(separator: "\n\n") + "\n"
    }

    private static func section(_ policy: CompliancePolicy) -> String {
        let rows = policy.rules.map { rule in
            let start = rule.effectiveFrom?.description ?? "always"
            let severity = rule.severity == .warning ? " (warns)" : ""
            return
                "| \(rule.id) | \(rule.text)\(severity) | `\(rule.check.rawValue)` | \(settings(of: rule)) | \(start) | \(rule.source) |"
        }
        return
            ([
                "## `\(policy.name)`", "", policy.title, "",
                "| rule | what must hold | check | parameters | in force from | source |",
                "|---|---|---|---|---|---|",
            ] + rows).joined(separator: "\n")
    }

    private static func settings(of rule: Rule) -> String {
        rule.check.parameters.compactMap { parameter in
            rule.settings[parameter.name].map { "`\(parameter.name): \($0)`" }
        }.joined(separator: " ")
    }

    private static func checks(_ policies: PolicyBook) -> String {
        let rows = RuleCheck.allCases.map { check in
            let named = policies.policies.flatMap { $0.rules }.filter { $0.check == check }.map(\.id)
            let rules = Set(named).sorted().map(\.rawValue).joined(separator: ", ")
            let parameters = check.parameters.map { "`\($0.name)`: \($0.form); \($0.direction)" }
            let cells = [
                "`\(check.rawValue)`", rules, check.meaning, check.unproved,
                parameters.joined(separator: " "),
            ]
            return "| \(cells.joined(separator: " | ")) |"
        }
        return
            ([
                "## What the checks mean", "",
                "Proved is what holds on every path that the flow file allows, every outcome of every step taken to be possible. Never proved is what no flow file shows: "
                    + "that a word was heard rightly, that a record is right, and whether and when a number may be called.",
                "",
                "| check | rules | what is shown of a flow that passes | what isn't proved | parameters |",
                "|---|---|---|---|---|",
            ] + rows).joined(separator: "\n")
    }

    private static let introduction = """
        # Compliance

        A flow names its policy, such as `policy: us-regulation-f`, and is run only if `promesa check` proves every rule of it. A finding cites its rule in
        brackets: `error: [F7] …`, with the shortest path by which a call gets there. `promesa check --explain F7` says here what this page says.

        **This is no legal advice.** The rules are our own short words for those of the sources, chosen for what a flow file can show. A flow that passes has been proved to
        do what stands under its rules, and nothing else: it doesn't make a call lawful. When and how often you may call, whom, and with which words, is between you and your lawyer.
        What is asked in Spain and in the United Kingdom, and what is left to you, is on pages of their own: [Spain](compliance-es.md), [United Kingdom](compliance-uk.md).

        A rule binds from its first day on; before that it warns, and is listed as coming (`promesa check --on 2026-03-02` checks as of a day). A rule that warns refuses nothing.
        A flow may make a parameter stricter, and looser only by [a waiver](flow-language.md#the-policy), which every report lists. Rules that are in force `always` are the
        engine's: no policy is without them.

        This page is written from the policies themselves (`Sources/FlowFiles/Policies/Shipped`) and from the checks; a test compares them.


        """

    private static let own = """
        ## A policy of your own

        Put it into `Policies/NAME.yaml` beside `Flows`, and name it in the flow. It may extend a policy of promesa's; what a rule leaves out is then as it stands there, and a
        rule that is restated may only become stricter. Without `extends` it has the engine's rules and its own.

        ```yaml
        policy: our-house
        title: Regulation F, and what we have promised the creditor.
        extends: us-regulation-f
        rules:
          F7:                                  # restated: two secrets before debt content
            parameters: {level: L2}
          H1:                                  # a rule of our own
            check: live_commands
            text: The caller can speak of hardship in every listening step.
            source: our contract, clause 4
            effective_from: 2026-07-01
            severity: error                    # or warning
            parameters: {commands: [hardship], from: verified}
        ```

        A rule has a name of a capital letter and up to 15 letters, digits or `-`. But for `live_commands`, a policy has one rule of a check.
        """
}
