import Calls
import Dialog
import TestSupport
import Testing

@Suite struct TextConversationTests {
    private func chat(_ inputs: TextConversation.Input...) throws -> CallOutcome {
        var conversation = TextConversation(SampleCall().setup, journal: MemoryJournal())
        try conversation.begin()
        for input in inputs { conversation.take(input) }
        conversation.take(.hangUp)
        return try #require(conversation.outcome)
    }

    @Test func `a whole call can be typed`() throws {
        let outcome = try chat(
            .words("Speaking."), .words("March fifteenth, nineteen eighty"), .words("$450"),
            .words("the sixteenth"),
            .words("yes"))
        #expect(outcome.disposition == .promiseToPay)
        #expect(outcome.promise?.instalments.map(\.due.description) == ["2026-03-16"])
    }

    @Test func `keys and silence can be typed`() throws {
        let outcome = try chat(
            .keys("1"), .silence, .keys("03151980"), .keys("450"), .keys("0316"), .keys("1"))
        #expect(outcome.disposition == .promiseToPay)
        #expect(outcome.turns.contains { $0.input == .silence })
    }

    @Test func `a wrong date of birth ends without a word of the debt`() throws {
        let outcome = try chat(.words("speaking"), .keys("03161980"), .keys("03171980"))
        #expect(outcome.disposition == .notVerified)
        #expect(!outcome.transcript.contains { $0.text.contains("debt") || $0.text.contains("balance") })
    }
}
