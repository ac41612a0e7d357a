import Foundation
import Testing

/// Dates of birth said in the recorded voice of asterisk-core-sounds-en-wav, over a whole call.
@Suite struct SpokenSecretTests {
    private static let digits = "/usr/share/asterisk/sounds/en_US_f_Allison/digits/"

    private func call(_ turns: [String]) throws -> [String: Any] {
        let folder = try ScratchFolder()
        let result = try PromesaProcess.run(
            [
                "call", "Flows/early-recovery.yaml", "--account", "Examples/accounts/jordan-rivera.json",
                "--organisation", "Examples/organisation.yaml", "--date", "2026-03-02", "--json", "--out",
                folder.path("run"), "--caller-turns",
            ] + turns)
        for name in ["journal.jsonl", "outcome.json", "transcript.jsonl", "report.html"] {
            let text = String(decoding: try folder.data("run/\(name)"), as: UTF8.self)
            #expect(!text.contains("1971") && !text.contains("seventy"), "\(name)")
        }
        return try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private func said(_ words: String) -> String {
        words.split(separator: " ").map { "\(Self.digits)\($0).wav" }.joined(separator: "+")
    }

    /// The account's date of birth is 3 September 1971.
    @Test(arguments: ["mon-8 h-3 19 70 1", "9 3 70 1", "oh 9 oh 3 1 9 7 1"])
    func `who says their date of birth is verified`(words: String) throws {
        let outcome = try call(["keys:1", said(words), "keys:1", "keys:1", "keys:1"])
        #expect(outcome["disposition"] as? String == "PTP")
    }

    @Test(arguments: ["mon-8 h-4 19 70 1", "mon-8 h-3 19 60 1", "mon-5 h-3 19 70 1", "mon-0 h-12 19 80 5"])
    func `who says another date is not`(words: String) throws {
        let outcome = try call(["keys:1", said(words), "hangup"])
        #expect(outcome["disposition"] as? String == "HANGUP_PRE")
    }
}
