import CPocketSphinx
import Calls
import SpokenForms

// Comparing expected strings with what else may have been said.
//
// The library takes from each frame's scores that of the best sound among those in play, so the scores of two grammars
// can't be compared unless the same sounds are in play in both. They are, if the grammar with the expected strings also
// holds the free one, closed by a word that nobody can say: its paths are followed and none of them is the result.
extension Decoder {
    private static let expectation = "expected"
    private static let unspeakable = "unspeakable"
    private static let unspeakablePhones = Array(repeating: "ZH OY", count: 40).joined(separator: " ")

    /// Makes a grammar of expected strings the one in use until the next `use`.
    ///
    /// The free grammar of the first stands for all of them.
    func expect(_ grammars: [VerificationGrammar]) throws(RecognitionFailure) {
        guard let first = grammars.first else { throw .decoderFailed("comparing with nothing") }
        // It goes on in the free grammar, so the old expectation isn't the active one when it is replaced.
        try use(first.free)
        forgetExpectation()
        if words.insert(Self.unspeakable).inserted {
            guard ps_add_word(decoder, Self.unspeakable, Self.unspeakablePhones, 0) >= 0 else {
                throw .decoderFailed("adding a word")
            }
        }
        guard ps_set_jsgf_string(decoder, Self.expectation, Self.jsgf(grammars, first)) == 0,
            ps_set_search(decoder, Self.expectation) == 0
        else { throw .decoderFailed("compiling an expected value") }
    }

    /// Leaves nothing of the expected strings behind; a grammar in use must be another one.
    func forgetExpectation() { ps_unset_search(decoder, Self.expectation) }

    private static func jsgf(_ grammars: [VerificationGrammar], _ first: VerificationGrammar) -> String {
        let free = first.free.jsgf.replacing("public <", with: "<")
        let lead = first.leads.isEmpty ? "" : "[ \(first.leads.joined(separator: " | ")) ] "
        let strings = grammars.map { grammar in
            grammar.expected.map { "( \($0.joined(separator: " | ")) )" }.joined(separator: " ")
        }
        return "\(free)\npublic <verifying> = <listening> \(unspeakable) | \(lead)"
            + "( \(strings.joined(separator: " | ")) );\n"
    }
}
