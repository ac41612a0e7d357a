import Dialog
import SpokenForms
import Testing

struct GrammarExpressionTests {
    let number = GrammarExpression.rule("number", .alternatives([.word("one"), .word("two")]))

    @Test func `a grammar is written with one public rule and each named rule once`() throws {
        let expression = GrammarExpression.sequence([
            .optional(.word("it's")), number,
            .alternatives([number, .sequence([.word("or"), .word("so")])]),
        ])
        #expect(
            try expression.jsgf(named: "test") == """
                #JSGF V1.0;
                grammar test;
                public <test> = [it's] <number> (<number> | or so);
                <number> = one | two;

                """)
    }

    @Test func `a bounded repeat is written out`() throws {
        let text = try GrammarExpression.repeated(number, 2...4).jsgf(named: "test")
        #expect(text.contains("= <number> <number> [<number> [<number>]];"))
        #expect(try GrammarExpression.repeated(.words, 1...1).jsgf(named: "test").contains("= a b;"))
    }

    @Test func `what pocketsphinx would take silently is refused`() {
        expect(.optional(.word("a")), .matchesNothing)
        expect(.sequence([]), .matchesNothing)
        expect(.sequence([.word("a"), .alternatives([])]), .empty)
        expect(.sequence([.word("a"), .optional(.optional(.word("a")))]), .matchesNothing)
        expect(.sequence([.word("a"), .rule("b", .optional(.word("b")))]), .matchesNothing)
        expect(.word("Yes"), .invalidWord("Yes"))
        expect(.word("uh-huh"), .invalidWord("uh-huh"))
        expect(.word("'"), .invalidWord("'"))
        expect(.rule("No", .word("no")), .invalidRuleName("No"))
        expect(.rule("test", .word("no")), .conflictingRule("test"))
        expect(.sequence([number, .rule("number", .word("three"))]), .conflictingRule("number"))
        expect(.repeated(.word("a"), 1...33), .repeatOutOfBounds(1...33))
        expect(.repeated(.optional(.word("a")), 1...2), .matchesNothing)
    }

    private func expect(_ expression: GrammarExpression, _ defect: GrammarDefect) {
        #expect(throws: defect) { try expression.jsgf(named: "test") }
    }

    @Test func `every grammar defines the rules it uses, and no others`() throws {
        for grammar in try everyGrammar() {
            var defined: [String] = []
            var used: Set<String> = []
            var isPublic = 0
            for line in grammar.jsgf.split(separator: "\n").dropFirst(2) {
                let names = line.split(separator: "<", omittingEmptySubsequences: false).dropFirst()
                    .compactMap {
                        $0.split(separator: ">").first
                    }
                defined.append(String(try #require(names.first)))
                used.formUnion(names.dropFirst().map(String.init))
                if line.hasPrefix("public ") { isPublic += 1 }
                #expect(line.hasSuffix(";"))
            }
            #expect(isPublic == 1)
            #expect(defined.count == Set(defined).count)
            #expect(used == Set(defined.dropFirst()), "\(grammar.jsgf)")
        }
    }

    @Test func `the vocabulary is exactly the words of the grammar`() throws {
        for grammar in try everyGrammar() {
            let body = grammar.jsgf.split(separator: "\n").dropFirst(2).joined(separator: " ")
            var words: Set<String> = []
            for token in body.split(whereSeparator: { " ()[]|;=".contains($0) }) where token.first != "<" {
                words.insert(String(token))
            }
            #expect(grammar.vocabulary == words.subtracting(["public"]))
        }
    }

    @Test func `equal grammars have equal ids whatever the day`() throws {
        let monday = try grammar(.date(.upcoming(days: 30)), today: day("2026-03-09"))
        let tuesday = try grammar(.date(.upcoming(days: 30)))
        #expect(monday.id == tuesday.id)
        #expect(monday != tuesday)
        #expect(try monday.id != grammar(.date(.past)).id)
        #expect(try Set(everyGrammar().map(\.id)).count == Set(everyGrammar().map(\.jsgf)).count)
    }

    @Test func `a grammar that listens for nothing is void`() throws {
        let nothing = try grammar(.nothing)
        #expect(nothing.vocabulary.isEmpty)
        #expect(nothing.isSilent)
        #expect(nothing.interpret([]) == nil)
        #expect(nothing.completeness(of: ["hello"]) == .incomplete)
    }
}

extension GrammarExpression {
    fileprivate static var words: GrammarExpression { .sequence([.word("a"), .word("b")]) }
}
