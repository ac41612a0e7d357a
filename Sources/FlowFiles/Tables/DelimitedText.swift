/// A row of a delimited file, with the line on which it begins.
package struct DelimitedRow: Sendable, Hashable {
    /// From 1.
    package let line: Int
    package let cells: [String]
}

/// Reads delimited text as RFC 4180 has it, with any delimiter: quoted cells may hold delimiters, line ends and `""`.
///
/// What breaks the structure makes the whole text unreadable, for no row after it could be trusted. Lines end in CRLF or
/// LF; empty lines are passed over.
package enum DelimitedText {
    /// Why a text has no rows; its position is where the reader stopped.
    package struct Failure: Error, Hashable {
        package let line: Int
        package let column: Int
        package let message: String
    }

    /// More than any day's payments, and little enough for memory.
    package static let mostBytes = 64 << 20

    package static func read(
        _ bytes: [UInt8], encoding: TableEncoding = .utf8, delimiter: Unicode.Scalar = ","
    ) throws(Failure) -> [DelimitedRow] {
        guard bytes.count <= mostBytes else {
            throw Failure(line: 1, column: 1, message: "the file has more than 64 MiB; split it")
        }
        let (scalars, line) = encoding.decode(bytes)
        guard let scalars else {
            throw Failure(line: line, column: 1, message: "the line is not \(encoding.rawValue) text")
        }
        var scanner = Scanner(scalars: scalars, delimiter: delimiter)
        return try scanner.rows()
    }

    private struct Scanner {
        let scalars: [Unicode.Scalar]
        let delimiter: Unicode.Scalar
        var index = 0
        var line = 1
        var lineStart = 0

        init(scalars: [Unicode.Scalar], delimiter: Unicode.Scalar) {
            self.scalars = scalars
            self.delimiter = delimiter
        }

        mutating func rows() throws(Failure) -> [DelimitedRow] {
            var rows: [DelimitedRow] = []
            while index < scalars.count {
                let begin = line
                let cells = try row()
                if cells != [""] { rows.append(DelimitedRow(line: begin, cells: cells)) }
            }
            return rows
        }

        private mutating func row() throws(Failure) -> [String] {
            var cells = [try cell()]
            while index < scalars.count, scalars[index] == delimiter {
                index += 1
                cells.append(try cell())
            }
            guard index < scalars.count else { return cells }
            // Only a line end is left here.
            index += scalars[index] == "\r" ? 2 : 1
            newLine()
            return cells
        }

        private mutating func newLine() {
            line += 1
            lineStart = index
        }

        private mutating func cell() throws(Failure) -> String {
            if index < scalars.count, scalars[index] == "\"" { return try quoted() }
            var text = String.UnicodeScalarView()
            while index < scalars.count, scalars[index] != delimiter, !isLineEnd {
                guard scalars[index] != "\"" else {
                    throw failure("a quote inside a cell that doesn't begin with one")
                }
                guard scalars[index] != "\r" else { throw failure("a CR without an LF") }
                text.append(scalars[index])
                index += 1
            }
            return String(text)
        }

        private mutating func quoted() throws(Failure) -> String {
            let opening = failure("the quote that opens this cell is never closed")
            index += 1
            var text = String.UnicodeScalarView()
            while true {
                guard index < scalars.count else { throw opening }
                let scalar = scalars[index]
                index += 1
                if scalar == "\"" {
                    guard index < scalars.count, scalars[index] == "\"" else { break }
                    index += 1
                } else if scalar == "\n" {
                    newLine()
                }
                text.append(scalar)
            }
            guard index >= scalars.count || scalars[index] == delimiter || isLineEnd else {
                throw failure("something follows the quote that closes a cell")
            }
            return String(text)
        }

        private var isLineEnd: Bool {
            scalars[index] == "\n"
                || (scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n")
        }

        private func failure(_ message: String) -> Failure {
            Failure(line: line, column: index - lineStart + 1, message: message)
        }
    }
}
