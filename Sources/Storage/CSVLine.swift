/// One line of CSV as RFC 4180 has it, with its line end.
package enum CSVLine {
    /// A line that no spreadsheet takes for a formula.
    package static func text(_ cells: [String], delimiter: Unicode.Scalar = ",") -> String {
        exact(cells.map(withoutFormula), delimiter: delimiter)
    }

    /// A line that is read back as the very cells.
    package static func exact(_ cells: [String], delimiter: Unicode.Scalar) -> String {
        cells.map { quoted($0, delimiter) }.joined(separator: String(delimiter)) + "\r\n"
    }

    /// What spreadsheets take for the beginning of a formula.
    private static let formulaStarts: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\r", "\n"]

    private static func withoutFormula(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map(formulaStarts.contains) ?? false
        return isFormula && !isNumber(text) ? "'" + text : text
    }

    private static func quoted(_ text: String, _ delimiter: Unicode.Scalar) -> String {
        guard text.unicodeScalars.contains(where: { $0 == delimiter || ["\"", "\r", "\n"].contains($0) })
        else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
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
