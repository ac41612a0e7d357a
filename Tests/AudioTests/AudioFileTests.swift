import Audio
import Foundation
import Testing

@Suite struct AudioFileTests {
    static let digits = "/usr/share/asterisk/sounds/en_US_f_Allison/digits"
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a recorded digit is read at the telephone's rate`() throws {
        let clip = try AudioFile.read("\(Self.digits)/7.wav")
        #expect(clip.sampleRateHz == 8_000)
        #expect(clip.samples.count > 2_000)
        #expect(try clip.telephone() == clip.samples)
    }

    @Test func `sixteen bits come back as they were`() throws {
        let samples: [Int16] = [0, 1, -1, 1_234, -1_234, .max, .min]
        let path = try folder.write(WAVBytes(data: WAVBytes.pcm16(samples)).bytes, to: "a.wav")
        #expect(try AudioFile.read(path).samples == samples)
    }

    @Test func `stereo is averaged or one side is chosen`() throws {
        let wav = WAVBytes(channels: 2, data: WAVBytes.pcm16([100, 300, -100, -301, .max, .max]))
        let path = try folder.write(wav.bytes, to: "stereo.wav")
        #expect(try AudioFile.read(path).samples == [200, -201, .max])
        #expect(try AudioFile.read(path, channels: .only(0)).samples == [100, -100, .max])
        #expect(try AudioFile.read(path, channels: .only(1)).samples == [300, -301, .max])
        #expect(throws: AudioFailure.channelMissing(path: path, channel: 2, channels: 2)) {
            try AudioFile.read(path, channels: .only(2))
        }
        #expect(throws: AudioFailure.channelMissing(path: path, channel: -1, channels: 2)) {
            try AudioFile.read(path, channels: .only(-1))
        }
    }

    @Test func `many channels are averaged`() throws {
        let frame = (1...8).map { Int16($0 * 8) }
        let path = try folder.write(
            WAVBytes(channels: 8, data: WAVBytes.pcm16(frame + frame)).bytes, to: "eight.wav")
        #expect(try AudioFile.read(path).samples == [36, 36])
    }

    @Test(arguments: zip(G711.allCases, [7, 6]))
    func `companded files hold what the law says`(law: G711, format: Int) throws {
        let codes = (0...255).map { UInt8($0) }
        let path = try folder.write(WAVBytes(format: format, bits: 8, data: codes).bytes, to: "law.wav")
        #expect(try AudioFile.read(path).samples == law.decode(codes))
    }

    @Test func `a high rate comes down to the telephone's`() throws {
        let samples = ResamplerTests.sine(440, rateHz: 44_100, seconds: 0.5, amplitude: 10_000)
        let wav = WAVBytes(rateHz: 44_100, data: WAVBytes.pcm16(samples))
        let clip = try AudioFile.read(try folder.write(wav.bytes, to: "cd.wav"))
        #expect(clip.duration == .milliseconds(500))
        #expect(try clip.telephone().count == 4_000)
    }

    /// 200 samples of a sine, amplitude 8 000 and period 16, encoded by libFLAC.
    static let flac =
        "ZkxhQwAAACIQABAAAAB4AAB4AfQA8AAAAMjDlTVy4oOzsOW9DIRwI8fMhAAAKCAAAAByZWZlcmVuY2UgbGli"
        + "RkxBQyAxLjQuMiAyMDIyMTAyMgAAAAD/+GQIAMe4SAAAC/UWGRzfH0C0IWxksv6TBBAF92dGVo3NeT7s6MrR"
        + "ua8n3Z0ZWjc15PuzoytG5ryfdnRlaNzXk+7OjK0bmvJ92dGVo3NeT7s6MrRua8n3Z0ZWjc15PuzoytG5ryfd"
        + "nRlaNzXk+7OjK0bmvJ9wc5I="

    @Test func `compressed files are read too`() throws {
        let path = try folder.write([UInt8](try #require(Data(base64Encoded: Self.flac))), to: "sine.flac")
        let clip = try AudioFile.read(path)
        #expect(clip.samples == ResamplerTests.sine(500, rateHz: 8_000, seconds: 0.025, amplitude: 8_000))
    }

    @Test func `floating point beyond full scale saturates`() throws {
        let wav = WAVBytes(format: 3, bits: 32, data: WAVBytes.float32([0.5, 2, -2]))
        #expect(
            try AudioFile.read(try folder.write(wav.bytes, to: "loud.wav")).samples == [16_384, .max, .min])
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func `what is no number is refused with its place`(value: Float) throws {
        let wav = WAVBytes(format: 3, bits: 32, data: WAVBytes.float32([0.5, 0.25, value, 0]))
        let path = try folder.write(wav.bytes, to: "nan.wav")
        #expect(throws: AudioFailure.notFinite(path: path, frame: 2)) { try AudioFile.read(path) }
    }

    @Test func `missing files and folders say what they are`() {
        for path in ["/nowhere.wav", "", "/etc/hosts/inside.wav", "\(Self.digits)/7.wav\0"] {
            #expect(throws: AudioFailure.fileMissing(path: path)) { try AudioFile.read(path) }
        }
        for path in ["/usr", "/dev/null"] {
            #expect(throws: AudioFailure.fileUnreadable(path: path, reason: "it is not a file")) {
                try AudioFile.read(path)
            }
        }
    }

    @Test func `files without samples are told apart from files without sound`() throws {
        let nothing = try folder.write([], to: "nothing.wav")
        let header = try folder.write(WAVBytes().bytes, to: "header.wav")
        let text = try folder.write(Array("this is no sound at all, only words".utf8), to: "text.wav")
        #expect(throws: AudioFailure.empty(path: nothing)) { try AudioFile.read(nothing) }
        #expect(throws: AudioFailure.empty(path: header)) { try AudioFile.read(header) }
        let failure = #expect(throws: AudioFailure.self) { try AudioFile.read(text) }
        guard case .notAudio(path: text, _) = failure else {
            Issue.record("unexpected: \(String(describing: failure))")
            return
        }
    }

    @Test func `a cut file gives what is there`() throws {
        let whole = try TemporaryFolder.bytes("\(Self.digits)/7.wav")
        let path = try folder.write(Array(whole.prefix(1_044)), to: "cut.wav")
        let samples = try AudioFile.read(path).samples
        #expect(samples.count <= 500)
        #expect(try AudioFile.read("\(Self.digits)/7.wav").samples.starts(with: samples))
    }

    @Test func `damaged files never stop the process`() throws {
        let whole = Array(try TemporaryFolder.bytes("\(Self.digits)/7.wav").prefix(1_200))
        var generator = SplitMix64(seed: 20_260_101)
        for round in 0..<400 {
            var bytes = round.isMultiple(of: 4) ? [] : whole
            if bytes.isEmpty {
                bytes = (0..<Int.random(in: 1...600, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
            } else {
                for _ in 0..<Int.random(in: 1...12, using: &generator) {
                    bytes[Int.random(in: 0..<60, using: &generator)] = .random(in: 0...255, using: &generator)
                }
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            }
            let path = try folder.write(bytes, to: "fuzz.wav")
            do throws(AudioFailure) {
                let clip = try AudioFile.read(path)
                #expect(!clip.samples.isEmpty)
                _ = try clip.telephone()
            } catch {
                #expect(error.description.contains(path))
            }
        }
    }

    @Test func `clips of different rates are joined with a gap`() throws {
        let slow = AudioClip(telephone: [Int16](repeating: 100, count: 80))
        let fast = AudioClip(samples: [Int16](repeating: 100, count: 320), sampleRateHz: 16_000)
        let joined = try AudioClip.joined([slow, fast, slow], gap: .milliseconds(120))
        #expect(joined.samples.count == 80 + 960 + 160 + 960 + 80)
        #expect(joined.samples[80..<1_040].allSatisfy { $0 == 0 })
        #expect(try AudioClip.joined([]).samples.isEmpty)
    }
}
