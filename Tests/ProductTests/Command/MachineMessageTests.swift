import Foundation
import Testing

/// A machine that answers in the recorded voice of asterisk-core-sounds-en-wav, over a whole call.
@Suite struct MachineMessageTests {
    private static let sounds = "/usr/share/asterisk/sounds/en_US_f_Allison/"

    private func call(_ words: [String], organisation: String) throws -> [String: Any] {
        let folder = try ScratchFolder()
        let greeting = words.map { "\(Self.sounds)\($0).wav" }.joined(separator: "+")
        let result = try PromesaProcess.run([
            "call", "Flows/early-recovery.yaml", "--account", "Examples/accounts/jordan-rivera.json",
            "--organisation", "Examples/\(organisation).yaml", "--date", "2026-03-02", "--json", "--out",
            folder.path("run"), "--caller-turns", "answer:\(greeting)",
        ])
        return try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test func `a machine is told whom to call once its tone is over`() throws {
        let outcome = try call(
            ["vm-nobodyavail", "vm-intro", "beep"], organisation: "organisation-with-messages")
        #expect(outcome["disposition"] as? String == "LCM")
        #expect(outcome["callEnd"] as? String == "we_hung_up")
    }

    @Test func `a machine without a tone is told nothing`() throws {
        let outcome = try call(["vm-nobodyavail", "vm-intro"], organisation: "organisation-with-messages")
        #expect(outcome["disposition"] as? String == "AM")
    }

    @Test func `a machine is hung up on where the organisation leaves no messages`() throws {
        let outcome = try call(["vm-nobodyavail", "vm-intro", "beep"], organisation: "organisation")
        #expect(outcome["disposition"] as? String == "AM")
    }
}
