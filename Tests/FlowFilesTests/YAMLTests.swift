import Dialog
import Testing

@testable import FlowFiles

@Suite struct `YAML layer` {
    private func read(_ text: String) -> (node: YAMLNode?, problems: [String]) {
        let findings = Findings()
        let node = YAMLReader.read(Array(text.utf8), file: "f", findings: findings)
        return (node, findings.diagnostics.sortedByPosition().map(\.description))
    }

    @Test func `scalars are text whatever YAML makes of them`() {
        let (node, problems) = read(
            "a: yes\nb: 010\nc: 1:30\nd: ~\ne: null\nf: 'it''s'\ng: \"\\u00e9\"\nh:\n")
        #expect(problems.isEmpty)
        let texts = node?.entries?.map { $0.value.scalarText }
        #expect(texts == ["yes", "010", "1:30", "~", "null", "it's", "é", ""])
    }

    @Test func `every node knows its line and column`() {
        let (node, _) = read("a: é\nb:\n  - one\n  - {c: \"x\"}\n")
        #expect(node?["a"]?.position == SourcePosition(file: "f", line: 1, column: 4))
        guard case .sequence(let items) = node?["b"]?.content else {
            Issue.record("no list")
            return
        }
        #expect(items.map(\.position.line) == [3, 4])
        #expect(items[1].entries?.first?.keyPosition == SourcePosition(file: "f", line: 4, column: 6))
        guard case .scalar(let scalar) = items[1]["c"]?.content else {
            Issue.record("no scalar")
            return
        }
        #expect(scalar.textPosition == SourcePosition(file: "f", line: 4, column: 10))
    }

    @Test func `everything that is not taken is reported in one pass`() {
        let (node, problems) = read(
            """
            a: &x {b: 1, b: 2}
            c: *x
            d: !!str e
            a: again
            <<: {f: g}
            h: [*x, !t u]
            """)
        #expect(
            problems.map { $0.prefix(while: { $0 != "e" }) } == [
                "f:1:4: ", "f:1:14: ", "f:2:4: ", "f:3:4: ", "f:4:1: ", "f:5:1: ", "f:6:5: ", "f:6:9: ",
            ])
        #expect(node?.entries?.map(\.key) == ["a", "c", "d", "h"])
        #expect(node?["c"]?.isRefused == true)
    }

    @Test func `signs inside text are no YAML`() {
        let (node, problems) = read(
            """
            a: "*x &y !z [ { # : a: b"
            b: 'it''s *not* {an: alias}'
            c: one & two * three! #comment &d
            d: |
              &a *b
              c: c: c
            e: >-
              text
               *more*

              !end
            f: plain
              *going* on
            g: [a - b, "c", {h: "i}", j: k]l}]
            """)
        #expect(problems.map { $0.prefix(5) } == ["f:14:"], "only the stray bracket of the last line")
        #expect(node == nil)
    }

    @Test func `a text that goes on in the next line is no key`() {
        let (node, problems) = read(
            "a: one\n  two\n  &three\na2: \"x\n  a: y\"\nlist:\n- a: 1\n  b: 2\n- a: 1\n  b: 2\n")
        #expect(problems.isEmpty)
        #expect(node?["a"]?.scalarText == "one two &three")
        #expect(node?.entries?.map(\.key) == ["a", "a2", "list"])
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "a: [", "[{a: ", ": "])
    func `a deep nest is refused and never recursed into`(opening: String) {
        for depth in [33, 1000, 100_000] {
            let (node, problems) = read(String(repeating: opening, count: depth))
            #expect(node == nil)
            #expect(problems.last?.contains("nested more than 32 levels") == true)
        }
    }

    @Test func `a deep nest by indentation is refused`() {
        let text = (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        let (node, problems) = read(text)
        #expect(node == nil)
        #expect(problems == ["f:33:35: error: the file is nested more than 32 levels deep here"])
    }

    @Test func `thirty levels are read`() {
        let (node, problems) = read(
            String(repeating: "[", count: 30) + "x" + String(repeating: "]", count: 30))
        #expect(node != nil)
        #expect(problems.isEmpty)
    }

    @Test func `a file above 1 MiB is refused`() {
        let (node, problems) = read(String(repeating: "#", count: (1 << 20) + 1))
        #expect(node == nil)
        #expect(problems == ["f:1:1: error: the file has 1048577 bytes, at most 1048576 (1 MiB) are read"])
    }

    @Test func `a large file of many keys is read in good time`() {
        let (node, problems) = read((0..<20_000).map { "key_\($0): a\n" }.joined())
        #expect(problems.isEmpty)
        #expect(node?.entries?.count == 20_000)
    }

    @Test func `a byte order mark and carriage returns do no harm`() {
        let (node, problems) = read("\u{FEFF}a: b\r\nc: |\r\n  d\r\n")
        #expect(problems.isEmpty)
        #expect(node?["a"]?.scalarText == "b")
        #expect(node?["c"]?.scalarText == "d\n")
    }

    @Test func `one document may be marked, a second one is refused`() {
        #expect(read("# x\n---\na: b\n...\n").problems.isEmpty)
        #expect(
            read("a: b\n---\nc: d\n").problems == [
                "f:2:1: error: a second document begins here; a file holds one"
            ])
        #expect(read("%YAML 1.1\n---\na: b\n").problems == ["f:1:1: error: directives ('%') are not taken"])
    }
}

@Suite struct `Spelling hints` {
    @Test(arguments: [
        ("confrim", "confirm"), ("ask_amont", "ask_amount"), ("Close", "close"), ("goodby", "goodbye"),
    ])
    func `a slip of the finger finds the name`(written: String, meant: String) {
        let names = ["confirm", "ask_amount", "close", "goodbye", "opening"]
        #expect(Spelling.closest(to: written, among: names) == meant)
    }

    @Test func `a different word finds nothing`() {
        #expect(Spelling.closest(to: "farewell", among: ["close", "goodbye"]) == nil)
        #expect(Spelling.closest(to: "", among: ["close"]) == nil)
        #expect(Spelling.hint(for: String(repeating: "a", count: 100_000), among: ["close"]) == "")
    }

    @Test func `of two near names the first by alphabet is taken, in any order`() {
        #expect(Spelling.closest(to: "cat", among: ["rat", "bat"]) == "bat")
        #expect(Spelling.closest(to: "cat", among: ["bat", "rat"]) == "bat")
    }
}
