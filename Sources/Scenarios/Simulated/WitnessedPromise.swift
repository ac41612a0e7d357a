import Dialog

/// What the caller agreed to, and what the store holds of it, as somebody who listens in can tell.
struct WitnessedPromise: Sendable {
    /// What was read back, while it is still the question.
    private struct ReadBack {
        let playback: PlaybackID
        let isCuttable: Bool
        let values: Set<Value>
        var wasHeard = false
    }

    private var readBack: ReadBack?
    /// The values that the last yes to a read-back agreed to.
    private var agreed: Set<Value>?
    private var reference: String??

    mutating func isStored(reference: String?) { self.reference = .some(reference) }

    mutating func readBack(_ bound: BoundPrompt, in playback: Playback) {
        readBack = ReadBack(
            playback: playback.id, isCuttable: playback.bargeIn != .none, values: Set(bound.values.values))
    }

    mutating func heard(_ playback: Playback) {
        if readBack?.playback == playback.id { readBack?.wasHeard = true }
    }

    /// What was read back before was read back in a language that the person doesn't want.
    mutating func languageChanged() {
        readBack = nil
        agreed = nil
    }

    mutating func moved() { readBack = nil }

    mutating func left(_ outcome: OutcomeName, after event: DialogEvent) {
        guard outcome == "said_yes", let readBack, readBack.wasHeard || readBack.isCuttable else { return }
        guard case .answer(let answer) = event, answer.meaning == .value(.yesNo(true)) else { return }
        agreed = readBack.values
    }

    mutating func filled(_ value: Value) {
        if value.type != .yesNo { agreed = nil }
    }

    /// Why these payments must not be stored; nil if the caller agreed to them.
    func problemOfStoring(_ instalments: [Instalment], today: LocalDate) -> String? {
        guard let agreed else { return "a promise is stored that the caller did not agree to" }
        guard let first = instalments.first else { return "a promise without payments is stored" }
        guard instalments.allSatisfy({ agreed.contains(.money($0.amount)) }) else {
            return "an amount is stored that was not read back"
        }
        guard agreed.contains(.date(first.due)) else { return "a day is stored that was not read back" }
        return first.due < today ? "a day in the past is stored" : nil
    }

    /// Why the promise must not be confirmed; nil if it is stored.
    func problemOfConfirming(_ bound: BoundPrompt) -> String? {
        guard let reference else { return "a promise is confirmed that is not stored" }
        if let spoken = bound.values[.promiseReference], spoken.canonicalText != reference {
            return "another reference is told than the store gave"
        }
        return nil
    }
}
