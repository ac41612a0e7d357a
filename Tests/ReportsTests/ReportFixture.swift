import Calls
import Dialog
import Foundation
import TestSupport

/// The files of a call that is typed, with a marked secret.
struct ReportFixture {
    static let secretWords = "march fifteenth nineteen eighty"
    static let secretKeys = "03151980"

    var journal: Data
    var outcome: Data
    var transcript: Data

    init(account: AccountID = "A-1", _ inputs: [TextConversation.Input] = Self.promise) throws {
        let journal = MemoryJournal()
        var conversation = TextConversation(try Self.setup(account), journal: journal)
        try conversation.begin()
        for input in inputs { conversation.take(input) }
        conversation.take(.hangUp)
        guard let outcome = conversation.outcome else { throw ReportFailure.emptyJournal }
        self.journal = Data(journal.contents.lines.map { $0.json + "\n" }.joined().utf8)
        self.outcome = Data(try OutcomeDocument(outcome, recordingStartMs: 5_000).json().utf8)
        transcript = Data(try TranscriptFile.text(outcome.transcript).utf8)
    }

    /// A promise by words, with a silence and a secret that is heard wrong and keyed right.
    static let promise: [TextConversation.Input] = [
        .words("speaking"), .silence, .words(secretWords), .words("four hundred fifty dollars"),
        .words("the sixteenth"), .words("yes"),
    ]

    private static func setup(_ account: AccountID) throws -> CallSetup {
        guard let today = LocalDate(iso: "2026-03-02"), let birth = LocalDate(iso: "1980-03-15") else {
            throw ReportFailure.emptyJournal
        }
        let flow = SampleFlow.flow
        let spoken = Flow(
            name: flow.name, languages: ["en-US"], fields: flow.fields, defaults: flow.defaults,
            universals: flow.universals, start: flow.start, steps: flow.steps)
        return CallSetup(
            account: account, program: FlowProgram(root: spoken), catalogue: SampleFlow.catalogue,
            language: "en-US", currency: .usd,
            data: CallData(
                values: ["balance": SampleFlow.money(45_000)], secrets: ["birth_date": .date(birth)]),
            today: today, seed: 1)
    }

    /// The outcome with a text in the place of another.
    func outcome(_ text: String, for old: String) -> Data {
        Data(String(decoding: outcome, as: UTF8.self).replacingOccurrences(of: old, with: text).utf8)
    }

    func report() throws -> CallReport {
        try CallReport(journal: journal, outcome: outcome, transcript: transcript)
    }
}
