/// A rule that a flow must satisfy: what it says, and where it comes from.
package struct Rule: Sendable, Hashable {
    /// The short name under which findings cite a rule.
    package enum ID: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
        case identityFirst = "F5"
        case legalNotice = "F6"
        case verifiedBeforeDebt = "F7"
        case verifiedBeforeDeciding = "F7d"
        case optOutOffer = "T3"
        case automatedNotice = "O1"
        case recordingNotice = "O2"
        case automatedFirst = "O3"
        case recordingPurpose = "O4"
        case objectionOffer = "O5"
        case legalContents = "L1"
        case noThreats = "F13"
        case confirmedPromise = "P1"
        case spokenReadBack = "P2"
        case boundedLoops = "B1"
        case oneDisposition = "E1"
        case reachable = "R1"
        case assignedBeforeUse = "S1"
        case unspokenSecrets = "S2"
        case optOutAlways = "U1"
        case agentAlways = "U2"
        case optOutObeyed = "V1"
        case verifiedCommit = "V2"
        case wellFormed = "X1"
        case knownPolicy = "X2"

        package var description: String { rawValue }
    }

    package let id: ID
    /// What must hold, in one sentence.
    package let text: String
    /// The regulation, or the promise of this engine, that asks for it.
    package let source: String

    package init(_ id: ID, _ text: String, source: String) {
        self.id = id
        self.text = text
        self.source = source
    }
}

extension Rule {
    /// What every flow must satisfy, whatever its policy; `law` is what forbids to tell others of a debt.
    package static func structural(law: String) -> [Rule] {
        [
            Rule(
                .verifiedBeforeDebt, "No debt content is spoken before the right party is verified.",
                source: law),
            Rule(
                .verifiedBeforeDeciding,
                "No way of the call depends on debt data before the right party is verified.",
                source: "\(law); engine"),
            Rule(
                .confirmedPromise,
                "Everything the caller said in a promise is read back and confirmed before it is stored.",
                source: "engine"),
            Rule(
                .verifiedCommit,
                "A commit is reached only by a person verified to the level that it requires; a settlement requires L2.",
                source: "practice; engine"),
            Rule(.spokenReadBack, "A read-back speaks every value that it confirms.", source: "engine"),
            Rule(.boundedLoops, "Every cycle of steps contains a step with `visits`.", source: "engine"),
            Rule(.oneDisposition, "Every path ends, and in one disposition.", source: "engine"),
            Rule(.reachable, "Every step can be reached.", source: "engine"),
            Rule(.assignedBeforeUse, "A value is known on every path before it is used.", source: "engine"),
            Rule(.unspokenSecrets, "No prompt speaks a secret.", source: "engine"),
            Rule(.wellFormed, "Everything that a flow names exists.", source: "engine"),
            Rule(.knownPolicy, "The policy that a flow names is known.", source: "engine"),
        ]
    }
}
