import Dialog
import Foundation
import Storage
import Testing

@Suite struct `Exports of promises` {
    private func record(
        reference: String = "481520", account: AccountID = "A-1001", instalments: [Instalment]? = nil
    ) -> PromiseRecord {
        PromiseRecord(
            reference: reference, account: account, call: "c1", kind: .plan, status: .confirmed,
            announcement: .announced, verificationLevel: .l1,
            instalments: instalments ?? Sample.plan.instalments, readBack: "Two payments, \"225\" each.",
            confirmedAtMilliseconds: 81_240, createdOn: Sample.date("2026-03-02"))
    }

    @Test func `as CSV have a header and a row for each payment`() {
        let expected = [
            "reference,account,call,kind,status,announcement,verification_level,created_on,confirmed_at_ms,"
                + "instalment,instalments,amount,currency,due,supersedes,instalment_state,paid,judged_on",
            "481520,A-1001,c1,plan,confirmed,announced,L1,2026-03-02,81240,1,2,225.00,USD,2026-03-15,,pending,0.00,",
            "481520,A-1001,c1,plan,confirmed,announced,L1,2026-03-02,81240,2,2,225.00,USD,2026-03-29,,pending,0.00,",
        ]
        #expect(PromiseExport.csv([record()]) == expected.map { $0 + "\r\n" }.joined())
    }

    @Test func `without promises are a header and nothing`() throws {
        #expect(PromiseExport.csv([]) == PromiseExport.columns.joined(separator: ",") + "\r\n")
        #expect(try PromiseExport.jsonl([]) == "")
    }

    @Test(arguments: [
        ("A,1", "\"A,1\""), ("A\"1", "\"A\"\"1\""), ("A\r\n1", "\"A\r\n1\""), ("Ñandú 7", "Ñandú 7"),
        ("=1+2", "'=1+2"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'\t=1"),
        ("=\"a\",1", "\"'=\"\"a\"\",1\""),
    ])
    func `as CSV quote what needs it and hold no formulas`(account: String, cell: String) {
        let row = PromiseExport.csvRows(
            record(account: AccountID(account), instalments: [Sample.instalment(1, 5, "2026-03-15")]))
        #expect(row.hasPrefix("481520,\(cell),c1,"))
        #expect(row.hasSuffix(",0.05,USD,2026-03-15,,pending,0.00,\r\n"))
    }

    @Test func `as JSON have one object a line with keys in order`() throws {
        let text = try PromiseExport.jsonl([record(reference: "1"), record(reference: "2")])
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(text.hasSuffix("\n"))
        let expected = [
            #"{"account":"A-1001","announcement":"announced","call":"c1","confirmedAtMs":81240,"#,
            #""createdOn":"2026-03-02","instalments":["#,
            #"{"amount":"225.00","amountMinorUnits":22500,"currency":"USD","due":"2026-03-15","paid":"0.00","sequence":1,"state":"pending"},"#,
            #"{"amount":"225.00","amountMinorUnits":22500,"currency":"USD","due":"2026-03-29","paid":"0.00","sequence":2,"state":"pending"}"#,
            #"],"kind":"plan","readBack":"Two payments, \"225\" each.","reference":"1","status":"confirmed","#,
            #""verificationLevel":"L1"}"#,
        ]
        #expect(String(lines[0]) == expected.joined())
    }
}
