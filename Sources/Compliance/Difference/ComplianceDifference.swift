import Dialog

/// What changes in what is proved of a flow.
struct ComplianceDifference {
    /// Violations that are new.
    let broken: [Diagnostic]
    let newPolicy: PolicyInForce?
    private let mended: [Diagnostic]
    private let settings: [String]
    private let standings: [String]
    private let endings: [String]

    init(from old: FlowDifference.Version, to new: FlowDifference.Version) {
        let (first, second) = (Self.prover(of: old), Self.prover(of: new))
        let before = RootCauses(of: first.findings(), under: first.policy).findings
        let after = RootCauses(of: second.findings(), under: second.policy).findings
        newPolicy = second.policy
        settings = Self.settings(from: first.policy, to: second.policy)
        let known = Set(before.map(Finding.init))
        let left = Set(after.map(Finding.init))
        broken = after.filter { !known.contains(Finding($0)) }
        mended = before.filter { !left.contains(Finding($0)) }
        standings = Self.standings(from: old, to: new)
        endings = Self.endings(from: old.program, to: new.program)
    }

    /// A finding wherever it stands: lines move.
    private struct Finding: Hashable {
        let rule: String?
        let message: String

        init(_ finding: Diagnostic) {
            rule = finding.rule
            message = finding.message
        }
    }

    private static func prover(of version: FlowDifference.Version) -> ComplianceProver {
        ComplianceProver(
            program: version.program, catalogue: version.catalogue, policies: version.policies,
            on: version.date)
    }

    /// What is asked of the flow now, and was not before.
    private static func settings(from old: PolicyInForce?, to new: PolicyInForce?) -> [String] {
        guard let old, let new, old.policy.name == new.policy.name else { return [] }
        let waivers = MemberDifference(
            from: old.waivers.map(\.description), to: new.waivers.map(\.description))
        let before = Dictionary(
            old.rules.map { ($0.id, $0.settings) }, uniquingKeysWith: { first, _ in first })
        let changes = new.rules.flatMap { rule in
            rule.settings.sorted { $0.key < $1.key }.compactMap { name, value in
                before[rule.id]?[name].flatMap { known in
                    known == value ? nil : "'\(name)' of \(rule.id) is now \(value), before \(known)"
                }
            }
        }
        return changes + waivers.added.map { "a waiver is new: \($0)" }
            + waivers.removed.map { "a waiver is gone: \($0)" }
    }

    var lines: [String] {
        let verdict =
            broken.isEmpty && mended.isEmpty
            ? []
            : broken.map { "now breaks \(text($0))" }
                + mended.map { "no longer breaks \(text($0))" }
        return verdict + settings + standings + endings
    }

    private func text(_ finding: Diagnostic) -> String {
        "\(finding.rule.map { "[\($0)] " } ?? "")\(finding.message)"
    }

    // MARK: Who may be where

    private static func standings(
        from old: FlowDifference.Version, to new: FlowDifference.Version
    ) -> [String] {
        let before = boxes(of: FlowPicture(old.program, catalogue: old.catalogue))
        var changes: [String: [String]] = [:]
        for box in FlowPicture(new.program, catalogue: new.catalogue).groups.flatMap(\.boxes) {
            guard let known = before[box.id], case .step = box.kind else { continue }
            if known.standing != box.standing {
                let change = "\(phrase(box.standing)), where before \(phrase(known.standing))"
                changes[change, default: []].append(box.title)
            }
            if known.speaksDebt != box.speaksDebt {
                changes["debt content is \(box.speaksDebt ? "now" : "no longer") spoken", default: []]
                    .append(box.title)
            }
        }
        return changes.sorted { $0.key < $1.key }.map { change, steps in
            "\(change): at " + steps.map { "'\($0)'" }.joined(separator: ", ")
        }
    }

    private static func boxes(of picture: FlowPicture) -> [String: FlowPicture.Box] {
        Dictionary(
            picture.groups.flatMap(\.boxes).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func phrase(_ standing: FlowPicture.Standing) -> String {
        switch standing {
        case .unverified: "nobody is verified"
        case .verified: "the right party is verified on every path"
        case .either: "the right party is verified on some paths only"
        case .unreached: "no call gets there"
        }
    }

    // MARK: How calls end

    private static func endings(from old: FlowProgram, to new: FlowProgram) -> [String] {
        let dispositions = MemberDifference(from: endings(of: old), to: endings(of: new))
        return dispositions.added.map { "a call may now end with '\($0.word)'" }
            + dispositions.removed.map { "no call ends with '\($0.word)' any more" }
    }

    private static func endings(of program: FlowProgram) -> [Disposition] {
        let found = program.flows.flatMap { flow in flow.steps.compactMap { $0.kind.ownDisposition } }
        return Set(found).sorted { $0.word < $1.word }
    }
}

extension StepKind {
    /// The disposition that the step itself names.
    fileprivate var ownDisposition: Disposition? {
        switch self {
        case .say(let say):
            if case .end(.disposition(let disposition)) = say.then { disposition } else { nil }
        case .end(let ending):
            if case .disposition(let disposition) = ending { disposition } else { nil }
        case .ask, .check, .decide, .run, .commit, .transfer, .wait, .return: nil
        }
    }
}
