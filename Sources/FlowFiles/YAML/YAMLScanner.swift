import Dialog

/// Finds in a YAML text what we don't take: anchors, aliases, tags, directives, further documents, keys that stand
/// twice, control characters and deep nests.
///
/// It reads tokens and indentation, no more, and replaces what it reports by characters of the same width, so that
/// the rest of the file can still be read and every later position is right.
struct YAMLScanner {
    /// An open collection.
    enum Collection {
        case flowSequence
        case flowMapping(Keys)
        case blockSequence(indent: Int)
        case blockMapping(indent: Int, Keys)
    }

    /// The keys of an open mapping, with the line of each; a reference, so that adding one copies nothing.
    final class Keys {
        var lines: [String: Int] = [:]
    }

    let file: String
    let findings: Findings
    var text: [Unicode.Scalar]
    var index = 0
    var line = 1
    var lineStart = 0
    var open: [Collection] = []
    var flowDepth = 0
    var placeholders = 0
    private var sawContent = false
    /// Whether more than the end of the document was cut off.
    private var isCut = false

    init(_ text: [Unicode.Scalar], file: String, findings: Findings) {
        self.text = text
        self.file = file
        self.findings = findings
    }

    /// Whether a character marks the place of something that was reported.
    static func isPlaceholder(_ scalar: Unicode.Scalar) -> Bool { (0xE000...0xF8FF).contains(scalar.value) }

    /// The text with what is not taken blanked out; nil if it is nested too deeply or has several documents.
    mutating func scan() -> [Unicode.Scalar]? {
        blankForbiddenCharacters()
        while index < text.count {
            let scalar = text[index]
            if scalar == "\n" {
                newLine()
            } else if scalar == " " || scalar == "\t" {
                index += 1
            } else if scalar == "#", startsComment(index) {
                skipToLineEnd()
            } else if column == 0, isDocumentMark(index) {
                if !takeDocumentMark() { return isCut ? nil : text }
            } else if column == 0, scalar == "%" {
                error("directives ('%') are not taken")
                let start = index
                skipToLineEnd()
                blank(start..<index)
            } else {
                sawContent = true
                scanToken(scalar)
            }
            if open.count > YAMLReader.maximumDepth {
                error("the file is nested more than \(YAMLReader.maximumDepth) levels deep here")
                return nil
            }
        }
        return text
    }

    // MARK: Places

    /// Zero-based.
    var column: Int { index - lineStart }
    var position: SourcePosition { SourcePosition(file: file, line: line, column: column + 1) }

    func error(_ message: String) { findings.error(position, message) }

    func isBlank(at index: Int) -> Bool {
        guard index < text.count else { return true }
        return text[index] == " " || text[index] == "\t" || text[index] == "\n"
    }

    func isFlowIndicator(at index: Int) -> Bool {
        guard index < text.count else { return false }
        return ",[]{}".unicodeScalars.contains(text[index])
    }

    func startsComment(_ index: Int) -> Bool { index == lineStart || isBlank(at: index - 1) }

    mutating func newLine() {
        index += 1
        line += 1
        lineStart = index
    }

    mutating func skipToLineEnd() {
        while index < text.count, text[index] != "\n" { index += 1 }
    }

    mutating func blank(_ range: Range<Int>) {
        for place in range where text[place] != "\n" { text[place] = " " }
    }

    /// Puts a mark of the same width in the place of a reported text; each mark is a different one.
    mutating func mark(_ range: Range<Int>) {
        guard let scalar = Unicode.Scalar(0xE000 + UInt32(placeholders % 6400)) else { return }
        placeholders += 1
        for place in range { text[place] = scalar }
    }

    // MARK: Lines

    private mutating func blankForbiddenCharacters() {
        var (line, start) = (1, 0)
        for place in text.indices {
            let scalar = text[place]
            if scalar == "\n" {
                (line, start) = (line + 1, place + 1)
                continue
            }
            guard Self.isForbidden(scalar) else { continue }
            let code = String(scalar.value, radix: 16, uppercase: true)
            let name = "U+" + String(repeating: "0", count: Swift.max(0, 4 - code.count)) + code
            findings.error(
                SourcePosition(file: file, line: line, column: place - start + 1),
                "the character \(name) cannot stand in a text; remove it")
            text[place] = " "
        }
    }

    /// Control characters, line ends that editors don't show, marks of direction, and our own place marks.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE...0xFFFF: true
        default: isPlaceholder(scalar)
        }
    }

    func isDocumentMark(_ index: Int) -> Bool {
        guard index + 2 < text.count, text[index] == "-" || text[index] == "." else { return false }
        return text[index] == text[index + 1] && text[index] == text[index + 2] && isBlank(at: index + 3)
    }

    /// False if the rest of the file was cut off.
    private mutating func takeDocumentMark() -> Bool {
        let isStart = text[index] == "-"
        if isStart, !sawContent {
            index += 3
            sawContent = true
            return true
        }
        let rest = text[(index + 3)...]
        if isStart || rest.contains(where: { $0 != " " && $0 != "\n" }) {
            error("a second document begins here; a file holds one")
            isCut = true
        }
        text.removeSubrange(index...)
        return false
    }
}
