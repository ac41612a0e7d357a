import Audio
import MediaAdapters
import Testing

@Suite struct CallerTurnTests {
    static let digits = "/usr/share/asterisk/sounds/en_US_f_Allison/digits"

    @Test func `each form of a turn is read`() throws {
        #expect(try CallerTurn.parse("keys:12*#") == .keys("12*#"))
        #expect(try CallerTurn.parse("tones:9") == .tones("9"))
        #expect(try CallerTurn.parse("silence:6s") == .silence(.seconds(6)))
        #expect(try CallerTurn.parse("silence:300ms") == .silence(.milliseconds(300)))
        #expect(try CallerTurn.parse("silence:2m") == .silence(.seconds(120)))
        #expect(try CallerTurn.parse("hangup") == .hangUp)
    }

    @Test func `clips of one turn are joined with a gap of 120 ms`() throws {
        let seven = try AudioFile.read("\(Self.digits)/7.wav").samples
        let four = try AudioFile.read("\(Self.digits)/4.wav").samples
        let argument = "\(Self.digits)/7.wav+\(Self.digits)/4.wav"
        let joined = seven + [Int16](repeating: 0, count: 960) + four
        #expect(try CallerTurn.parse(argument) == .audio(AudioClip(telephone: joined), name: argument))
        #expect(
            try CallerTurn.parse("\(Self.digits)/7.wav")
                == .audio(AudioClip(telephone: seven), name: "\(Self.digits)/7.wav"))
    }

    @Test func `a plus in a file's own name is no join`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a+b.wav")
        let writer = try WAVWriter(path: path)
        try writer.write([1, 2, 3])
        try writer.finish()
        #expect(try CallerTurn.parse(path) == .audio(AudioClip(telephone: [1, 2, 3]), name: path))
    }

    @Test(arguments: [
        ("", CallerTurnFailure.empty), ("keys:", .keyCount(turn: "keys", count: 0, limit: 64)),
        ("keys:" + String(repeating: "1", count: 65), .keyCount(turn: "keys", count: 65, limit: 64)),
        ("keys:12a4", .notAKey(turn: "keys", place: 3)), ("tones:1 2", .notAKey(turn: "tones", place: 2)),
        ("keys:١", .notAKey(turn: "keys", place: 1)), ("silence:", .notADuration("")),
        ("silence:6", .notADuration("6")), ("silence:1.5s", .notADuration("1.5s")),
        ("silence:-1s", .notADuration("-1s")), ("silence:6 s", .notADuration("6 s")),
        ("silence:99999999999999999999s", .notADuration("99999999999999999999s")),
        ("silence:0s", .silenceOutOfRange("0s", limit: .seconds(600))),
        ("silence:11m", .silenceOutOfRange("11m", limit: .seconds(600))),
        ("a.wav+", .emptyClip("a.wav+")), ("+", .emptyClip("+")),
        ("/nowhere.wav", .audio(.fileMissing(path: "/nowhere.wav"))),
        ("/nowhere.wav+/b.wav", .audio(.fileMissing(path: "/nowhere.wav"))),
        ("key:12", .audio(.fileMissing(path: "key:12"))), ("Hangup", .audio(.fileMissing(path: "Hangup"))),
    ])
    func `what is no turn says why`(argument: String, failure: CallerTurnFailure) {
        #expect(throws: failure) { try CallerTurn.parse(argument) }
    }

    @Test func `an unknown word is told what turns there are, and keys are never repeated`() {
        let unknown = CallerTurnFailure.audio(.fileMissing(path: "key:12")).description
        #expect(unknown.contains("keys:1234") && unknown.contains("silence:6s") && unknown.contains("hangup"))
        let failure = #expect(throws: CallerTurnFailure.self) { try CallerTurn.parse("keys:4711x") }
        #expect(failure?.description == "'keys:' has no key at place 5; keys are 0-9, * and #")
        #expect(CallerTurn.keys("4711").name == "4 keys")
    }
}
