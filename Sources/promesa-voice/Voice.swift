import CESpeakNG
import Glibc
import VoiceProcess

/// The process's one eSpeak NG engine with a voice loaded.
struct Voice {
    /// A fault as an error.
    struct Failure: Error { let fault: VoiceFault }

    /// Speech longer than ten minutes is given up; a text of the longest length takes about two.
    private static let longestSeconds = 600

    let sampleRateHz: Int32

    /// Starts the library and loads a voice; called once.
    static func open(_ name: String, wordsPerMinute: Int32) -> Result<Voice, Failure> {
        // Without the option the library ends the process if its data is missing.
        let rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nil, espeakINITIALIZE_DONT_EXIT)
        guard rate > 0 else { return .failure(Failure(fault: .noData)) }
        guard espeak_SetVoiceByName(name) == EE_OK else { return .failure(Failure(fault: .noVoice)) }
        espeak_SetParameter(espeakRATE, wordsPerMinute, 0)
        espeak_SetSynthCallback { samples, count, events in
            guard let context = events?.pointee.user_data else { return 0 }
            let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
            if let samples, count > 0 {
                sink.samples += UnsafeBufferPointer(start: samples, count: Int(count))
            }
            return sink.isFull ? 1 : 0
        }
        return .success(Voice(sampleRateHz: rate))
    }

    /// The library's version, such as `1.51`, and where its data is.
    var version: (number: String, dataFolder: String) {
        var path: UnsafePointer<CChar>?
        let number = espeak_Info(&path).map { String(cString: $0) } ?? ""
        return (number, path.map { String(cString: $0) } ?? "")
    }

    /// Speaks plain text; markup and phoneme codes are read out like any other characters.
    func speak(_ text: String) -> VoiceMessage {
        let sink = Sink(limit: Self.longestSeconds * Int(sampleRateHz))
        let status = withExtendedLifetime(sink) {
            text.withCString { characters in
                espeak_Synth(
                    characters, text.utf8.count + 1, 0, POS_CHARACTER, 0, UInt32(espeakCHARS_UTF8), nil,
                    Unmanaged.passUnretained(sink).toOpaque())
            }
        }
        guard status == EE_OK else { return .failed(.engine) }
        return sink.isFull ? .failed(.tooLong) : .spoken(sink.samples)
    }

    /// The phonetic letters of plain text, a clause after the other.
    func pronounce(_ text: String) -> VoiceMessage {
        text.withCString { characters in
            var rest: UnsafeRawPointer? = UnsafeRawPointer(characters)
            var letters: [String] = []
            // Each call takes a clause; no text has more of them than bytes.
            for _ in 0...text.utf8.count where rest != nil {
                guard let clause = espeak_TextToPhonemes(&rest, Int32(espeakCHARS_UTF8), Self.phoneticLetters)
                else { return .failed(.engine) }
                letters.append(String(cString: clause))
            }
            return .pronounced(letters.joined(separator: " "))
        }
    }

    /// The International Phonetic Alphabet.
    private static let phoneticLetters: Int32 = 0x02

    /// The samples of one text, filled in by the library's callback.
    private final class Sink {
        var samples: [Int16] = []
        private let limit: Int

        init(limit: Int) { self.limit = limit }

        var isFull: Bool { samples.count > limit }
    }
}
