/// One line of CSV as RFC 4180 has it, with its line end, that no spreadsheet takes for a formula.
package enum CSVLine {
    package static func text(_ cells: [String], delimiter: Unicode.Scalar = ",") -> String {
        cells.map { cell($0, delimiter) }.joined(separator: String(delimiter)) + "\r\n"
    }

    /// What spreadsheets take for the beginning of a formula.
    private static let formulaStarts: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\r", "\n"]

    private static func cell(_ text: String, _ delimiter: Unicode.Scalar) -> String {
        let isFormula = text.unicodeScalars.first.map(formulaStarts.contains) ?? false
        let safe = isFormula && !isNumber(text) ? "'" + text : text
        guard safe.unicodeScalars.contains(where: { $0 == delimiter || ["\"", "\r", "\n"].contains($0) })
        else { return safe }
        var quoted = "\""
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// `-1.234,50`: a number does no harm, and stays one.
    private static func isNumber(_ text: String) -> Bool {
        let digits = text.dropFirst(text.hasPrefix("-") ? 1 : 0)
        return digits.utf8.first.map { (48...57).contains($0) } == true
            && digits.utf8.allSatisfy { (48...57).contains($0) || $0 == 44 || $0 == 46 }
            && digits.utf8.contains { $0 == 44 || $0 == 46 }
    }
}
