import Dialog
import Foundation
import Testing

@testable import FlowFiles

@Suite struct FlowReferenceTests {
    private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs").path

    private func expect(_ text: String, at name: String) throws {
        try expectSnapshot(text, at: "../../../docs/\(name)")
    }

    @Test func `the reference and the schema are what the parser's tables say`() throws {
        try expect(FlowReference.page(), at: "flow-reference.md")
        try expect(try FlowSchema.text(), at: "flow.schema.json")
    }

    @Test func `every key is explained in the flow language, and no other key is`() throws {
        let text = try String(contentsOfFile: Self.docs + "/flow-language.md", encoding: .utf8)
        let known = Set(FlowReference.tables.flatMap(\.names))
        let missing = known.filter {
            !text.contains("`\($0)`") && !text.contains("\($0):") && !text.contains("`\($0): ")
        }
        #expect(missing.sorted() == [])
        // The first column of the table of an ask's keys.
        let rows = text.split(separator: "\n").drop { !$0.hasPrefix("| key | value | default |") }.dropFirst(
            2
        )
        .prefix { $0.hasPrefix("|") }
        let written = rows.flatMap { row in
            row.split(separator: "|").first?.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
                .map { String($0.element) } ?? []
        }
        #expect(Set(written) == Set(KeyTable.question.names).subtracting(["past"]))
    }

    @Test func `an example of every key is taken where it stands`() throws {
        for table in FlowReference.tables {
            for key in table.keys {
                let findings = Findings()
                let node = YAMLReader.read(
                    Array("\(key.name): \(key.example)\n".utf8), file: "example.yaml", findings: findings)
                #expect(findings.diagnostics.isEmpty, "\(table.name) \(key.name)")
                let value = try #require(node?.entries?.first?.value)
                check(value, key.shape, "\(table.name) \(key.name)", findings)
                #expect(findings.diagnostics.map(\.description) == [], "\(table.name) \(key.name)")
            }
        }
    }

    private func check(_ node: YAMLNode, _ shape: KeyTable.Shape, _ what: String, _ findings: Findings) {
        switch shape {
        case .text, .operand, .fraction, .dialKeys: _ = node.text(what, findings)
        case .texts: _ = node.scalarText == nil ? node.sequence(what, findings) : []
        case .reference: #expect(node.scalarText?.hasPrefix("$") == true, "\(what)")
        case .name: _ = node.name(what, alsoHyphens: true, findings)
        case .names: _ = node.names(what, findings)
        case .truth: _ = node.truth(what, findings)
        case .integer(let range): _ = node.integer(what, range, findings)
        case .duration: _ = node.duration(what, .zero ... .seconds(600), findings)
        case .word(let words): #expect(node.scalarText.map(words.contains) == true, "\(what)")
        case .list(let element):
            for entry in node.sequence(what, findings) ?? [] { check(entry, element, what, findings) }
        case .named(let element):
            for entry in node.mapping(what, findings) ?? [] { check(entry.value, element, what, findings) }
        case .steps: _ = node.mapping(what, findings)
        case .mapping(let table):
            for entry in node.mapping(what, findings) ?? [] {
                guard let key = table.keys.first(where: { $0.name == entry.key }) else {
                    Issue.record("\(what): no key '\(entry.key)' in \(table.name)")
                    continue
                }
                check(entry.value, key.shape, what + " " + key.name, findings)
            }
        }
    }

    @Test func `the schema knows every key that the shipped flows and the fixtures use`() throws {
        let schema = try JSONSerialization.jsonObject(with: Data(FlowSchema.text().utf8)) as? [String: Any]
        #expect(schema?["definitions"] != nil)
        let known = Set(FlowReference.tables.flatMap(\.names))
        let flow = FlowParser.parse(try Fixtures.bytes("valid/every-kind.yaml"), file: "every-kind.yaml")
        #expect(flow.diagnostics.isEmpty)
        let node = YAMLReader.read(
            try Fixtures.bytes("valid/every-kind.yaml"), file: "every-kind.yaml", findings: Findings())
        for entry in node?.entries ?? [] { #expect(known.contains(entry.key)) }
    }
}
