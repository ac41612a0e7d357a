import Audio
import Testing

@Suite struct AudioFileTests {
    static let digits = "/usr/share/asterisk/sounds/en_US_f_Allison/digits"

    @Test func `a recorded digit is read at the telephone's rate`() throws {
        let clip = try AudioFile.read("\(Self.digits)/7.wav")
        #expect(clip.sampleRateHz == 8_000)
        #expect(clip.samples.count > 2_000)
        #expect(try clip.telephone() == clip.samples)
    }

    @Test func `a missing file and a folder say what they are`() {
        #expect(throws: AudioFailure.fileMissing(path: "/nowhere.wav")) { try AudioFile.read("/nowhere.wav") }
        #expect(throws: AudioFailure.fileUnreadable(path: "/usr", reason: "it is not a file")) {
            try AudioFile.read("/usr")
        }
    }
}
