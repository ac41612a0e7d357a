import Compliance
import Dialog

/// What a person has heard of who calls, as somebody who listens in can tell.
struct WitnessedOpening: Sendable {
    /// What the flow's policy asks for.
    private let asked: Set<RuleCheck>
    private var isNamed = false
    /// What must be the next thing that is said.
    private var due: Set<Says> = []
    /// What was heard to its end.
    private var heard: Set<Says> = []
    /// They asked for no more calls: the order of the opening is of no more use to them.
    private var hasStopped = false

    init(_ policy: CompliancePolicy?) { asked = Set((policy?.rules ?? []).map(\.check)) }

    /// A prompt begins; says what is out of order.
    mutating func begins(_ says: Set<Says>) -> String? {
        if hasStopped || says.contains(.voicemail) { return nil }
        guard isNamed else {
            isNamed = true
            guard says.contains(.businessIdentity) else {
                return asked.contains(.identityFirst) ? "something is said before who calls" : nil
            }
            due = []
            if asked.contains(.optOutOffer), !says.contains(.optOut) { due.insert(.optOut) }
            if asked.contains(.automatedFirst), !says.contains(.automatedNotice) {
                due.insert(.automatedNotice)
            }
            return nil
        }
        let missing = due.subtracting(says).min { $0.rawValue < $1.rawValue }
        due = []
        return missing.map { "something else is said where '\($0.rawValue)' must be" }
    }

    mutating func heard(_ playback: Playback, _ catalogue: PromptCatalogue) {
        heard.formUnion(playback.prompts.flatMap { catalogue.declarations[$0.prompt]?.says ?? [] })
    }

    /// What must be known before anything is asked, and isn't.
    func problemOfAsking(isRecorded: Bool) -> String? {
        if hasStopped { return nil }
        let needed: [(RuleCheck, Says)] = [
            (.automatedNotice, .automatedNotice), (.recordingNotice, .recordingNotice),
            (.recordingPurpose, .recordingPurpose), (.objectionOffer, .optOut),
        ]
        for (check, says) in needed where asked.contains(check) && !heard.contains(says) {
            if !isRecorded, says == .recordingNotice || says == .recordingPurpose { continue }
            return "a question is put before '\(says.rawValue)' was heard"
        }
        return nil
    }

    mutating func note(_ event: DialogEvent) {
        if case .answer(let answer) = event, answer.meaning == .universal(.stopCalling) { hasStopped = true }
    }

    /// Somebody else answers, or another language is spoken: nothing was heard yet.
    mutating func startsAnew() {
        isNamed = false
        due = []
        heard = []
    }
}
