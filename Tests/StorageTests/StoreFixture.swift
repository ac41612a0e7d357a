import Calls
import Dialog
import Foundation
import Storage

/// A folder for one test's stores, removed with the fixture.
final class StoreFolder {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
    }

    var storePath: String { path + "/promesa.sqlite" }

    func store(_ access: SQLiteStore.Access = .journal) throws -> SQLiteStore {
        try SQLiteStore(path: storePath, access: access)
    }
}

enum Sample {
    static let account: AccountID = "A-1001"

    static func date(_ text: String) -> LocalDate {
        guard let date = LocalDate(iso: text) else { preconditionFailure("not a date: \(text)") }
        return date
    }

    static func opening(
        _ id: CallID, account: AccountID = account, debtor: DebtorID? = nil, phone: String? = "+12025550123"
    ) -> CallOpening {
        CallOpening(
            id: id, account: account, debtor: debtor, flow: "early-recovery", flowVersion: 3,
            language: "en-US",
            date: date("2026-03-02"), seed: .max, phone: phone)
    }

    static func instalment(_ sequence: Int, _ minorUnits: Int, _ due: String) -> Instalment {
        Instalment(
            sequence: sequence, amount: Money(minorUnits: minorUnits, currency: .usd), due: date(due))
    }

    static let plan = PromiseToPay(
        kind: .plan,
        instalments: [instalment(1, 22_500, "2026-03-15"), instalment(2, 22_500, "2026-03-29")],
        verificationLevel: .l1, readBack: "Two payments of 225 dollars.", confirmedAt: .milliseconds(81_240))

    static let full = PromiseToPay(
        kind: .full, instalments: [instalment(1, 45_000, "2026-03-15")], verificationLevel: .l1,
        readBack: "450 dollars on March 15th.", confirmedAt: .milliseconds(70_020))

    static func commit(
        _ content: CommitRecord.Content, call: CallID, account: AccountID = account
    ) -> CommitRecord {
        CommitRecord(
            call: call, account: account, mediaMilliseconds: 82_000, date: date("2026-03-02"),
            content: content)
    }

    static func lines(_ sequences: ClosedRange<Int>) -> [JournalLine] {
        sequences.map { sequence in
            JournalLine(
                sequence: sequence, mediaMilliseconds: sequence * 20, kind: "tick",
                json: #"{"n":\#(sequence)}"#)
        }
    }

    static let closing = CallClosing(end: .weHungUp, disposition: .promiseToPay, durationMilliseconds: 95_000)
}
