import Testing

@testable import MediaAdapters

/// Whoever can send a datagram must not be able to stop us; `promesa bench fuzz` does more of this.
@Suite struct FuzzTests {
    @Test(arguments: FuzzTarget.media.map(\.name))
    func `damaged input is turned away or holds what must hold`(name: String) throws {
        let target = try #require(FuzzTarget.media.first { $0.name == name })
        let report = FuzzRun(target).run(4_000, seed: 20_261_127)
        #expect(report.findings.isEmpty)
        // The damage was not such that nothing was read at all, or that all was.
        #expect(report.accepted > 200)
        #expect(report.refused > 20)
        #expect(report.accepted + report.refused == 4_000)
    }

    @Test func `a reader that breaks is found, with its input`() {
        let target = FuzzTarget("odd", "lengths", samples: [[1, 2, 3]]) { bytes in
            bytes.count > 4 ? .broken("\(bytes.count) bytes") : .accepted
        }
        let report = FuzzRun(target).run(100, seed: 1)
        #expect(report.findings.count == 5)
        #expect(report.findings.allSatisfy { $0.why == "\($0.input.count / 2) bytes" && $0.number > 0 })
        #expect(report == FuzzRun(target).run(100, seed: 1))
        let strict = FuzzTarget("strict", "nothing", samples: [[1]]) { _ in .refused }
        #expect(FuzzRun(strict).run(1, seed: 1).findings.map(\.number) == [0])
    }
}
