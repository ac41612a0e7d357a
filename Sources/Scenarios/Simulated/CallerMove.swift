package import Dialog

/// One thing that happens to a simulated call: what the caller does, what a part of the system answers, or what fails.
///
/// A move names no playback, step or value of the call, so that a script of moves still makes sense when some are
/// taken out: what doesn't fit the moment is left out when the script is run.
package enum CallerMove: Sendable, Hashable {
    /// How surely something is heard: a `confidence` in percent.
    package typealias Percent = Int

    /// What plays is heard to its end.
    case promptEnds
    /// The caller begins to speak.
    case speaks
    /// What began as speech was none.
    case coughs
    /// The caller presses the first key of an entry.
    case presses
    /// Nobody says anything until a timer runs out.
    case silence
    /// An answer that fits what is asked; `pick` chooses which, out of limits included.
    case answers(pick: UInt64, InputMode, Percent)
    /// Yes, where it fits what is asked.
    case agrees(InputMode)
    /// The command with this number among those that are listened for.
    case commands(pick: UInt64, InputMode, Percent)
    /// The opt-out.
    case stops(InputMode, Percent)
    /// Something that no grammar takes.
    case mumbles(InputMode)
    /// The answer to an identity question is compared.
    case proves(Verdict, InputMode)
    case isFound(WaitOutcome)
    case storeAnswers(StoreFate)
    case transferEnds(TransferOutcome)
    case hangsUp
    case fails(CallFault)
    /// Something that was overtaken and arrives all the same, such as the end of a prompt that was cut.
    case late(pick: UInt64)

    package enum StoreFate: String, Sendable, Hashable, CaseIterable { case done, failed, duplicate }
}

extension CallerMove: CustomStringConvertible {
    package var description: String {
        switch self {
        case .promptEnds: "the prompt ends"
        case .speaks: "begins to speak"
        case .coughs: "coughs"
        case .presses: "presses a key"
        case .silence: "silence"
        case .answers(let pick, let mode, let percent): "answers, pick \(pick), by \(mode), \(percent) %"
        case .agrees(let mode): "yes by \(mode)"
        case .commands(let pick, let mode, let percent): "command, pick \(pick), by \(mode), \(percent) %"
        case .stops(let mode, let percent): "stop by \(mode), \(percent) %"
        case .mumbles(let mode): "nonsense by \(mode)"
        case .proves(let verdict, let mode): "identity answer by \(mode): \(verdict)"
        case .isFound(let outcome): "on the line: \(outcome)"
        case .storeAnswers(let fate): "the store: \(fate)"
        case .transferEnds(let outcome): "the transfer: \(outcome)"
        case .hangsUp: "hangs up"
        case .fails(let fault): "fault: \(fault)"
        case .late(let pick): "something late, pick \(pick)"
        }
    }
}
