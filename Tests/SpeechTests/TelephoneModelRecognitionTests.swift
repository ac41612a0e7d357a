import Acoustics
import CPocketSphinx
import Foundation
import Testing

/// The packaged model as derived, on recordings that were kept out of the transform's fit.
struct TelephoneModelRecognitionTests {
    private static let base = "/usr/share/pocketsphinx/model/en-us/en-us"
    private static let dictionary = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict"
    private static let recordings = "/usr/share/asterisk/sounds/en_US_f_Allison/digits"
    private static let words = [
        "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
        "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve", "13": "thirteen",
        "14": "fourteen", "15": "fifteen", "16": "sixteen", "17": "seventeen", "18": "eighteen",
        "19": "nineteen", "20": "twenty", "30": "thirty", "40": "forty", "50": "fifty", "60": "sixty",
        "70": "seventy", "80": "eighty", "90": "ninety", "mon-0": "january", "mon-1": "february",
        "mon-2": "march", "mon-3": "april", "mon-4": "may", "mon-5": "june", "mon-6": "july",
        "mon-7": "august",
        "mon-8": "september", "mon-9": "october", "mon-10": "november", "mon-11": "december",
        "day-0": "sunday", "day-1": "monday", "day-2": "tuesday", "day-3": "wednesday", "day-4": "thursday",
        "day-5": "friday", "day-6": "saturday",
    ]
    private static var isInstalled: Bool {
        [base + "/means", dictionary, recordings + "/mon-11.wav"].allSatisfy {
            FileManager.default.isReadableFile(atPath: $0)
        }
    }

    @Test(.enabled(if: isInstalled, "needs pocketsphinx-en-us and asterisk-core-sounds-en-wav"))
    func `the packaged model derives to known bytes and hears a recorded voice at 8 kHz`() throws {
        let cache = FileManager.default.temporaryDirectory.path + "/telephone-model-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: cache) }
        let model = try TelephoneModel.derive(from: Self.base, into: cache)
        #expect(model.sampleRateHz == 8_000)
        #expect(model.cmnPrior.count == 13)
        let listing = try String(contentsOfFile: model.folder + "/contents.txt", encoding: .utf8)
        #expect(listing == Self.knownListing)
        let features = try String(contentsOfFile: model.folder + "/feat.params", encoding: .utf8)
        for option in ["-nfilt 18", "-samprate 8000", "-nfft 256", "-lowerf 130", "-upperf 3446.495"] {
            #expect(features.contains(option + "\n"))
        }

        let decoder = try #require(try Self.decoder(model))
        defer { ps_free(decoder) }
        var misheard: [String] = []
        for (file, word) in Self.words.sorted(by: { $0.key < $1.key }) {
            let heard = try Self.hear(Self.samples(Self.recordings + "/\(file).wav"), decoder)
            if heard != word { misheard.append("\(word) as \(heard)") }
        }
        #expect(misheard.count <= 6, "\(misheard)")
    }

    /// Of Debian's model and the shipped transform; a change of either, or of the arithmetic, changes it.
    private static let knownListing = """
        6febf22ab3dfe82f 2959176 mdef
        e5a7deca38f80382 1969024 sendump
        b4fabf16fbd41008 2080 transition_matrices
        5b906149840fe808 56 noisedict
        14afdd561439aa8b 838726 means
        e7be44c967467fef 838726 variances
        288f5f6dee4d2219 259 feat.params
        end
        """

    private static func decoder(_ model: DerivedModel) throws -> OpaquePointer? {
        err_set_logfp(nil)
        let configuration = try #require(cmd_ln_parse_r(nil, ps_args(), 0, nil, 0))
        defer { cmd_ln_free_r(configuration) }
        cmd_ln_set_str_r(configuration, "-hmm", model.folder)
        cmd_ln_set_float_r(configuration, "-samprate", Double(model.sampleRateHz))
        cmd_ln_set_str_r(configuration, "-dict", dictionary)
        cmd_ln_set_int_r(configuration, "-bestpath", 0)
        let decoder = try #require(ps_init(configuration))
        let grammar = "#JSGF V1.0; grammar g; public <w> = \(words.values.sorted().joined(separator: " | "));"
        guard ps_set_jsgf_string(decoder, "words", grammar) == 0, ps_set_search(decoder, "words") == 0 else {
            ps_free(decoder)
            return nil
        }
        return decoder
    }

    private static func hear(_ samples: [Int16], _ decoder: OpaquePointer) -> String {
        ps_start_stream(decoder)
        ps_start_utt(decoder)
        ps_process_raw(decoder, samples, samples.count, 0, 1)
        ps_end_utt(decoder)
        return ps_get_hyp(decoder, nil).map { String(cString: $0) } ?? "nothing"
    }

    /// The samples of a WAV file of 8 kHz, 16 bits, one channel.
    private static func samples(_ path: String) throws -> [Int16] {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        let mark = bytes.indices.dropLast(8).first { bytes[$0..<$0 + 4].elementsEqual("data".utf8) }
        return stride(from: try #require(mark) + 8, to: bytes.count - 1, by: 2).map {
            Int16(truncatingIfNeeded: Int(bytes[$0]) | Int(bytes[$0 + 1]) << 8)
        }
    }
}
