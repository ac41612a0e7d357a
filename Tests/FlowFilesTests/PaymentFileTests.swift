import Dialog
import Testing

@testable import FlowFiles

@Suite struct `Files of payments` {
    private static let spanish = """
        delimiter: ";"
        encoding: windows-1252
        decimal: ","
        thousands: "."
        dates: day-month-year
        currency: EUR
        columns:
          account: Cuenta
          amount: Importe
          posted: Fecha
          id: Operación
        """

    private func mapping(_ yaml: String = spanish) throws -> PaymentMapping {
        let loaded = PaymentMappingFile.parse(Array(yaml.utf8), file: "mapping.yaml")
        return try #require(loaded.mapping, "\(loaded.diagnostics)")
    }

    private func read(_ text: String) throws -> PaymentTable {
        let bytes = TableEncoding.windows1252.encode(text)
        return PaymentFile.read(bytes, file: "pagos.csv", mapping: try mapping())
    }

    private static let header = "Fecha;Cuenta;Operación;Importe;Nota\r\n"

    @Test func `are read as their mapping says`() throws {
        let table = try read(Self.header + "05/03/2026;ES-1;77;1.234,56;niña €\r\n")
        #expect(table.diagnostics.isEmpty)
        let day = try #require(LocalDate(iso: "2026-03-05"))
        let expected = Payment(
            account: "ES-1", amount: Money(minorUnits: 123_456, currency: .eur), posted: day, sourceID: "77")
        #expect(table.payments == [expected])
    }

    @Test func `don't take names of erased accounts`() throws {
        let table = try read(Self.header + "05/03/2026;erased-9223372036854775807;77;12,00;\r\n")
        #expect(table.payments.isEmpty)
        #expect(table.rejected.map(\.reason) == ["'Cuenta' begins with 'erased-', a name of erased accounts"])
    }

    @Test func `give back each row that can't be taken, with line and reason`() throws {
        let table = try read(
            Self.header + "05/03/2026;ES-1;77;12,00;\r\n2026-03-05;ES-2;78;12,00;\r\n"
                + "05/03/2026;ES-3;79;12.00;\r\n05/03/2026;;80;12,00;\r\n05/03/2026;ES-4;81;-5,00;\r\n"
                + "05/03/2026;ES-5;;5,00;\r\n05/03/2026;ES-6\r\n")
        #expect(table.payments.map(\.account) == ["ES-1"])
        #expect(table.rejected.map(\.row.line) == [3, 4, 5, 6, 7, 8])
        #expect(
            table.diagnostics.first?.description
                == "pagos.csv:3:1: error: 'Fecha' is not a day as the mapping says days are written")
        #expect(table.rejected.last?.reason == "the row has 2 cells, the header has 5")
    }

    @Test func `show nothing of what stands in a row`() throws {
        let table = try read(Self.header + "Ayer;ES-SECRETO;77;mucho;Pepe\r\n")
        let text = table.diagnostics.map(\.description).joined()
        for word in ["Ayer", "SECRETO", "mucho", "Pepe"] { #expect(!text.contains(word)) }
    }

    @Test func `can't be read without their columns or structure`() throws {
        for text in ["", "Fecha;Cuenta;Importe\r\n", Self.header + "\"05/03/2026;ES-1;1;1,00;\r\n"] {
            let table = try read(text)
            #expect(!table.isReadable && table.payments.isEmpty && !table.diagnostics.isEmpty)
        }
        let misspelt = try read("Fecha;Cuneta;Operación;Importe\r\n")
        #expect(misspelt.diagnostics.first?.message.contains("did you mean 'Cuneta'?") == true)
    }

    @Test(arguments: [
        ("delimiter: \";\"", "", "needs 'delimiter'"), ("currency: EUR", "", "needs a currency"),
        ("  id: Operación", "  id: Operación\n  currency: Divisa", "names one for all rows"),
        ("thousands: \".\"", "thousands: \",\"", "can't be the same mark"),
        ("encoding: windows-1252", "encoding: latin", "must be one of utf-8, windows-1252"),
        ("  posted: Fecha", "  psoted: Fecha", "did you mean 'posted'?"),
    ]) func `have a mapping that says everything`(old: String, new: String, message: String) {
        let yaml = Self.spanish.split(separator: "\n").map { $0 == old ? new : String($0) }
        let loaded = PaymentMappingFile.parse(
            Array(yaml.joined(separator: "\n").utf8), file: "mapping.yaml")
        #expect(loaded.mapping == nil)
        #expect(loaded.diagnostics.contains { $0.description.contains(message) }, "\(loaded.diagnostics)")
    }
}
