import Dialog
import Foundation

/// The shape of `outcome.json`; every key is always there, `null` where there is nothing.
package struct OutcomeDocument: Encodable, Sendable {
    struct Payment: Codable {
        let sequence: Int
        /// Major units with two decimals, such as `125.50`.
        let amount: String
        let currency: String
        let due: String
    }

    struct PromiseDocument: Codable {
        let kind: String
        let reference: String?
        let instalments: [Payment]
        let total: String
        let verificationLevel: String
        let confirmedAtMs: Int
        let announced: Bool
        let readBack: String
    }

    struct Gap: Codable {
        let endpointing: Int
        let recognition: Int
        let dialog: Int
        let synthesis: Int
    }

    struct TurnDocument: Encodable {
        let flow: String
        let step: String
        let prompts: [String]
        let input: String
        let heard: String?
        let value: String?
        let confidence: Double?
        let outcome: String?
        let responseGapMs: Int?
        let responseGapPartsMs: Gap?
        let atMs: Int

        enum CodingKeys: CodingKey {
            case flow, step, prompts, input, heard, value, confidence, outcome, responseGapMs,
                responseGapPartsMs, atMs
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(flow, forKey: .flow)
            try container.encode(step, forKey: .step)
            try container.encode(prompts, forKey: .prompts)
            try container.encode(input, forKey: .input)
            try container.encode(heard, forKey: .heard)
            try container.encode(value, forKey: .value)
            try container.encode(confidence, forKey: .confidence)
            try container.encode(outcome, forKey: .outcome)
            try container.encode(responseGapMs, forKey: .responseGapMs)
            try container.encode(responseGapPartsMs, forKey: .responseGapPartsMs)
            try container.encode(atMs, forKey: .atMs)
        }
    }

    private let outcome: CallOutcome
    private let recordingStartMs: Int?

    /// `recordingStartMs` is the media time of the recording's first sample; nil if nothing was recorded.
    package init(_ outcome: CallOutcome, recordingStartMs: Int? = nil) {
        self.outcome = outcome
        self.recordingStartMs = recordingStartMs
    }

    private enum Key: CodingKey {
        case account, callEnd, callId, date, disposition, durationMs, flow, language, languages, promise,
            recordingStartMs, seed
        case troubles, turns, unsafeAllowed, version
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(outcome.account.rawValue, forKey: .account)
        try container.encode(outcome.end.rawValue, forKey: .callEnd)
        try container.encode(outcome.id.rawValue, forKey: .callId)
        try container.encode(outcome.date.description, forKey: .date)
        try container.encode(outcome.disposition.rawValue, forKey: .disposition)
        try container.encode(outcome.duration.milliseconds, forKey: .durationMs)
        try container.encode(outcome.flow.rawValue, forKey: .flow)
        try container.encode(outcome.languages.first?.rawValue, forKey: .language)
        try container.encode(outcome.languages.map(\.rawValue), forKey: .languages)
        try container.encode(promise, forKey: .promise)
        try container.encode(recordingStartMs, forKey: .recordingStartMs)
        try container.encode(outcome.seed, forKey: .seed)
        try container.encode(outcome.troubles, forKey: .troubles)
        try container.encode(outcome.turns.map(Self.turn), forKey: .turns)
        try container.encode(outcome.unsafeAllowed, forKey: .unsafeAllowed)
        try container.encode(outcome.flowVersion, forKey: .version)
    }

    private var promise: PromiseDocument? {
        outcome.promise.map { promise in
            PromiseDocument(
                kind: promise.kind.rawValue, reference: outcome.promiseReference,
                instalments: promise.instalments.map {
                    Payment(
                        sequence: $0.sequence, amount: $0.amount.decimalText,
                        currency: $0.amount.currency.rawValue,
                        due: $0.due.description)
                },
                total: promise.total?.decimalText ?? "0.00",
                verificationLevel: promise.verificationLevel.rawValue,
                confirmedAtMs: promise.confirmedAt.milliseconds, announced: outcome.promiseWasAnnounced,
                readBack: promise.readBack)
        }
    }

    private static func turn(_ turn: Turn) -> TurnDocument {
        TurnDocument(
            flow: turn.flow.rawValue, step: turn.step.rawValue, prompts: turn.prompts.map(\.rawValue),
            input: turn.input.rawValue, heard: turn.heard, value: turn.value, confidence: turn.confidence,
            outcome: turn.outcome?.rawValue, responseGapMs: turn.gap?.total.milliseconds,
            responseGapPartsMs: turn.gap.map {
                Gap(
                    endpointing: $0.endpointing.milliseconds, recognition: $0.recognition.milliseconds,
                    dialog: $0.dialog.milliseconds, synthesis: $0.synthesis.milliseconds)
            },
            atMs: turn.at.milliseconds)
    }

    /// Pretty-printed JSON with sorted keys and a final line end.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
