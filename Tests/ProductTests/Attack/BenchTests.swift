import Foundation
import Testing

/// What must hold in every call, attacked with fewer callers than `promesa bench` has.
@Suite struct BenchTests {
    @Test func `random callers break no rule`() throws {
        let result = try PromesaProcess.run([
            "bench", "callers", "Flows", "--calls", "1500", "--seed", "1", "--json",
        ])
        #expect(result.code == 0, "\(result.output)")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(report["calls"] as? Int == 1_500)
        #expect(report["promises"] as? Int ?? 0 > 50)
        #expect(report["replays"] as? Int == 30)
        // Callers who don't get far test little.
        #expect((report["stepsNeverEntered"] as? [String])?.count ?? 99 < 20)
    }

    @Test func `the same seed gives the same calls, on one core and on many`() throws {
        let arguments = ["bench", "callers", "Flows", "--calls", "60", "--seed", "5", "--json", "--workers"]
        #expect(
            try PromesaProcess.run(arguments + ["1"]).output == PromesaProcess.run(arguments + ["4"]).output)
    }

    @Test func `a process that is killed at any write loses no promise and invents none`() throws {
        let result = try PromesaProcess.run(["bench", "crash", "--kills", "20", "--seed", "3"])
        #expect(result.code == 0, "\(result.output)\(result.errors)")
        #expect(result.output.hasPrefix("20 kills"))
    }

    @Test func `calls on audio are the same again, on a used decoder and beside others`() throws {
        let result = try PromesaProcess.run([
            "bench", "audio", "Flows", "--calls", "3", "--threads", "2", "--seed", "2",
        ])
        #expect(result.code == 0, "\(result.output)\(result.errors)")
        #expect(result.output.hasPrefix("3 calls"))
    }

    @Test func `damaged orders and requests hold what must hold`() throws {
        let result = try PromesaProcess.run([
            "bench", "fuzz", "--target", "order", "--target", "http", "--mutations", "3000", "--json",
        ])
        #expect(result.code == 0, "\(result.output)")
        let reports = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
        #expect(reports.map { $0["target"] as? String } == ["order", "http"])
        for report in reports {
            let (accepted, refused) = (report["accepted"] as? Int ?? 0, report["refused"] as? Int ?? 0)
            #expect(accepted > 100 && refused > 100 && accepted + refused == 3_000, "\(report)")
        }
    }
}
