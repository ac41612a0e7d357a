import Dialog
import Foundation
import Testing

@testable import FlowFiles

/// SplitMix64: the same seed gives the same mutations on every machine.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct `Mutated files` {
    /// More with `MUTATION_ROUNDS`.
    private static let rounds =
        ProcessInfo.processInfo.environment["MUTATION_ROUNDS"].flatMap { Int($0) } ?? 60

    private func mutate(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where bytes.count > 20 {
            let start = Int.random(in: 0..<bytes.count - 16, using: &generator)
            let range = start..<(start + Int.random(in: 1...16, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes.removeSubrange(range)
            case 1:
                bytes.insert(contentsOf: bytes[range], at: Int.random(in: 0..<bytes.count, using: &generator))
            case 2: bytes[start] = UInt8.random(in: 0...255, using: &generator)
            default:
                let signs = Array("{}[]&*!|>'\"#%@:,-?\n \t$".utf8)
                bytes[start] = signs[Int.random(in: 0..<signs.count, using: &generator)]
            }
        }
        return bytes
    }

    @Test(arguments: ["valid/every-kind.yaml", "valid/identity.yaml"])
    func `a mutated flow is read or refused, never a trap`(path: String) throws {
        let original = try Fixtures.bytes(path)
        for seed in 0..<UInt64(Self.rounds) {
            var generator = SeededGenerator(state: seed)
            let parsed = FlowParser.parse(mutate(original, &generator), file: path)
            #expect(parsed.flow != nil || parsed.diagnostics.hasErrors, "seed \(seed)")
            #expect(parsed.diagnostics.allSatisfy { $0.position.line >= 1 && $0.position.column >= 1 })
        }
    }

    /// Each file that is wrong already is made worse in other ways.
    @Test func `a mutated invalid flow is read or refused, never a trap`() throws {
        for name in Fixtures.names(in: "invalid", ending: ".yaml") {
            let original = try Fixtures.bytes("invalid/\(name)")
            for seed in 0..<UInt64(max(1, Self.rounds / 20)) {
                var generator = SeededGenerator(state: seed)
                let parsed = FlowParser.parse(mutate(original, &generator), file: name)
                #expect(parsed.diagnostics.allSatisfy { $0.position.line >= 1 && $0.position.column >= 1 })
            }
        }
    }

    @Test(arguments: ["catalogue.yaml", "en-US/texts.yaml", "en-US/phrases.yaml"])
    func `mutated prompts are read or refused, never a trap`(name: String) throws {
        let sound = "projects/sound/Prompts/"
        let original = try Fixtures.bytes(sound + name)
        let catalogueBytes = try Fixtures.bytes(sound + "catalogue.yaml")
        for seed in 0..<UInt64(Self.rounds) {
            var generator = SeededGenerator(state: seed)
            let bytes = mutate(original, &generator)
            let findings = Findings()
            var catalogue = PromptCatalogue()
            let first = name == "catalogue.yaml" ? bytes : catalogueBytes
            if let node = YAMLReader.read(first, file: "c", findings: findings) {
                CatalogueFile(findings: findings).read(node, into: &catalogue)
            }
            var language = LanguageFolder(
                path: Fixtures.folder + "/" + sound + "en-US", catalogue: catalogue, isCatalogueSound: true,
                findings: findings)
            if let node = YAMLReader.read(bytes, file: "l", findings: findings) { language.read(node) }
            #expect(findings.diagnostics.allSatisfy { $0.position.line >= 1 && $0.position.column >= 1 })
        }
    }

    @Test func `noise is refused, never a trap`() {
        for seed in 0..<UInt64(Self.rounds) {
            var generator = SeededGenerator(state: seed)
            let signs = Array("{}[]&*!|>'\"#%@:,-?\n \t$ab01<~".utf8)
            let bytes = (0..<200).map { _ in signs[Int.random(in: 0..<signs.count, using: &generator)] }
            #expect(FlowParser.parse(bytes, file: "noise.yaml").diagnostics.hasErrors, "seed \(seed)")
        }
    }
}
