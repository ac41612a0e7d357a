import Dialog
import SpokenForms
import Testing

struct PhraseTests {
    @Test(arguments: [
        "yes", "Yeah.", "yep", "That's right!", "correct", "I do", "sure", "Yes, please", "yes it is", "OK",
        "y",
    ])
    func `yes is understood in many words`(line: String) throws {
        #expect(try grammar(.yesNo).reading(line) == .value(.yesNo(true)))
        #expect(try grammar(.confirmation(of: .money)).reading(line) == .value(.yesNo(true)))
    }

    @Test(arguments: [
        "no", "Nope", "not really", "that's wrong", "that’s not right", "No, that's wrong.", "no sir",
        "i don't", "n",
    ])
    func `no is understood in many words`(line: String) throws {
        #expect(try grammar(.yesNo).reading(line) == .value(.yesNo(false)))
        #expect(try grammar(.confirmation(of: .date)).reading(line) == .value(.yesNo(false)))
    }

    @Test func `words that settle nothing further end an answer`() throws {
        let yesNo = try grammar(.yesNo)
        #expect(yesNo.completeness(of: ["yes"]) == .closed)
        #expect(yesNo.completeness(of: ["i"]) == .incomplete)
        // "i am" may become "i am not".
        #expect(yesNo.completeness(of: ["i", "am"]) == .extendable)
        #expect(try grammar(.confirmation(of: .date)).completeness(of: ["no"]) == .extendable)
        #expect(try grammar(.confirmation(of: .date)).completeness(of: ["yes"]) == .closed)
        #expect(try grammar(.confirmation(of: .choice)).completeness(of: ["no"]) == .closed)
    }

