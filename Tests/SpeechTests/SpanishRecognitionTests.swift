import Audio
import Calls
import Dialog
import Foundation
import SpokenForms
import Testing

@testable import Speech

/// What is heard of recorded Spanish voices in English phones: asterisk-core-sounds-es-wav (Mexico) and
/// asterisk-prompt-es-co (Colombia).
@Suite struct SpanishRecognitionTests {
    private static let mexican = "/usr/share/asterisk/sounds/es_MX_f_Allison/digits/"
    private static let digits = [
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
    ]

    private func heard(_ names: [String], as words: [String], _ language: LanguageTag) throws -> [Bool] {
        let grammar = try Grammars.choice(words)
        let recognizer = try PocketSphinxRecognizer(language: language)
        return try zip(names, words).map { name, word in
            let samples = try AudioFile.read(Self.mexican + name + ".wav").telephone()
            let line = G711.muLaw.carried(samples)
            return try recognizer.recognize(Recordings.padded(line), grammar).words == [word]
        }
    }

    @Test(arguments: ["es-US", "es-ES"] as [LanguageTag])
    func `most Spanish digits are heard`(language: LanguageTag) throws {
        let right = try heard((0...9).map(String.init), as: Self.digits, language)
        #expect(right.count { $0 } >= 8)
    }

    @Test func `the days of the week are heard`() throws {
        let days = ["domingo", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado"]
        let right = try heard((0...6).map { "day-\($0)" }, as: days, "es-US")
        #expect(right.count { $0 } >= 5)
    }

    @Test func `a word that isn't Spanish is named`() throws {
        let grammar = try Grammars.choice("o'clock", "claro")
        let recognizer = try PocketSphinxRecognizer(language: "es-ES")
        #expect(throws: RecognitionFailure.unknownWord("o'clock")) {
            try recognizer.recognize(Recordings.raw("goforward.raw"), grammar)
        }
        #expect(
            try PronunciationDictionary.standard(for: "es-ES").missingWords(in: ["sí", "o'clock"]) == [
                "o'clock"
            ])
    }
}
