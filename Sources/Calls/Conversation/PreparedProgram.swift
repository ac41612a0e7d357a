import Compliance
package import Dialog
import SpokenForms
import Synchronization

/// A program with everything that its calls can share: they begin in one language, and differ in account, date and seed.
///
/// Nothing of a call is kept here. At most `capacity` grammars are kept; when they are full all are dropped, because the
/// moments of a flow are few and a day's dates pass.
package final class PreparedProgram: Sendable {
    package static let capacity = 512

    package let program: FlowProgram
    package let catalogue: PromptCatalogue
    package let language: LanguageTag
    let disclosure: DisclosureRules
    private let grammars = Mutex<[Key: ListeningGrammar]>([:])

    private struct Key: Hashable {
        let request: ListenRequest
        let language: LanguageTag
        let today: LocalDate
        let currency: Currency
    }

    package init(_ program: FlowProgram, _ catalogue: PromptCatalogue, _ language: LanguageTag) {
        self.program = program
        self.catalogue = catalogue
        self.language = language
        disclosure = DisclosureRules(program: program, catalogue: catalogue)
    }

    /// The grammar that `make` gives, or gave to an earlier call.
    func grammar(
        for request: ListenRequest, in language: LanguageTag, today: LocalDate, currency: Currency,
        make: () throws(GrammarFailure) -> ListeningGrammar
    ) throws(GrammarFailure) -> ListeningGrammar {
        let key = Key(request: request, language: language, today: today, currency: currency)
        if let known = grammars.withLock({ $0[key] }) { return known }
        // Made outside the lock: two calls may make the same grammar, and either will do.
        let grammar = try make()
        grammars.withLock { grammars in
            if grammars.count >= Self.capacity { grammars.removeAll(keepingCapacity: true) }
            grammars[key] = grammar
        }
        return grammar
    }
}

extension PreparedProgram {
    /// Whether a prompt tells of the debt, by what is declared, what it speaks or its words.
    package func isDebtContent(_ prompt: RenderedPrompt) -> Bool {
        disclosure.isDebtContent(prompt.prompt, text: prompt.text, in: prompt.language)
    }
}
