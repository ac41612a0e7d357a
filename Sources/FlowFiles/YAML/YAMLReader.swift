import Dialog
import Foundation
import Yams

/// Reads a file's bytes as the plain part of YAML that flow files use.
///
/// `YAMLScanner` finds what we don't take and blanks it, column for column, so that one pass reports all of it and
/// Yams sees neither aliases nor deep nests.
package struct YAMLReader {
    package static let maximumBytes = 1 << 20
    package static let maximumDepth = 32

    private let file: String
    private let findings: Findings
    private let lines: [ArraySlice<Unicode.Scalar>]
    private var nodeBudget: Int

    /// The tree of one file; nil if there is none, which has been reported.
    package static func read(_ bytes: some Collection<UInt8>, file: String, findings: Findings) -> YAMLNode? {
        guard bytes.count <= maximumBytes else {
            findings.error(
                SourcePosition(file: file, line: 1, column: 1),
                "the file has \(bytes.count) bytes, at most \(maximumBytes) (1 MiB) are read")
            return nil
        }
        guard let scalars = decode(bytes, file: file, findings: findings) else { return nil }
        var scanner = YAMLScanner(scalars, file: file, findings: findings)
        guard let cleaned = scanner.scan() else { return nil }
        return compose(cleaned, file: file, findings: findings)
    }

    /// The scalars of the text, with plain line ends and no byte order mark.
    private static func decode(
        _ bytes: some Collection<UInt8>, file: String, findings: Findings
    ) -> [Unicode.Scalar]? {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(bytes.count)
        var (line, column) = (1, 1)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                if scalars.isEmpty, line == 1, column == 1, scalar == "\u{FEFF}" { continue }
                if scalar == "\n", scalars.last == "\r" { scalars.removeLast() }
                scalars.append(scalar)
                (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
            case .emptyInput:
                return scalars
            case .error:
                findings.error(
                    SourcePosition(file: file, line: line, column: column),
                    "the text is not valid UTF-8; save the file as UTF-8")
                return nil
            }
        }
    }

    private static func compose(_ scalars: [Unicode.Scalar], file: String, findings: Findings) -> YAMLNode? {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let start = SourcePosition(file: file, line: 1, column: 1)
        do {
            // Anchors are weak references into the parser: it must outlive the conversion.
            let parser = try Parser(yaml: String(text), resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                findings.error(start, "the file is empty")
                return nil
            }
            var reader = YAMLReader(
                file: file, findings: findings,
                lines: scalars.split(separator: "\n", omittingEmptySubsequences: false),
                // Without aliases a tree cannot have more nodes than its text has characters.
                nodeBudget: 2 * scalars.count + 2)
            return withExtendedLifetime(parser) { reader.convert(root, depth: 0) }
        } catch let error as YamlError {
            report(error, start: start, findings: findings)
        } catch {
            findings.error(start, "the file cannot be read as YAML")
        }
        return nil
    }

    private static func report(_ error: YamlError, start: SourcePosition, findings: Findings) {
        func place(_ mark: Mark) -> SourcePosition {
            SourcePosition(file: start.file, line: mark.line, column: mark.column)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let doing = context.map { " (\($0.text))" } ?? ""
            findings.error(place(mark), "not valid YAML: \(problem)\(doing)", notes: syntaxHints(problem))
        case .duplicatedKeysInMapping(let names, let context):
            let list = names.map { "'\($0)'" }.joined(separator: ", ")
            findings.error(place(context.mark), "the mapping has a key twice: \(list)")
        case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            findings.error(start, "the file cannot be read as YAML")
        }
    }

    private static func syntaxHints(_ problem: String) -> [String] {
        switch problem {
        case "mapping values are not allowed in this context":
            ["put text that has ': ' in it between quotes, and check the indentation"]
        case "found character that cannot start any token":
            ["put text that begins with a special character between quotes, and indent with spaces, not tabs"]
        default: []
        }
    }

    private mutating func convert(_ node: Node, depth: Int) -> YAMLNode {
        let position = place(node)
        nodeBudget -= 1
        // Both bounds are the scanner's work; here they only hold if the scanner and Yams read a file differently.
        guard depth < Self.maximumDepth, nodeBudget > 0, node.anchor == nil else {
            findings.error(position, "this is nested too deeply or refers to another part of the file")
            return YAMLNode(content: .refused, position: position)
        }
        switch node {
        case .scalar(let scalar):
            if scalar.string.unicodeScalars.first.map(YAMLScanner.isPlaceholder) == true {
                return YAMLNode(content: .refused, position: position)
            }
            return YAMLNode(
                content: .scalar(YAMLScalar(text: scalar.string, textPosition: textPosition(of: scalar))),
                position: position)
        case .sequence(let sequence):
            return YAMLNode(
                content: .sequence(sequence.map { convert($0, depth: depth + 1) }), position: position)
        case .mapping(let mapping):
            var entries: [YAMLEntry] = []
            for (key, value) in mapping {
                if let entry = convert(key: key, value: value, depth: depth) { entries.append(entry) }
            }
            return YAMLNode(content: .mapping(entries), position: position)
        case .alias:
            return YAMLNode(content: .refused, position: position)
        }
    }

    private mutating func convert(key: Node, value: Node, depth: Int) -> YAMLEntry? {
        guard case .scalar(let scalar) = key, key.anchor == nil else {
            findings.error(place(key), "a key must be plain text")
            return nil
        }
        // The scanner has put a mark in the place of a key that stands twice, and has reported it.
        if scalar.string.unicodeScalars.first.map(YAMLScanner.isPlaceholder) == true { return nil }
        if scalar.string == "<<" {
            findings.error(place(key), "merge keys ('<<') are not taken; write the keys out")
            return nil
        }
        return YAMLEntry(
            key: scalar.string, keyPosition: place(key), value: convert(value, depth: depth + 1))
    }

    private func place(_ node: Node) -> SourcePosition {
        guard let mark = node.mark else { return SourcePosition(file: file, line: 1, column: 1) }
        return SourcePosition(file: file, line: mark.line, column: mark.column)
    }

    /// Where the text begins, if the file has it as it is.
    private func textPosition(of scalar: Node.Scalar) -> SourcePosition? {
        guard let mark = scalar.mark, lines.indices.contains(mark.line - 1) else { return nil }
        let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        let column = mark.column + (isQuoted ? 1 : 0)
        let line = lines[mark.line - 1].dropFirst(column - 1)
        guard line.starts(with: scalar.string.unicodeScalars) else { return nil }
        return SourcePosition(file: file, line: mark.line, column: column)
    }
}
