import Compliance
import Dialog

/// The machine that answered, as somebody who listens in can tell.
struct WitnessedMachine: Sendable {
    private let isLimited: Bool
    private var answered: WaitOutcome?
    /// Something was said to it.
    private var isTold = false

    init(_ policy: CompliancePolicy?) {
        isLimited = policy?.rules.contains { $0.check == .limitedContent } == true
    }

    /// How a call ends that the machine hangs up; nil if a person may be on the line.
    var impliedDisposition: Disposition? {
        answered == nil ? nil : isTold ? .messageCut : .answeringMachine
    }

    mutating func note(_ outcome: WaitOutcome) {
        if answered == nil || !outcome.isMachine { isTold = false }
        answered = outcome.isMachine ? outcome : nil
    }

    /// Somebody spoke or is expected.
    mutating func isPerson() { answered = nil }

    /// A prompt begins; says what is wrong with that.
    mutating func begins(_ says: Set<Says>) -> String? {
        isTold = isTold || answered != nil
        guard isLimited else { return nil }
        switch (answered, says.contains(.voicemail)) {
        case (.beep?, true), (nil, false): return nil
        case (.some, false): return "something is said to a machine that is no message for one"
        case (.some, true): return "a message is left before the machine's tone"
        case (nil, true): return "a message for a machine is said to a person"
        }
    }
}
