import CPocketSphinx
import Calls
import SpokenForms

/// One libpocketsphinx decoder: it owns the C object, its words and its compiled grammars.
///
/// Each utterance starts from the same state, whatever came before it.
final class Decoder {
    /// How the mean of the cepstra is taken away.
    enum Normalisation {
        /// From the model's prior, as the audio comes in.
        case live
        /// From the mean of the whole utterance: better, but known only at its end.
        case batch
    }

    /// How much is computed.
    enum Effort {
        /// The library's own: as many densities of a codebook as keep up with a call.
        case quick
        /// Twice as many.
        case thorough
    }

    /// What a decoder heard.
    struct Hypothesis: Hashable {
        var words: [String] = []
        /// Logarithmic, in the decoder's own base; the higher the better.
        var pathScore = 0
        var frames = 0
    }

    /// Compiled grammars that are kept; a call with more of them compiles some again (0.2 to 2.5 ms).
    static let grammarLimit = 24

    private let model: SpeechModel
    private let decoder: OpaquePointer
    private let features: UnsafeMutablePointer<feat_t>
    /// Words that were added.
    private var words: Set<String> = []
    /// Names of the compiled grammars, the one used last at the end.
    private var grammars: [String] = []
    private var isInUtterance = false

    init(_ model: SpeechModel, _ effort: Effort = .quick) throws(RecognitionFailure) {
        self.model = model
        decoder = try Self.open(model.acoustic, effort)
        guard let features = ps_get_feat(decoder), features.pointee.cepsize == model.acoustic.cmnPrior.count
        else {
            ps_free(decoder)
            throw .modelUnavailable("'\(model.acoustic.folder)' has other features than expected")
        }
        self.features = features
    }

    deinit {
        finish()
        ps_free(decoder)
    }

    /// Makes a grammar the one that the next utterance is decoded with.
    func use(_ grammar: ListeningGrammar) throws(RecognitionFailure) {
        finish()
        // The decoder's own names begin with an underscore.
        let name = "g-" + grammar.id
        if let index = grammars.firstIndex(of: name) {
            grammars.remove(at: index)
        } else {
            try compile(grammar, as: name)
        }
        guard ps_set_search(decoder, name) == 0 else {
            ps_unset_search(decoder, name)
            throw .decoderFailed("selecting a grammar")
        }
        grammars.append(name)
        // Never the grammar in use: the decoder would go on with freed memory.
        if grammars.count > Self.grammarLimit { ps_unset_search(decoder, grammars.removeFirst()) }
    }

    private func compile(_ grammar: ListeningGrammar, as name: String) throws(RecognitionFailure) {
        try add(grammar.vocabulary)
        // A compiled grammar keeps the penalty that was set when it was compiled.
        cmd_ln_set_float_r(ps_get_config(decoder), "-wip", Self.wordInsertionPenalty(for: grammar))
        guard ps_set_jsgf_string(decoder, name, grammar.jsgf) == 0 else {
            throw .decoderFailed("compiling a grammar")
        }
    }

    private func add(_ vocabulary: Set<String>) throws(RecognitionFailure) {
        let new = vocabulary.subtracting(words)
        for entry in try model.dictionary.entries(for: new) {
            // No update: it rebuilds every grammar, and none uses a word that came later.
            guard ps_add_word(decoder, entry.word, entry.phones, 0) >= 0 else {
                throw .decoderFailed("adding the word '\(entry.word)', pronounced '\(entry.phones)'")
            }
        }
        words.formUnion(new)
    }

    /// What one more word costs, as a probability.
    ///
    /// In amounts and dates, words that are not there ("one hundred eighty twenty dollars") go away only when words are
    /// dear; a digit string is of a known length, and loses a tenth of its right answers at 0.01.
    private static func wordInsertionPenalty(for grammar: ListeningGrammar) -> Double {
        grammar.listensForDigits ? 0.1 : 0.01
    }

    /// Begins an utterance in the grammar in use.
    func start(_ normalisation: Normalisation) throws(RecognitionFailure) {
        finish()
        ps_start_stream(decoder)
        pocketsphinx_clear_frames(features)
        switch normalisation {
        case .live:
            features.pointee.cmn = CMN_LIVE
            cmn_live_set(features.pointee.cmn_struct, model.acoustic.cmnPrior)
        case .batch: features.pointee.cmn = CMN_BATCH
        }
        guard ps_start_utt(decoder) == 0 else { throw .decoderFailed("beginning an utterance") }
        isInUtterance = true
    }

    /// Takes samples at the model's rate; `isWhole` says that they are the whole utterance.
    func process(_ samples: [Int16], isWhole: Bool) throws(RecognitionFailure) {
        guard isInUtterance, !samples.isEmpty else { return }
        let status = samples.withUnsafeBufferPointer {
            ps_process_raw(decoder, $0.baseAddress, $0.count, 0, isWhole ? 1 : 0)
        }
        guard status >= 0 else { throw .decoderFailed("decoding an utterance") }
    }

    /// Ends an utterance; does nothing outside one.
    func finish() {
        guard isInUtterance else { return }
        isInUtterance = false
        ps_end_utt(decoder)
    }

    /// The best words so far; none if nothing in the grammar fits.
    var hypothesis: Hypothesis {
        var score: Int32 = 0
        guard let text = ps_get_hyp(decoder, &score) else { return Hypothesis() }
        return Hypothesis(
            words: String(cString: text).split(separator: " ").map(String.init), pathScore: Int(score),
            frames: Int(ps_get_n_frames(decoder)))
    }
}

extension Decoder {
    /// The library logs to standard error by default, and its log holds what callers say.
    private static let isQuiet: Bool = {
        err_set_logfp(nil)
        return true
    }()

    private static func open(
        _ model: AcousticModel, _ effort: Effort
    ) throws(RecognitionFailure) -> OpaquePointer {
        guard isQuiet, let configuration = cmd_ln_parse_r(nil, ps_args(), 0, nil, 0) else {
            throw .decoderFailed("making a configuration")
        }
        // The decoder retains it.
        defer { cmd_ln_free_r(configuration) }
        cmd_ln_set_str_r(configuration, "-hmm", model.folder)
        cmd_ln_set_float_r(configuration, "-samprate", Double(model.sampleRateHz))
        switch effort {
        case .quick: break
        case .thorough: cmd_ln_set_int_r(configuration, "-topn", 8)
        }
        // Frames of an n-gram look-ahead, which grammars don't use.
        cmd_ln_set_int_r(configuration, "-pl_window", 0)
        // Cheaper silence than the default of 0.005: otherwise a pause after "hundred" or "dollars" becomes a word.
        cmd_ln_set_float_r(configuration, "-silprob", 0.5)
        // Without the lattice the score is that of the path that was found; accuracy is the same.
        cmd_ln_set_int_r(configuration, "-bestpath", 0)
        guard let decoder = ps_init(configuration) else {
            throw .modelUnavailable(
                "the decoder cannot read '\(model.folder)'; reinstall the Debian package \(AcousticModel.debianPackage)"
            )
        }
        return decoder
    }
}
