import CESpeakNG
import Calls
import Dialog
import Synchronization

/// The one eSpeak NG engine of the process: the library keeps its state in globals and is not thread-safe.
final class ESpeakEngine: Sendable {
    /// The samples of one text, filled in by the library's callback.
    private final class Sink {
        var samples: [Int16] = []
        var hasOverflowed = false
    }

    /// Ten minutes: a text of the longest length takes about two.
    private static let sampleLimit = 600 * 22_050
    private static let opened = Result { () throws(SynthesisFailure) in try ESpeakEngine() }

    let sampleRateHz: Int
    /// Held while the library works: no text may begin while another is spoken.
    private let turn = Mutex(())

    /// The engine, started when first asked for.
    static func shared() throws(SynthesisFailure) -> ESpeakEngine { try opened.get() }

    private init() throws(SynthesisFailure) {
        // Without the option the library ends the process if its data is missing.
        let rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nil, espeakINITIALIZE_DONT_EXIT)
        guard rate > 0 else {
            throw .engineFailed("eSpeak NG cannot find its data; install the Debian package espeak-ng-data")
        }
        sampleRateHz = Int(rate)
        espeak_SetSynthCallback { samples, count, events in
            guard let context = events?.pointee.user_data else { return 0 }
            let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
            if let samples, count > 0 {
                sink.samples += UnsafeBufferPointer(start: samples, count: Int(count))
            }
            sink.hasOverflowed = sink.samples.count > ESpeakEngine.sampleLimit
            return sink.hasOverflowed ? 1 : 0
        }
    }

    /// Speaks plain text; markup and phoneme codes are read out like any other characters.
    func speak(_ text: String, voice: String, wordsPerMinute: Int32) throws(SynthesisFailure) -> [Int16]? {
        let outcome: Result<[Int16]?, SynthesisFailure> = turn.withLock { _ in
            guard espeak_SetVoiceByName(voice) == EE_OK else { return .success(nil) }
            // Whatever the last text used.
            espeak_SetParameter(espeakRATE, wordsPerMinute, 0)
            espeak_SetParameter(espeakVOLUME, 100, 0)
            espeak_SetParameter(espeakPITCH, 50, 0)
            espeak_SetParameter(espeakRANGE, 50, 0)
            espeak_SetParameter(espeakPUNCTUATION, 0, 0)
            espeak_SetParameter(espeakCAPITALS, 0, 0)
            espeak_SetParameter(espeakWORDGAP, 0, 0)
            return Self.synthesize(text)
        }
        return try outcome.get()
    }

    private static func synthesize(_ text: String) -> Result<[Int16]?, SynthesisFailure> {
        let sink = Sink()
        let status = withExtendedLifetime(sink) {
            text.withCString { characters in
                espeak_Synth(
                    characters, text.utf8.count + 1, 0, POS_CHARACTER, 0, UInt32(espeakCHARS_UTF8), nil,
                    Unmanaged.passUnretained(sink).toOpaque())
            }
        }
        guard status == EE_OK else { return .failure(.engineFailed("eSpeak NG error \(status.rawValue)")) }
        guard !sink.hasOverflowed else {
            return .failure(.engineFailed("the speech is longer than ten minutes"))
        }
        return .success(sink.samples)
    }

    /// Whether a voice is installed.
    func hasVoice(_ name: String) -> Bool { turn.withLock { _ in espeak_SetVoiceByName(name) == EE_OK } }

    /// The library's version, such as `1.51`, and where its data is.
    var version: (number: String, data: String) {
        turn.withLock { _ in
            var path: UnsafePointer<CChar>?
            let number = espeak_Info(&path).map { String(cString: $0) } ?? ""
            return (number, path.map { String(cString: $0) } ?? "")
        }
    }
}
