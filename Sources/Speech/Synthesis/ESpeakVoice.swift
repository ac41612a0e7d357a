import Calls
import Dialog
import Synchronization

/// One eSpeak NG voice, with the process that speaks it.
///
/// The process starts when the voice is first needed and anew after a failure. Any thread may use it; texts are spoken
/// one at a time.
final class ESpeakVoice: Sendable {
    /// Slower than the voice's own 175: notices must be understood on the telephone.
    private static let wordsPerMinute: Int32 = 160
    /// The voices of the built-in languages; each has one process at most.
    private static let all: [LanguageTag: ESpeakVoice] = [
        "en-US": ESpeakVoice("en-us"), "en-GB": ESpeakVoice("en-gb-x-rp"), "es-ES": ESpeakVoice("es"),
        "es-US": ESpeakVoice("es-419"),
    ]

    let name: String
    private let connection = Mutex<VoiceConnection?>(nil)

    init(_ name: String) { self.name = name }

    /// The voice of a language; nil if it isn't spoken.
    static func of(_ language: LanguageTag) -> ESpeakVoice? { all[language] }

    /// Speaks plain text without a zero byte; the same text is the same samples, whatever was spoken before.
    func speak(_ text: String) throws(SynthesisFailure) -> (samples: [Int16], sampleRateHz: Int) {
        try connected { connection throws(SynthesisFailure) in
            (try connection.speak(text), connection.sampleRateHz)
        }
    }

    /// The letters of the International Phonetic Alphabet for plain text without a zero byte.
    func pronounce(_ text: String) throws(SynthesisFailure) -> String {
        try connected { connection throws(SynthesisFailure) in try connection.pronounce(text) }
    }

    /// eSpeak NG's version and where its data is.
    func version() throws(SynthesisFailure) -> (number: String, dataFolder: String) {
        try connected { connection throws(SynthesisFailure) in connection.version }
    }

    /// The running process, if there is one.
    var processID: Int32? { connection.withLock { $0?.process } }

    private func connected<Result: Sendable>(
        _ body: (borrowing VoiceConnection) throws(SynthesisFailure) -> Result
    ) throws(SynthesisFailure) -> Result {
        try connection.withLock { current throws(SynthesisFailure) in
            let running: VoiceConnection
            if let known = current.take() {
                running = known
            } else {
                running = try VoiceConnection(voice: name, wordsPerMinute: Self.wordsPerMinute)
            }
            // A connection that failed is not kept: its process may be in the middle of an answer.
            let result = try body(running)
            current = consume running
            return result
        }
    }
}
