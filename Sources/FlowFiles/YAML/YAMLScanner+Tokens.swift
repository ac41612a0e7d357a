import Dialog

extension YAMLScanner {
    /// Reads one token and leaves `index` behind it; at least one character is read.
    mutating func scanToken(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "[": openFlow(.flowSequence)
        case "{": openFlow(.flowMapping(Keys()))
        case "]", "}": closeFlow()
        case ",": index += 1
        case "-" where isBlank(at: index + 1) && flowDepth == 0: takeSequenceEntry()
        case "?" where isBlank(at: index + 1):
            error("keys of this form ('?') are not taken; write 'key: value'")
            enterBlockMapping(column)
            index += 1
        case ":" where isBlank(at: index + 1) || flowDepth > 0:
            enterBlockMapping(column)
            index += 1
        case "&":
            refuseProperty("anchors ('&') are not taken; write the value out, or put the text between quotes")
        case "!":
            refuseProperty(
                "tags ('!') are not taken; write the value without, or put the text between quotes")
        case "*":
            error("aliases ('*') are not taken; put the text between quotes if it begins with '*'")
            let start = index
            skipProperty()
            mark(start..<index)
        case "|", ">":
            if flowDepth == 0 { skipBlockText() } else { index += 1 }
        case "\"", "'": takeQuoted(scalar)
        default: takePlain()
        }
    }

    // MARK: Collections

    private mutating func openFlow(_ collection: Collection) {
        open.append(collection)
        flowDepth += 1
        index += 1
    }

    private mutating func closeFlow() {
        index += 1
        guard flowDepth > 0 else { return }
        open.removeLast()
        flowDepth -= 1
    }

    /// The indentation of the innermost block collection; -1 outside any.
    private var blockIndent: Int {
        switch open.last {
        case .blockSequence(let indent), .blockMapping(let indent, _): indent
        case .flowSequence, .flowMapping, nil: -1
        }
    }

    private mutating func closeBlocks(deeperThan indent: Int) {
        while blockIndent > indent { open.removeLast() }
    }

    private mutating func takeSequenceEntry() {
        let indent = column
        closeBlocks(deeperThan: indent)
        if case .blockSequence(indent) = open.last {
            // The next entry of a list that is open.
        } else {
            open.append(.blockSequence(indent: indent))
        }
        index += 1
    }

    private mutating func enterBlockMapping(_ indent: Int) {
        guard flowDepth == 0 else { return }
        closeBlocks(deeperThan: indent)
        // A list may stand at the column of the key that it belongs to; the next key closes it.
        if case .blockSequence(indent) = open.last { open.removeLast() }
        if case .blockMapping(indent, _) = open.last { return }
        open.append(.blockMapping(indent: indent, Keys()))
    }

    /// Enters a key in its mapping; one that is there already is reported and replaced by a mark.
    private mutating func takeKey(_ range: Range<Int>, name: String, at place: SourcePosition) {
        enterBlockMapping(place.column - 1)
        let keys: Keys
        switch open.last {
        case .blockMapping(_, let found), .flowMapping(let found): keys = found
        case .blockSequence, .flowSequence, nil: return
        }
        guard let first = keys.lines[name] else {
            keys.lines[name] = place.line
            return
        }
        findings.error(place, "the key '\(name)' stands twice; the first is in line \(first)")
        mark(range)
    }

    // MARK: Scalars

    private mutating func refuseProperty(_ message: String) {
        error(message)
        let start = index
        skipProperty()
        blank(start..<index)
    }

    private mutating func skipProperty() {
        index += 1
        while !isBlank(at: index), !isFlowIndicator(at: index) { index += 1 }
    }

    /// A `:` that makes the text before it a key.
    private func isKeyEnd(at index: Int) -> Bool {
        guard index < text.count, text[index] == ":" else { return false }
        return isBlank(at: index + 1) || (flowDepth > 0 && isFlowIndicator(at: index + 1))
    }

    private mutating func takeQuoted(_ quote: Unicode.Scalar) {
        let start = index
        let place = position
        index += 1
        while index < text.count {
            if text[index] == "\n" {
                newLine()
            } else if quote == "\"", text[index] == "\\" {
                index += 1
                if index < text.count, text[index] != "\n" { index += 1 }
            } else if text[index] == quote {
                if quote == "'", index + 1 < text.count, text[index + 1] == "'" {
                    index += 2
                    continue
                }
                index += 1
                break
            } else {
                index += 1
            }
        }
        guard line == place.line else { return }
        var next = index
        while next < text.count, text[next] == " " || text[next] == "\t" { next += 1 }
        // After a quoted text a flow mapping needs no space behind the colon.
        let isFlowKey = flowDepth > 0 && next < text.count && text[next] == ":"
        guard isKeyEnd(at: next) || isFlowKey else { return }
        takeKey(start..<index, name: string(start + 1..<Swift.max(start + 1, index - 1)), at: place)
        index = next + 1
    }

    private mutating func takePlain() {
        let start = index
        let place = position
        var isFirstLine = true
        while true {
            let end = skipPlainChunk()
            if isKeyEnd(at: index), isFirstLine {
                takeKey(start..<end, name: string(start..<end), at: place)
                index += 1
                return
            }
            guard continuesOnNextLine() else { break }
            isFirstLine = false
        }
        // Always forward, whatever stands here.
        if index == start { index += 1 }
    }

    /// Reads plain text to its end in this line; the result is the end without the spaces that follow.
    private mutating func skipPlainChunk() -> Int {
        var end = index
        while index < text.count, text[index] != "\n" {
            if isKeyEnd(at: index) || (flowDepth > 0 && isFlowIndicator(at: index)) { break }
            if text[index] == "#", startsComment(index) { break }
            let isSpace = text[index] == " " || text[index] == "\t"
            index += 1
            if !isSpace { end = index }
        }
        return end
    }

    /// Moves to where a plain text goes on, if it does.
    private mutating func continuesOnNextLine() -> Bool {
        guard index < text.count, text[index] == "\n" else { return false }
        var next = index
        var start = index + 1
        while next < text.count, isBlank(at: next) {
            next += 1
            if text[next - 1] == "\n" { start = next }
        }
        guard next < text.count, text[next] != "#" else { return false }
        let indent = next - start
        if indent == 0, isDocumentMark(next) { return false }
        if flowDepth == 0, indent <= blockIndent { return false }
        if flowDepth > 0, isFlowIndicator(at: next) { return false }
        while index < next {
            if text[index] == "\n" { newLine() } else { index += 1 }
        }
        return true
    }

    /// Skips a `|` or `>` text: the lines that are indented deeper than what it belongs to.
    private mutating func skipBlockText() {
        let parent = blockIndent
        var indent: Int?
        while index < text.count, text[index] != "\n" {
            if let digit = Int(String(text[index])), (1...9).contains(digit), indent == nil {
                indent = Swift.max(parent, 0) + digit
            }
            if text[index] == "#" { break }
            index += 1
        }
        skipToLineEnd()
        while index < text.count {
            var next = index + 1
            while next < text.count, text[next] == " " { next += 1 }
            let found = next - index - 1
            guard next < text.count else {
                index = text.count
                return
            }
            if text[next] != "\n" {
                let needed = indent ?? Swift.max(found, parent + 1)
                indent = needed
                guard found >= needed else {
                    newLine()
                    return
                }
            }
            newLine()
            skipToLineEnd()
        }
    }

    private func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text[range])
        return String(view)
    }
}
