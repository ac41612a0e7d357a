import Dialog
import Testing

@testable import Speech

@Suite struct SpeechEnvironmentTests {
    @Test func `an equipped machine has all that English needs`() {
        let facts = SpeechEnvironment.facts(for: ["en-US"])
        #expect(
            facts.map(\.name) == [
                "acoustic model en-US", "pronunciations en-US", "voice en-US",
            ])
        let holds13 = facts.allSatisfy { $0.isPresent }
        #expect(holds13)
        #expect(facts.allSatisfy { !$0.detail.isEmpty })
    }

    @Test func `Spanish is heard with the packaged model, and says so`() {
        let facts = SpeechEnvironment.facts(for: ["es-ES", "es-US"])
        #expect(facts.count == 6)
        #expect(facts.allSatisfy { $0.isPresent })
        #expect(facts[1].detail.contains("no packaged Spanish model"))
    }

    @Test func `what is missing comes with the package to install`() {
        let facts = SpeechEnvironment.facts(for: ["en-US"], modelFolder: "/nonexistent")
        #expect(facts.first?.state == .missing(package: "pocketsphinx-en-us"))
        #expect(facts.first?.detail.contains("/nonexistent/en-us/mdef") == true)
        #expect(facts.last?.isPresent == true)
    }
}
