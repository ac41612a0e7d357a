import Dialog
import SpokenForms
import Testing

struct TypedInputTests {
    @Test(arguments: [
        ("Yes, please!", ["yes", "please"]), ("  That’s   RIGHT. ", ["that's", "right"]),
        ("twenty-five", ["twenty", "five"]), ("$1,234.50", ["$1234.50"]), ("3/15/1980.", ["3/15/1980"]),
        ("1980-03-15", ["1980-03-15"]), ("202-555-0123", ["202", "555", "0123"]),
        ("the 15th", ["the", "15th"]),
        ("4821", ["4821"]), ("", []), ("?! … -", []), ("yes/no", ["yes", "no"]), ("'yes'", ["yes"]),
        ("Sí, mañana", ["sí", "mañana"]), ("“fifty” — dollars", ["fifty", "dollars"]), ("€50", ["€50"]),
        ("o'clock", ["o'clock"]), ("a\tb\nc", ["a", "b", "c"]),
    ])
    func `a line becomes words`(line: String, words: [String]) {
        #expect(TypedInput.words(line, in: "en-US") == words)
    }
}
