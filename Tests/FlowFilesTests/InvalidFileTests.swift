import Dialog
import FlowFiles
import Foundation
import Testing

@Suite struct `Invalid accounts, organisations and large files` {
    @Test(arguments: Fixtures.names(in: "invalid/accounts", ending: ".json"))
    func `an invalid account has the problems that stand beside it`(name: String) throws {
        let failure = #expect(throws: AccountFileFailure.self) {
            try AccountFile.parse(try Fixtures.bytes("invalid/accounts/\(name)"), file: name)
        }
        try expectSnapshot(
            (failure?.description ?? "") + "\n",
            at: "invalid/accounts/\(name.dropLast(".json".count)).diagnostics")
    }

    @Test(arguments: Fixtures.names(in: "invalid/organisations", ending: ".yaml"))
    func `an invalid organisation has the diagnostics that stand beside it`(name: String) throws {
        let loaded = OrganisationFile.parse(try Fixtures.bytes("invalid/organisations/\(name)"), file: name)
        #expect(loaded.organisation == nil)
        try expectSnapshot(
            printed(loaded.diagnostics),
            at: "invalid/organisations/\(name.dropLast(".yaml".count)).diagnostics")
    }

    /// Ten million bytes of one kind each: none is read further than its size.
    @Test(arguments: ["[", "a: ", "- ", "&a ", "\"", "\u{FEFF}", "é", "\n", "# x\n", "{a: "])
    func `ten megabytes of anything are refused in one line`(piece: String) {
        let bytes = Array(repeating: Array(piece.utf8), count: 10_000_000 / piece.utf8.count).flatMap { $0 }
        let parsed = FlowParser.parse(bytes, file: "large.yaml")
        #expect(parsed.flow == nil)
        #expect(parsed.diagnostics.count == 1)
        #expect(parsed.diagnostics.first?.message.contains("1 MiB") == true)
    }

    /// Just below the limit: what is read in full ends, too.
    @Test(arguments: ["[", "a: {", "- ", "&a ", "'", "x: y\n", "? ", "| ", "!t ", "*a\n", "a:\n "])
    func `a mebibyte of anything is read to its end`(piece: String) {
        let bytes = Array(repeating: Array(piece.utf8), count: 1_000_000 / piece.utf8.count).flatMap { $0 }
        let parsed = FlowParser.parse(bytes, file: "large.yaml")
        #expect(parsed.diagnostics.hasErrors)
        #expect(parsed.diagnostics.allSatisfy { $0.position.line >= 1 && $0.position.column >= 1 })
    }
}
