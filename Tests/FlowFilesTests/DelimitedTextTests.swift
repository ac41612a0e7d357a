import Dialog
import Testing

@testable import FlowFiles

@Suite struct `Delimited text` {
    private func cells(_ text: String, delimiter: Unicode.Scalar = ",") throws -> [[String]] {
        try DelimitedText.read(Array(text.utf8), delimiter: delimiter).map(\.cells)
    }

    @Test func `has a row a line and cells between delimiters`() throws {
        #expect(try cells("a,b\r\n1,\r\n") == [["a", "b"], ["1", ""]])
        #expect(try cells("a;b\n1;2", delimiter: ";") == [["a", "b"], ["1", "2"]])
        #expect(try cells("") == [])
        #expect(try cells("\u{FEFF}a\n\n\nb\n") == [["a"], ["b"]])
    }

    @Test func `holds anything between quotes`() throws {
        #expect(try cells("\"a,\"\"b\"\"\r\nc\",\"\"\r\nd,e\r\n") == [["a,\"b\"\r\nc", ""], ["d", "e"]])
    }

    @Test func `knows on which line a row begins`() throws {
        let rows = try DelimitedText.read(Array("a\n\"b\nc\"\n\nd\n".utf8))
        #expect(rows.map(\.line) == [1, 2, 5])
    }

    @Test(arguments: [
        ("a,\"b", 1, 3), ("a\nx\"y\n", 2, 2), ("\"a\"b", 1, 4), ("a\rb", 1, 2), ("a\n\"b\nc", 2, 1),
    ]) func `refuses what breaks the structure and says where`(text: String, line: Int, column: Int) {
        #expect {
            try DelimitedText.read(Array(text.utf8))
        } throws: { error in
            guard let failure = error as? DelimitedText.Failure else { return false }
            return failure.line == line && failure.column == column
        }
    }

    @Test func `refuses bytes that its encoding doesn't have`() {
        let latin = Array("a\nÑ".unicodeScalars.map { UInt8($0.value) })
        #expect(throws: DelimitedText.Failure.self) { try DelimitedText.read(latin) }
        #expect(throws: DelimitedText.Failure.self) {
            try DelimitedText.read([0x61, 0x81], encoding: .windows1252)
        }
    }

    @Test func `is read and written as code page 1252`() throws {
        let bytes: [UInt8] = [0xD1, 0x61, 0x80, 0x93]
        #expect(try DelimitedText.read(bytes, encoding: .windows1252).map(\.cells) == [["Ña€“"]])
        #expect(TableEncoding.windows1252.encode("Ña€“") == bytes)
    }
}

@Suite struct `Values of tables` {
    private let spanish = TableValues(decimal: ",", thousands: ".", dates: .dayMonthYear)
    private let plain = TableValues(decimal: ".", thousands: nil, dates: .yearMonthDay)

    @Test(arguments: [
        ("1.234,56", 123_456), ("1234,56", 123_456), ("0,5", 50), ("12", 1_200), ("-3,00", -300),
        ("1.234.567,00", 123_456_700),
    ]) func `are amounts in the Spanish way`(text: String, minorUnits: Int) {
        #expect(spanish.minorUnits(text) == minorUnits)
    }

    @Test(arguments: [
        "1,234.56", "1.23,00", "12.34", "1,234", "", "-", ",50", "1.234,", "€5", "1 234,00", "1..234,00",
        "1.2345,00", "٣,00", "9999999999999,00",
    ]) func `are no amounts when written otherwise`(text: String) {
        #expect(spanish.minorUnits(text) == nil)
    }

    @Test func `are not taken for thousands without a word`() {
        #expect(plain.minorUnits("1.234") == nil)
        #expect(plain.minorUnits("1,234.00") == nil)
        #expect(plain.minorUnits("1234.5") == 123_450)
    }

    @Test func `are days in the order that is said`() {
        #expect(spanish.date("05/03/2026")?.description == "2026-03-05")
        #expect(spanish.date("5.3.2026")?.description == "2026-03-05")
        #expect(plain.date("2026-03-05")?.description == "2026-03-05")
        let american = TableValues(decimal: ".", thousands: ",", dates: .monthDayYear)
        #expect(american.date("03/05/2026")?.description == "2026-03-05")
        for text in ["2026-03-05", "31/02/2026", "05/03/26", "05/03-2026", "5 marzo 2026", "", "05032026"] {
            #expect(spanish.date(text) == nil, "\(text)")
        }
    }
}
