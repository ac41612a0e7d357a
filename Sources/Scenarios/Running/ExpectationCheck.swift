import Calls
import Dialog

/// Compares expectations with what was seen of the call.
struct ExpectationCheck {
    let watch: CallWatch
    let conversation: TextConversation
    let stored: [CommitRecord.Content]

    /// What was expected and what came instead; nil if it holds.
    func mismatch(of expectation: Expectation) -> (expected: String, got: String)? {
        switch expectation.claim {
        case .prompts(let prompts): mismatch(prompts, in: expectation.span)
        case .says(let text): mismatch(saying: text, in: expectation.span)
        case .step(let step): mismatch(step)
        case .path(let steps): mismatch(path: steps)
        case .slot(let slot, let text): mismatch(slot, text)
        case .disposition(let disposition):
            differing(
                "disposition \(disposition.word)", outcome.map { $0.disposition == disposition },
                dispositionNow)
        case .end(let end):
            differing("the call to end as \(end.rawValue)", outcome.map { $0.end == end }, endNow)
        case .promise(let claim): mismatch(claim)
        case .noPromise:
            conversation.outcome?.promise == nil && !storedWords.contains("promise")
                ? nil : ("no promise", "one was stored")
        case .neverSays(let text): mismatch(never: text)
        case .neverDebtUnverified: debtMismatch
        case .turns(let range):
            range.contains(conversation.turns.count)
                ? nil : ("\(Self.words(range)) turns", "\(conversation.turns.count)")
        case .stored(let word):
            storedWords.contains(word) ? nil : ("'\(word)' to be stored", storedNow)
        case .storedNothing: stored.isEmpty ? nil : ("nothing to be stored", storedNow)
        case .verified(let level): mismatch(level)
        }
    }

    private var outcome: CallOutcome? { conversation.outcome }

    /// `holds` is nil while the call goes on.
    private func differing(_ expected: String, _ holds: Bool?, _ got: String) -> (String, String)? {
        holds == true ? nil : (expected, got)
    }

    private var dispositionNow: String { outcome.map(\.disposition.word) ?? goingOn }
    private var endNow: String { outcome.map(\.end.rawValue) ?? goingOn }
    private var goingOn: String { "a call that goes on at \(here)" }
    private var here: String { watch.path.last.map { "'\($0.flow).\($0.step)'" } ?? "no step" }
    private var storedWords: [String] { stored.map(StoredContent.word) }
    private var storedNow: String { stored.isEmpty ? "nothing" : storedWords.joined(separator: ", ") }

    private static func words(_ range: ClosedRange<Int>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }

    private func mismatch(_ prompts: [PromptID], in span: Expectation.Span) -> (String, String)? {
        var missing = prompts[...]
        let said = watch.said(in: span)
        for line in said { if line.prompt == missing.first { missing.removeFirst() } }
        guard let first = missing.first else { return nil }
        let order = prompts.count > 1 ? ", in the order \(Self.list(prompts.map(\.rawValue)))" : ""
        return ("prompt '\(first)'\(order)", Self.list(said.map(\.prompt.rawValue)))
    }

    private func mismatch(saying text: String, in span: Expectation.Span) -> (String, String)? {
        let said = watch.said(in: span)
        if said.contains(where: { $0.text.contains(text) }) { return nil }
        let got = said.isEmpty ? "nothing said" : "\"" + said.map(\.text).joined(separator: " ") + "\""
        return ("\"\(text)\" to be said", got)
    }

    private func mismatch(never text: String) -> (String, String)? {
        watch.said.first { $0.text.contains(text) }.map { ("\"\(text)\" never to be said", "\"\($0.text)\"") }
    }

    private var debtMismatch: (String, String)? {
        watch.said.first(where: \.isDebtUnverified).map {
            ("no debt content before the person is verified", "prompt '\($0.prompt)': \"\($0.text)\"")
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
    }

    private func isSame(_ reference: StepReference, _ place: (flow: FlowName, step: StepID)) -> Bool {
        reference.step == place.step && (reference.flow.map { $0 == place.flow } ?? true)
    }

    private func mismatch(_ step: StepReference) -> (String, String)? {
        if let last = watch.path.last, isSame(step, last) { return nil }
        return ("step '\(step.description)'", here)
    }

    private func mismatch(path steps: [StepReference]) -> (String, String)? {
        var missing = steps[...]
        for place in watch.path {
            if let next = missing.first, isSame(next, place) { missing.removeFirst() }
        }
        guard let first = missing.first else { return nil }
        return (
            "a path by \(Self.list(steps.map(\.description))), of which '\(first.description)' is missing",
            Self.list(watch.path.map { "\($0.flow).\($0.step)" })
        )
    }

    private func mismatch(_ slot: FieldName, _ text: String) -> (String, String)? {
        let got = watch.slots[slot]
        guard got?.canonicalText != text else { return nil }
        // An amount may be written without its currency.
        if case .money(let money)? = got, money.decimalText == text { return nil }
        return ("slot '\(slot)' to be \(text)", got?.canonicalText ?? "unset")
    }

    private func mismatch(_ level: VerificationLevel?) -> (String, String)? {
        let now = conversation.verificationLevel
        let words = now?.rawValue ?? "no"
        guard let level else { return now == nil ? nil : ("nobody to be verified", words) }
        return now.map { $0 >= level } ?? false
            ? nil : ("the person to be verified at \(level.rawValue)", words)
    }

    private func mismatch(_ claim: PromiseClaim) -> (String, String)? {
        let promises = stored.compactMap { content in
            if case .promise(let promise) = content { promise } else { nil }
        }
        guard let promise = promises.last else { return ("a promise", "none") }
        if let kind = claim.kind, kind != promise.kind {
            return ("a promise of kind \(kind.rawValue)", promise.kind.rawValue)
        }
        if let count = claim.instalments, count != promise.instalments.count {
            return ("a promise in \(count) instalments", "\(promise.instalments.count)")
        }
        let amounts = promise.instalments.map(\.amount.decimalText)
        if let expected = claim.amounts, expected != amounts {
            return ("amounts \(expected.joined(separator: ", "))", amounts.joined(separator: ", "))
        }
        let dates = promise.instalments.map(\.due.description)
        if let expected = claim.dates?.map(\.description), expected != dates {
            return ("dates \(expected.joined(separator: ", "))", dates.joined(separator: ", "))
        }
        if let isAnnounced = claim.isAnnounced {
            guard let outcome else { return ("a call that has ended", goingOn) }
            if outcome.promiseWasAnnounced != isAnnounced {
                return (
                    "the promise \(isAnnounced ? "" : "not ")to be announced",
                    outcome.promiseWasAnnounced ? "announced" : "not announced"
                )
            }
        }
        return nil
    }
}
