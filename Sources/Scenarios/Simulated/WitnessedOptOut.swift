import Dialog

/// Whether the caller asked for no more calls, and what became of it.
struct WitnessedOptOut: Sendable {
    /// Heard this well, a stop is no matter of doubt.
    private static let surely = 0.95

    private(set) var wasAsked = false
    private var wasTried = false
    private var wasDoubted = false

    mutating func note(_ event: DialogEvent, isListening: Bool) {
        guard isListening, case .answer(let answer) = event, answer.meaning == .universal(.stopCalling),
            answer.mode == .keys || answer.confidence >= Self.surely
        else { return }
        wasAsked = true
    }

    mutating func requested(_ request: CommitRequest) {
        if request == .stopCalling { wasTried = true }
    }

    /// Why this must not be asked while the wish waits; one question whether it was meant is no matter.
    mutating func problemOfAsking(_ purpose: ListenRequest.Purpose) -> String? {
        guard wasAsked, !wasTried else { return nil }
        if purpose == .answer(.yesNo), !wasDoubted {
            wasDoubted = true
            return nil
        }
        return "something is asked before the wish for no more calls is stored"
    }

    func problemAtEnd(_ end: CallEnd, _ disposition: Disposition) -> String? {
        guard wasAsked else { return nil }
        if !wasTried { return "the caller asked for no more calls, and it was not stored" }
        return disposition == .doNotCall || disposition == .error
            ? nil : "the caller asked for no more calls, and the call ended as \(disposition.rawValue)"
    }
}