    @Test func `a denial with another value corrects it in one turn`() throws {
        let twentieth = Answer.Meaning.value(.date(day("2026-03-20")))
        for target in [
            ListeningGrammar.Target.confirmation(of: .date), .confirming([.date(.upcoming(days: 30))]),
        ] {
            let grammar = try grammar(target)
            for line in [
                "no, the twentieth", "No, I said the twentieth", "no make it the twentieth", "the twentieth",
            ] {
                #expect(grammar.reading(line) == twentieth, "\(line)")
            }
            #expect(grammar.reading("no not friday") == nil)
        }
        let amount = try grammar(.confirmation(of: .money))
        #expect(amount.reading("no, two hundred dollars") == .value(money(20_000)))
        #expect(amount.reading("no two fifty") == .ambiguous([money(25_000), money(250)]))
        let birth = try grammar(.confirming([.date(.past)]))
        #expect(birth.reading("no march fifth nineteen eighty") == .value(.date(day("1980-03-05"))))
        let digits = try grammar(.confirming([.digits(4...4)]))
        #expect(digits.reading("no it's four eight two one") == .value(.digits("4821")))
        #expect(
            try grammar(.confirmation(of: .digits)).reading("no four eight two one")
                == .value(.digits("4821")))
        #expect(try grammar(.confirming([.yesNo])).reading("no two") == nil)
    }

    @Test func `choices and universals are told apart`() throws {
        let grammar = try grammar(
            .choice([
                "speaking": [Phrase("this is [he | she]"), Phrase("[yes [that's]] me")],
                "absent": [Phrase("not here")],
            ]),
            ["repeat": [Phrase("[can you] say that again")]])
        #expect(grammar.reading("this is") == .value(.choice("speaking")))
        #expect(grammar.reading("This is she.") == .value(.choice("speaking")))
        #expect(grammar.reading("yes that's me") == .value(.choice("speaking")))
        #expect(grammar.reading("not here") == .value(.choice("absent")))
        #expect(grammar.reading("say that again") == .universal("repeat"))
        #expect(grammar.reading("that's me") == nil)
        #expect(grammar.completeness(of: ["this", "is"]) == .closed)
        #expect(grammar.completeness(of: ["can", "you"]) == .incomplete)
        #expect(grammar.completeness(of: ["say", "that", "again"]) == .closed)
    }

    @Test(arguments: [
        ("", "at least one word"), ("[maybe]", "at least one word"), ("a | b", "only inside brackets"),
        ("a]", "closes no '['"), ("[a", "not closed"), ("[a |", "a word is missing"),
        ("a []", "a word is missing"),
        ("a [[b]]", "optional already"), ("Yes", "'Y' can't be said"), ("uh-huh", "'-' can't be said"),
        ("да", "'д' can't be said"), ("'", "''' can't be said"), ("a [b [c [d [e [f]]]]]", "nested"),
        (String(repeating: "[a | b] ", count: 6) + "c", "more than 256 ways"),
        (String(repeating: "a ", count: 300), "longer than"),
    ])
    func `a malformed phrase is an error that says what is wrong`(text: String, problem: String) throws {
        let phrase = Phrase(text, position: SourcePosition(file: "p.yaml", line: 3, column: 5))
        do {
            _ = try grammar(.choice(["one": [phrase]]))
            Issue.record("'\(text)' was taken")
        } catch .invalidPhrase(let culprit, let message) {
            #expect(culprit == phrase)
            #expect(message.contains(problem))
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func `one phrase for two meanings is an error`() {
        #expect(throws: GrammarFailure.ambiguousPhrases([PhraseCollision("it's me", "a", "b")])) {
            try grammar(.choice(["b": [Phrase("it's [just] me")], "a": [Phrase("it's me")]]))
        }
        #expect(throws: GrammarFailure.ambiguousPhrases([PhraseCollision("what", "a", "repeat")])) {
            try grammar(.choice(["a": [Phrase("what")]]), ["repeat": [Phrase("what [was that]")]])
        }
        #expect(throws: GrammarFailure.ambiguousPhrases([PhraseCollision("no thanks", "said_no", "refuse")]))
        {
            try grammar(.yesNo, ["refuse": [Phrase("no thanks")]])
        }
        #expect(throws: Never.self) { try grammar(.choice(["a": [Phrase("x"), Phrase("x [y]")]])) }
    }

    @Test func `hesitation and politeness change nothing`() throws {
        #expect(try grammar(.yesNo).reading("um, well, no") == .value(.yesNo(false)))
        let choice = try grammar(
            .choice(["absent": [Phrase("not here")]]), ["repeat": [Phrase("say that again")]])
        #expect(choice.reading("Say that again, please.") == .universal("repeat"))
        #expect(choice.reading("please") == nil)
    }

    @Test func `a failure says where it is and what to do`() {
        let phrase = Phrase("[a", position: SourcePosition(file: "p.yaml", line: 3, column: 5))
        #expect(
            GrammarFailure.invalidPhrase(phrase, "'[' is not closed").description
                == "p.yaml:3:5: error: the phrase \"[a\" is not well-formed: '[' is not closed")
        #expect(
            GrammarFailure.ambiguousPhrases([PhraseCollision("what", "a", "b")]).description
                == "the phrase \"what\" stands for both 'a' and 'b'; take it from one of them")
        #expect(
            GrammarFailure.unsupportedLanguage("xx").description
                == "the language 'xx' is not built in; there is 'en-US', 'en-GB', 'es-ES', 'es-US'")
    }

    @Test func `a shelf gives the same grammar for the same moment`() throws {
        var shelf = GrammarShelf()
        func take(_ day: LocalDate) throws -> ListeningGrammar {
            try shelf.grammar(
                language: "en-US", target: .date(.upcoming(days: 30)), universals: [:], today: day,
                currency: .usd)
        }
        #expect(try take(tuesday) == take(tuesday))
        for offset in 0...(2 * GrammarShelf.capacity) {
            let day = try #require(tuesday.adding(days: offset))
            #expect(try take(day).reading("today") == .value(.date(day)))
        }
    }

    @Test func `a language that is not built in is an error`() {
        #expect(throws: GrammarFailure.unsupportedLanguage("xx-XX")) {
            try ListeningGrammar(
                language: "xx-XX", target: .yesNo, universals: [:], today: tuesday, currency: .usd)
        }
    }
}
