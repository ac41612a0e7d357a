package import Compliance
import Counterproof
package import Dialog

/// What the prover and a walk of every path say of one program.
package struct ProofTrial: Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        /// It names what does not exist: no file of it can be read.
        case invalid
        case violating
        case clean
        /// The walk did not come to an end; what it found until then is compared.
        case undecided
    }

    package let outcome: Outcome
    /// What one of the two says and the other doesn't, a line each; empty if they agree.
    package private(set) var disagreements: [String] = []
    /// The checks that the walk found violated, as policies write them.
    package private(set) var violated: Set<String> = []
    /// What a call does wrong only if it enters a step more or less often than it can.
    package private(set) var impossible: [String] = []

    package var isAgreed: Bool { disagreements.isEmpty }

    /// Tries both on a program; its policy must be known.
    package init(
        _ program: FlowProgram, catalogue: PromptCatalogue, policies: PolicyBook, on date: LocalDate
    ) {
        let prover = ComplianceProver(program: program, catalogue: catalogue, policies: policies, on: date)
        guard let policy = prover.policy else {
            outcome = .undecided
            disagreements = ["the policy is not known"]
            return
        }
        let findings = prover.findings()
        guard !program.hasLooseEnds(catalogue) else {
            outcome = .invalid
            let isRefused = findings.contains { policy.check(of: $0) == .wellFormed }
            disagreements = isRefused ? [] : ["the prover does not see that something is named in vain"]
            return
        }
        let walk = FlowWalk(program, catalogue: catalogue, terms: WalkTerms(policy))
        let proved = Set(findings.map { Claim($0, under: policy) })
        let walked = Set(walk.violations.filter { policy.asks(for: $0.check) }.map(Claim.init))
        violated = Set(walked.map(\.check))
        impossible = walk.impossible.map(\.description).sorted()
        switch walk.verdict {
        case .decided: outcome = walked.isEmpty ? .clean : .violating
        case .undecided: outcome = .undecided
        }
        disagreements = Self.differences(proved: proved, walked: walked, isWhole: outcome != .undecided)
    }

    private struct Claim: Hashable {
        let check: String
        let place: String

        init(check: String, place: String) {
            self.check = check
            self.place = check == Violation.Check.loop.rawValue ? "" : place
        }

        init(_ violation: Violation) { self.init(check: violation.check.rawValue, place: violation.place) }

        /// Of a finding: the step, or the command, is the first thing that its message quotes.
        init(_ finding: Diagnostic, under policy: PolicyInForce) {
            let check = policy.check(of: finding)
            let quoted = finding.message.split(separator: "'", omittingEmptySubsequences: false)
            let isNamed = quoted.count > 1 && (quoted[0].hasSuffix("step ") || check == .liveCommands)
            self.init(check: check?.rawValue ?? "none", place: isNamed ? String(quoted[1]) : "")
        }
    }

    /// Of these the prover tells only the first breach on each path, so that not every place is named.
    private static let toldOnce: Set<String> = Set(
        [
            Violation.Check.identity, .notice, .optOutNext, .machineNext, .machine, .recording, .purpose,
            .optOut, .stop,
        ].map(\.rawValue))

    private static func differences(proved: Set<Claim>, walked: Set<Claim>, isWhole: Bool) -> [String] {
        let known = Set(proved.map(\.check))
        let missed = walked.subtracting(proved).filter {
            !(toldOnce.contains($0.check) && known.contains($0.check))
        }
        let invented = isWhole ? proved.subtracting(walked) : []
        return missed.map { "the prover does not find \($0.check) at '\($0.place)'" }.sorted()
            + invented.map { "no path shows \($0.check) at '\($0.place)'" }.sorted()
    }
}

extension PolicyInForce {
    fileprivate func check(of finding: Diagnostic) -> RuleCheck? {
        rules.first { $0.id.rawValue == finding.rule }?.check
    }

    fileprivate func asks(for check: Violation.Check) -> Bool {
        rules.contains { $0.check.rawValue == check.rawValue }
    }

    fileprivate func settings(_ check: RuleCheck, _ name: String) -> [RuleSetting] {
        rules.filter { $0.check == check }.compactMap { $0.settings[name] }
    }
}

extension WalkTerms {
    /// What a policy in force asks for.
    fileprivate init(_ policy: PolicyInForce) {
        self.init()
        if case .level(let level)? = policy.settings(.verifiedBeforeDebt, "level").first { debtLevel = level }
        if case .level(let level)? = policy.settings(.verifiedCommit, "promise").first {
            promiseLevel = level
        }
        if case .number(let most)? = policy.settings(.boundedLoops, "most_visits").first { mostVisits = most }
        if case .words(let says)? = policy.settings(.legalContents, "says").first { legalContents = says }
        if case .words(let words)? = policy.settings(.noThreats, "words").first { threats = words }
        commands = policy.rules.filter { $0.check == .liveCommands }.flatMap { rule -> [Command] in
            guard case .words(let names)? = rule.settings["commands"] else { return [] }
            let isForEveryone = rule.settings["from"] == .word("answer")
            return names.map { Command(UniversalName($0), isForEveryone: isForEveryone) }
        }
    }
}
