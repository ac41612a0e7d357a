import Calls
import Dialog
import TestSupport
import Testing

@Suite struct `Prompt variants` {
    private static let wordings = ["First wording.", "Second wording.", "Third wording."]

    /// What the caller hears of a question with variants that is put again and again.
    private func heard(seed: UInt64, variants: [String]) throws -> [String] {
        var call = SampleCall()
        call.seed = seed
        let text = PromptText(
            variants: variants.map { [PromptSegment(parts: [.text($0)])] }, position: .unknown)
        call.catalogue.languages["en-US"]?.texts["silence"] = text
        call.catalogue.languages["en-US"]?.texts["ask_party"] = text
        call.catalogue.languages["en-US"]?.texts["ask_party_again"] = text
        return try call.run().outcome.transcript.map(\.text).filter { variants.contains($0) }
    }

    @Test(arguments: [2, 3]) func `no prompt is worded the same twice in a row, whatever the seed`(count: Int)
        throws
    {
        let variants = Array(Self.wordings.prefix(count))
        for seed in 0..<12 {
            var call = SampleCall()
            call.seed = UInt64(seed)
            let text = PromptText(
                variants: variants.map { [PromptSegment(parts: [.text($0)])] }, position: .unknown)
            call.catalogue.languages["en-US"]?.texts["unclear"] = text
            call.acts = [.says(7), .says(7), .hangsUp]
            let said = try call.run().outcome.transcript.map(\.text).filter { variants.contains($0) }
            #expect(said.count == 2)
            #expect(zip(said, said.dropFirst()).allSatisfy { $0 != $1 }, "seed \(seed)")
        }
    }

    @Test func `the seed chooses, and every wording comes up`() throws {
        var first: Set<String> = []
        for seed in 0..<20 {
            let said = try heard(seed: UInt64(seed), variants: Self.wordings)
            #expect(try said == heard(seed: UInt64(seed), variants: Self.wordings))
            if let wording = said.first { first.insert(wording) }
        }
        #expect(first == Set(Self.wordings))
    }
}
