import CPocketSphinx
import Foundation
import Testing

@testable import Acoustics

/// Our front end beside sphinxbase's, on the same recorded voice.
struct FrontEndTests {
    private static let wide: [(String, String)] = [
        ("-samprate", "16000"), ("-nfft", "512"), ("-nfilt", "25"), ("-lowerf", "130"), ("-upperf", "6800"),
    ]
    private static let narrow: [(String, String)] = [
        ("-samprate", "8000"), ("-nfft", "256"), ("-nfilt", "18"), ("-lowerf", "130"),
        ("-upperf", "3446.495"),
    ]

    @Test(arguments: [wide, narrow], ["yes", "no"])
    func `cepstra are those of the library, with noise and without`(
        _ band: [(String, String)], _ removal: String
    ) throws {
        let samples = try Voices.goForward(rateHz: band[0].1 == "8000" ? 8_000 : 16_000)
        let arguments =
            band + [
                ("-transform", "dct"), ("-lifter", "22"), ("-remove_noise", removal),
                ("-feat", "1s_c_d_dd"), ("-svspec", "0-12/13-25/26-38"),
            ]
        let text = arguments.map { "\($0.0) \($0.1)\n" }.joined()
        let frontEnd = FrontEnd(try FrontEndOptions(features: Array(text.utf8), path: "feat.params"))
        let cepstra = frontEnd.cepstra(of: samples)
        let expected = try Self.library(samples, arguments)
        try #require(cepstra.values.count == expected.count)
        let differences = zip(cepstra.values, expected).map { abs($0 - $1) }
        #expect(try #require(differences.max()) < 0.002)
    }

    @Test func `utterances of any length have a frame for each 10 ms that begin in them`() throws {
        let frontEnd = FrontEnd(.telephone)
        for count in [4_000, 4_004, 4_005, 4_006, 4_044, 4_045, 4_079, 4_080, 8_000] {
            let samples = [Int16](repeating: 100, count: count)
            let expected = try Self.library(samples, Self.narrow + [("-remove_noise", "no")])
            #expect(frontEnd.cepstra(of: samples).frames == expected.count / 13, "\(count) samples")
        }
        // The library waits for ten frames before it gives any; we give them all.
        let short = [0: 0, 1: 1, 204: 1, 205: 2, 284: 2, 285: 3]
        for (count, frames) in short {
            #expect(frontEnd.cepstra(of: [Int16](repeating: 100, count: count)).frames == frames)
        }
    }

    @Test func `digital silence has finite cepstra`() {
        for noise in [FrontEndOptions.Noise.kept, .removed] {
            var options = FrontEndOptions.telephone
            options.noise = noise
            let cepstra = FrontEnd(options).cepstra(of: [Int16](repeating: 0, count: 4_000))
            #expect(cepstra.values.allSatisfy { $0.isFinite })
            let mean = Features.mean(of: cepstra)
            #expect(Features.streams(of: cepstra, mean: mean).values.allSatisfy { $0.isFinite })
        }
    }

    @Test func `differences reach over two frames, and repeat the ends`() {
        var cepstra = FrameMatrix(frames: 8, width: 1)
        cepstra.values = [0, 1, 4, 9, 16, 25, 36, 49]
        let streams = Features.streams(of: cepstra, mean: [10])
        #expect(Array(streams[3]) == [-1, 25 - 1, (36 - 4) - (16 - 0)])
        #expect(Array(streams[0]) == [-10, 4, (9 - 0) - (1 - 0)])
        #expect(Array(streams[7]) == [39, 49 - 25, (49 - 36) - (49 - 16)])
    }

    @Test func `the mean leaves out frames without energy`() {
        var cepstra = FrameMatrix(frames: 3, width: 2)
        cepstra.values = [4, 1, -8, 100, 6, 3]
        #expect(Features.mean(of: cepstra) == [5, 2])
        #expect(Features.mean(of: FrameMatrix(frames: 0, width: 2)) == [0, 0])
    }

    @Test(arguments: [
        ("-transform legacy", "-transform dct"), ("-nfft 100", "transforms"), ("-nfft 128", "transforms"),
        ("-nfilt 1000", "-nfilt"), ("-nfilt x", "-nfilt"), ("-upperf 9000", "half"),
        ("-samprate nan", "-samprate"),
        ("-varnorm yes", "-varnorm no"), ("-svspec 0-12", "-svspec"),
    ])
    func `a front end of another kind is named`(_ options: String, _ words: String) throws {
        let text = "-transform dct -feat 1s_c_d_dd -svspec 0-12/13-25/26-38 -lifter 22 " + options
        do {
            _ = try FrontEndOptions(features: Array(text.utf8), path: "here/feat.params")
            Issue.record("taken: \(options)")
        } catch {
            #expect("\(error)".contains("here/feat.params"))
            #expect("\(error)".contains(words))
        }
    }

    /// What sphinxbase computes of an utterance, silence kept.
    private static func library(_ samples: [Int16], _ arguments: [(String, String)]) throws -> [Float] {
        err_set_logfp(nil)
        let configuration = try #require(cmd_ln_parse_r(nil, fe_get_args(), 0, nil, 0))
        defer { cmd_ln_free_r(configuration) }
        for (name, value) in arguments + [("-remove_silence", "no")]
        where name != "-feat" && name != "-svspec" {
            switch name {
            case "-nfft", "-nfilt", "-lifter": cmd_ln_set_int_r(configuration, name, try #require(Int(value)))
            case "-samprate", "-lowerf", "-upperf":
                cmd_ln_set_float_r(configuration, name, try #require(Double(value)))
            case "-transform": cmd_ln_set_str_r(configuration, name, value)
            case _: cmd_ln_set_int_r(configuration, name, value == "yes" ? 1 : 0)
            }
        }
        let frontEnd = try #require(fe_init_auto_r(configuration))
        defer { fe_free(frontEnd) }
        fe_start_stream(frontEnd)
        fe_start_utt(frontEnd)
        let limit = samples.count / 80 + 2
        var figures = [Float](repeating: 0, count: (limit + 1) * 13)
        var count = Int32(limit)
        figures.withUnsafeMutableBufferPointer { figures in
            var rows: [UnsafeMutablePointer<Float>?] = (0...limit).map {
                figures.baseAddress?.advanced(by: $0 * 13)
            }
            samples.withUnsafeBufferPointer { samples in
                var place = samples.baseAddress
                var rest = samples.count
                fe_process_frames(frontEnd, &place, &rest, &rows, &count, nil)
            }
            var last: Int32 = 0
            fe_end_utt(frontEnd, rows[Int(count)], &last)
            count += last
        }
        return Array(figures.prefix(Int(count) * 13))
    }
}
