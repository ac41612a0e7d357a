// A part of the system failed.
extension DialogMachine {
    /// Goes where the step, its flow or the root flow says; ends the call as failed if none does, or for the second time.
    ///
    /// While something is written, or an opt-out is in doubt, that comes first. A leak that was stopped ends the call.
    mutating func failed(_ fault: CallFault) {
        guard !hasFaulted, canGoOn(after: fault), let target = faultTarget else {
            return leaveTheLine(.failed)
        }
        hasFaulted = true
        depart(.fault)
        effects += [.stopPlayback, .cancelTimer(.noInput)]
        if case .transferring = state { effects += [.cancelTimer(.transfer), .cancelTransfer] }
        effects.append(.left(frame.step, "fault"))
        go(to: target)
    }

    private func canGoOn(after fault: CallFault) -> Bool {
        switch fault {
        case .media, .disclosureRefused: return false
        case .recognizer, .synthesizer: break
        }
        switch state {
        case .saying, .listening, .waiting, .transferring: return true
        case .idle, .doubting, .committing, .ended: return false
        }
    }

    private var faultTarget: ScopedTarget? {
        if let own = frame.flow[frame.step]?.fault ?? frame.flow.fault { return .own(own) }
        return program.root.fault.map { .root($0) }
    }
}
