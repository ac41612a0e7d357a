package import Dialog
import Foundation

/// What an outcome file says of a call beyond its journal.
package struct ReportFacts: Sendable, Hashable {
    package struct Promise: Sendable, Hashable {
        package let kind: PromiseKind
        package let reference: String?
        package let instalments: [Instalment]
        package let verificationLevel: VerificationLevel
        package let confirmedAtMs: Int
        package let wasAnnounced: Bool
        package let readBack: String

        package var total: Money? {
            PromiseToPay(
                kind: kind, instalments: instalments, verificationLevel: verificationLevel,
                readBack: readBack, confirmedAt: .milliseconds(confirmedAtMs)
            ).total
        }
    }

    package let call: CallID
    package let account: AccountID
    package let flow: FlowName
    package let flowVersion: Int
    package let language: LanguageTag
    package let date: LocalDate
    package let seed: UInt64
    package let durationMs: Int
    package let ending: ReportEnding
    package let promise: Promise?
    /// The media time of the recording's first sample; nil if nothing was recorded.
    package let recordingStartMs: Int?
    package let troubles: [String]
    /// The rules that the flow broke and that were allowed by name.
    package let unsafeAllowed: [String]
    /// By the media time of their turns.
    let gaps: [Int: ResponseGap]
}

extension ReportFacts {
    /// Reads the bytes of `outcome.json`.
    init(outcome bytes: Data) throws(ReportFailure) {
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: bytes)
        } catch {
            throw .unreadable("outcome.json", line: nil)
        }
        guard let date = LocalDate(iso: document.date), let end = CallEnd(rawValue: document.callEnd),
            let disposition = Disposition(rawValue: document.disposition),
            document.times.allSatisfy(Self.times.contains)
        else { throw .unreadable("outcome.json", line: nil) }
        call = CallID(document.callId)
        account = AccountID(document.account)
        flow = FlowName(document.flow)
        flowVersion = document.version
        language = LanguageTag(document.language)
        self.date = date
        seed = document.seed
        durationMs = document.durationMs
        ending = ReportEnding(end: end, disposition: disposition)
        promise = try document.promise.map { promise throws(ReportFailure) in try Promise(promise) }
        recordingStartMs = document.recordingStartMs
        troubles = document.troubles
        unsafeAllowed = document.unsafeAllowed ?? []
        gaps = Dictionary(
            document.turns.compactMap { turn in
                turn.responseGapPartsMs.map { (turn.atMs, ResponseGap($0)) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Milliseconds of a call that a file may speak of: a day is more than any call has.
    static let times = 0...86_400_000

    /// The keys of `OutcomeDocument` that a report shows.
    private struct Document: Decodable {
        struct Turn: Decodable {
            let atMs: Int
            let responseGapPartsMs: OutcomeDocument.Gap?
        }

        let account: String
        let callEnd: String
        let callId: String
        let date: String
        let disposition: String
        let durationMs: Int
        let flow: String
        let language: String
        let promise: OutcomeDocument.PromiseDocument?
        let recordingStartMs: Int?
        let seed: UInt64
        let troubles: [String]
        let turns: [Turn]
        /// Older outcomes have none.
        let unsafeAllowed: [String]?
        let version: Int

        /// Every time that a page counts with.
        var times: [Int] {
            [durationMs, recordingStartMs ?? 0, promise?.confirmedAtMs ?? 0]
                + turns.flatMap { turn in
                    let gap = turn.responseGapPartsMs.map {
                        [$0.endpointing, $0.recognition, $0.dialog, $0.synthesis]
                    }
                    return [turn.atMs] + (gap ?? [])
                }
        }
    }
}

extension ReportFacts.Promise {
    fileprivate init(_ document: OutcomeDocument.PromiseDocument) throws(ReportFailure) {
        guard let kind = PromiseKind(rawValue: document.kind),
            let level = VerificationLevel(rawValue: document.verificationLevel)
        else { throw .unreadable("outcome.json", line: nil) }
        self.init(
            kind: kind, reference: document.reference, instalments: document.instalments.compactMap(\.typed),
            verificationLevel: level, confirmedAtMs: document.confirmedAtMs,
            wasAnnounced: document.announced, readBack: document.readBack)
        guard instalments.count == document.instalments.count else {
            throw .unreadable("outcome.json", line: nil)
        }
    }
}

extension OutcomeDocument.Payment {
    /// Nil if a file has something else where an amount, currency or day belongs.
    fileprivate var typed: Instalment? {
        let parts = amount.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 2, let units = Int(parts[0]),
            let cents = Int(parts[1]),
            (0...1_000_000_000_000).contains(units), (0...99).contains(cents),
            let currency = Currency(rawValue: currency), let due = LocalDate(iso: due)
        else { return nil }
        return Instalment(
            sequence: sequence, amount: Money(minorUnits: units * 100 + cents, currency: currency), due: due)
    }
}

extension ResponseGap {
    fileprivate init(_ gap: OutcomeDocument.Gap) {
        self.init(
            endpointing: .milliseconds(gap.endpointing), recognition: .milliseconds(gap.recognition),
            dialog: .milliseconds(gap.dialog), synthesis: .milliseconds(gap.synthesis))
    }
}
