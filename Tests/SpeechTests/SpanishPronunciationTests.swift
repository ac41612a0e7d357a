import Testing

@testable import Speech

@Suite struct SpanishPronunciationTests {
    private let american = SpanishPronunciation(.american)
    private let castilian = SpanishPronunciation(.castilian)

    @Test(arguments: [
        ("cero", "S EY DH OW"), ("uno", "UW N OW"), ("tres", "T DH EY S"), ("cuatro", "K W AA T DH OW"),
        ("cinco", "S IY NG K OW"), ("seis", "S EY S"), ("siete", "S Y EY T EY"), ("ocho", "OW CH OW"),
        ("nueve", "N W EY V EY"), ("veintitrés", "B EY N T IY T DH EY S"),
        ("quinientos", "K IY N Y EY N T OW S"),
        ("mañana", "M AA N Y AA N AA"), ("hoy", "OY"), ("rey", "R EY"), ("y", "IY"), ("muy", "M W IY"),
        ("calle", "K AA Y EY"), ("perro", "P EY R OW"), ("enrique", "EY N R IY K EY"),
        ("pagar", "P AA G AA DH"),
        ("pagué", "P AA G EY"), ("vergüenza", "B EY DH G W EY N S AA"), ("agua", "AA G W AA"),
        ("junio", "HH UW N Y OW"), ("gente", "HH EY N T EY"), ("día", "D IY AA"),
        ("dieciséis", "D Y EY S IY S EY S"),
        ("euro", "EY UW DH OW"), ("ciudad", "S Y UW DH AA DH"), ("escena", "EY S EY N AA"),
        ("huevo", "W EY V OW"),
        ("ancho", "AA N CH OW"), ("doce", "D OW S EY"), ("taxi", "T AA K S IY"), ("buey", "B W EY"),
    ])
    func `a word sounds as it is spelt`(word: String, phones: String) {
        #expect(american.pronunciations(of: word) == [phones])
    }

    @Test func `a Castilian z is heard both ways, and nothing else is`() {
        #expect(castilian.pronunciations(of: "once") == ["OW N TH EY", "OW N S EY"])
        #expect(castilian.pronunciations(of: "plazo") == ["P L AA TH OW", "P L AA S OW"])
        #expect(castilian.pronunciations(of: "seis") == american.pronunciations(of: "seis"))
    }

    @Test func `an accent may be written as its own character, and capitals don't matter`() {
        #expect(american.pronunciations(of: "Mie\u{301}rcoles") == american.pronunciations(of: "miércoles"))
    }

    @Test(arguments: ["", "h", "12", "o'clock", "naïve", "façade", "a b", "día.", "пять"])
    func `what is not spelt in Spanish has no pronunciation`(word: String) {
        #expect(american.pronunciations(of: word) == [])
        #expect(castilian.pronunciations(of: word) == [])
    }

    @Test func `every phone is one of the acoustic model's`() throws {
        let known = Set(
            "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
                .split(separator: " "))
        for first in "abcdefghijklmnñopqrstuvwxyzáéíóúü" {
            for second in "abcdefghijklmnñopqrstuvwxyzáéíóúü" {
                for word in castilian.pronunciations(of: "\(first)\(second)a") {
                    #expect(known.isSuperset(of: word.split(separator: " ")), "\(first)\(second)a: \(word)")
                }
            }
        }
    }
}
