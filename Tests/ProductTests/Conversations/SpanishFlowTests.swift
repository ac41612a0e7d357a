import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import Testing

/// `recobro-temprano` with an account in Spain, called on Monday, 2 March 2026.
@Suite struct `The Spanish flow` {
    private typealias Input = TextConversation.Input

    private static let call = ShippedCall(
        flow: "recobro-temprano", account: "lucia-serrano", organisation: "organisation-es",
        date: "2026-03-02")

    /// Words that tell of a debt, whatever the lexicon of the project has.
    private static let debtWords = [
        "deuda", "debe", "pag", "importe", "pendiente", "Olmedo", "tarjeta", "euro", "cantidad", "386",
    ]

    private static let verified: [Input] = [
        .words("sí, soy yo"), .words("el doce de mayo de mil novecientos ochenta y cuatro"),
    ]

    private func chat(_ inputs: [Input], transfers: TransferOutcome = .connected) throws -> CallOutcome {
        let outcome = try Self.call.chat(inputs, transfers: transfers)
        #expect(outcome.troubles == [])
        return outcome
    }

    private func words(_ words: String...) -> [Input] { words.map { .words($0) } }

    private func expectNothingOfTheDebt(
        in outcome: CallOutcome, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for word in Self.debtWords {
            #expect(!outcome.spoken.contains(word), "\(word)", sourceLocation: sourceLocation)
        }
    }

    @Test func `is proved for Spain, and every phrase of it can be listened for`() throws {
        let loaded = Self.call.load()
        #expect(loaded.diagnostics.map(\.description) == [])
        let program = try #require(loaded.program)
        #expect(program.root.policy == CompliancePolicy.esRecobro.name)
        let proofs = ComplianceProver(program: program, catalogue: loaded.catalogue).findings()
        #expect(proofs.map(\.description) == [])
        let grammars = GrammarCheck.findings(program, loaded.catalogue) { _, _ in [] }
        #expect(grammars.map(\.description) == [])
    }
}
