import Compliance
import Dialog
import Testing

/// What a check says of a flow beyond its findings.
struct FlowReportTests {
    @Test func `every disposition has a shortest way`() throws {
        let call = TestCall()
        let endings = CallEndings(call.program, catalogue: call.catalogue).endings
        let found = Set(endings.map(\.disposition))
        #expect(
            found == [
                .promiseToPay, .noResponse, .answeringMachine, .transferred, .doNotCall,
                .hungUpBeforeVerification, .hungUpAfterVerification,
            ])
        let machine = try #require(endings.first { $0.disposition == .answeringMachine })
        #expect(machine.way.count == 2)
        let promise = try #require(endings.first { $0.disposition == .promiseToPay })
        #expect(promise.way.contains { $0.contains("the caller says yes → save") })
        #expect(promise.way.last == "the promise is stored, and whatever ends the call then")
        // Nobody uses up a bound where a shorter way leads there.
        #expect(!endings.contains { $0.way.contains { $0.contains("as often as it may be") } })
    }

    @Test func `prompts are timed, and what is odd about them is told`() throws {
        var call = TestCall()
        call.languages = ["en-US", "es-US"]
        call.lexicon["es-US"] = ["deuda"]
        call.prompt("unused", "Nobody says this.")
        call.prompt("goodbye", "Please remit the sum to {company}. Goodbye.")
        call.prompt("party", "Is that {debtor_name}?", others: ["es-US": "¿Hablo con usted?"])
        let review = PromptReview(
            [call.program], catalogue: call.catalogue, organisation: ["company": .text("Lakeside Debt Group")]
        )
        #expect(review.unreached.contains("unused"))
        #expect(!review.unreached.contains("goodbye"))
        let lint = review.lint.filter { $0.prompt == "goodbye" }.map(\.words)
        #expect(lint.contains { $0.contains("'remit', a legal term") })
        #expect(lint.contains { $0.contains("'Lakeside Debt Group', which tells of a debt by 'debt'") })
        #expect(
            review.differences.contains {
                $0.prompt == "party" && $0.words.contains("does not speak {debtor_name}")
            })
        #expect(review.differences.contains { $0.prompt == "help" && $0.words == "has no text in es-US" })
        let notice = try #require(review.readings.first { $0.prompt == "legal_notice" })
        // Eight words at 160 a minute.
        #expect(notice.time == .seconds(3))
        #expect(review.readings.map(\.time) == review.readings.map(\.time).sorted(by: >))
    }
}
