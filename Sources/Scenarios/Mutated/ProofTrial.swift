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

    /// What is wrong, and where: the step, or the command; empty for the whole flow.
    package struct Claim: Sendable, Hashable, Comparable, CustomStringConvertible {
        package let check: String
        package let place: String

        package var description: String { place.isEmpty ? check : "\(check) at '\(place)'" }

        package static func < (left: Claim, right: Claim) -> Bool {
            (left.check, left.place) < (right.check, right.place)
        }
    }

    package let outcome: Outcome
    /// What a call can do wrong and the prover doesn't say, as far as it tells every breach of the check.
    package private(set) var missed: [Claim] = []
    /// What the prover says of calls that enter a step more or less often than they can.
    ///
    /// The walk found the same, and found it gone once it counted the visits.
    package private(set) var cautious: [Claim] = []
    /// What the prover says and no walk shows.
    package private(set) var invented: [Claim] = []
    /// What kept the two from being compared.
    package private(set) var problem: String?
    /// The checks that the walk found violated, as policies write them.
    package private(set) var violated: Set<String> = []
    /// What a call does wrong only if it enters a step more or less often than it can.
    package private(set) var impossible: [Claim] = []

    /// Whether the two say the same, but for caution.
    package var isAgreed: Bool { missed.isEmpty && invented.isEmpty && problem == nil }

    /// What one of the two says and the other doesn't, a line each, without what is only caution.
    package var disagreements: [String] {
        [problem].compactMap { $0 } + missed.map { "the prover does not find \($0)" }
            + invented.map { "no path shows \($0)" }
    }

    /// Tries both on a program, whose policy must be known, with a walk that gives up after so many positions.
    package init(
        _ program: FlowProgram, catalogue: PromptCatalogue, policies: PolicyBook, on date: LocalDate,
        positions: Int = MutationTrials.usualPositions
    ) {
        let prover = ComplianceProver(program: program, catalogue: catalogue, policies: policies, on: date)
        guard let policy = prover.policy else {
            outcome = .undecided
            problem = "the policy is not known"
            return
        }
        let findings = prover.findings()
        guard !program.hasLooseEnds(catalogue) else {
            outcome = .invalid
            let isRefused = findings.contains { policy.check(of: $0) == .wellFormed }
            problem = isRefused ? nil : "the prover does not see that something is named in vain"
            return
        }
        let walk = FlowWalk(program, catalogue: catalogue, terms: WalkTerms(policy), limit: positions)
        let proved = Set(findings.map { Claim($0, under: policy) })
        let walked = Set(walk.violations.filter { policy.asks(for: $0.check) }.map(Claim.init))
        violated = Set(walked.map(\.check))
        impossible = walk.impossible.map(Claim.init).sorted()
        switch walk.verdict {
        case .decided: outcome = walked.isEmpty ? .clean : .violating
        case .undecided: outcome = .undecided
        }
        compare(proved: proved, walked: walked)
    }

    /// Of these the prover tells only the first breach on each path, so that not every place is named.
    private static let toldOnce: Set<String> = Set(
        [
            Violation.Check.identity, .notice, .optOutNext, .machineNext, .machine, .recording, .purpose,
            .optOut, .stop,
        ].map(\.rawValue))

    private mutating func compare(proved: Set<Claim>, walked: Set<Claim>) {
        let known = Set(proved.map(\.check))
        missed = walked.subtracting(proved).filter {
            !(Self.toldOnce.contains($0.check) && known.contains($0.check))
        }.sorted()
        guard outcome != .undecided else { return }
        let beyond = proved.subtracting(walked)
        cautious = beyond.intersection(impossible).sorted()
        invented = beyond.subtracting(impossible).sorted()
    }
}

extension ProofTrial.Claim {
    fileprivate init(_ violation: Violation) {
        self.init(violation.check.rawValue, at: violation.place)
    }

    /// Of a finding: the step, or the command, is the first thing that its message quotes.
    fileprivate init(_ finding: Diagnostic, under policy: PolicyInForce) {
        let check = policy.check(of: finding)
        let quoted = finding.message.split(separator: "'", omittingEmptySubsequences: false)
        let isNamed = quoted.count > 1 && (quoted[0].hasSuffix("step ") || check == .liveCommands)
        self.init(check?.rawValue ?? "none", at: isNamed ? String(quoted[1]) : "")
    }

    /// A loop has no place of its own.
    private init(_ check: String, at place: String) {
        self.check = check
        self.place = check == Violation.Check.loop.rawValue ? "" : place
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
        if case .words(let says)? = policy.settings(.limitedContent, "says").first {
            messageContents = Set(says)
        }
        if case .words(let words)? = policy.settings(.noThreats, "words").first { threats = words }
        commands = policy.rules.filter { $0.check == .liveCommands }.flatMap { rule -> [Command] in
            guard case .words(let names)? = rule.settings["commands"] else { return [] }
            let isForEveryone = rule.settings["from"] == .word("answer")
            return names.map { Command(UniversalName($0), isForEveryone: isForEveryone) }
        }
    }
}
