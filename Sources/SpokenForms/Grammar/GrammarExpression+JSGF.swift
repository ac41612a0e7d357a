/// Why an expression cannot be written as a grammar that a recogniser understands as we do.
///
/// pocketsphinx takes such grammars without a word and then hears nothing, or anything.
package enum GrammarDefect: Error, Hashable {
    /// The whole grammar, or the repeated part of it, could be said by silence.
    case matchesNothing
    /// A sequence or a choice without members.
    case empty
    case invalidWord(String)
    case invalidRuleName(String)
    /// One name stands for two different rules.
    case conflictingRule(String)
    case repeatOutOfBounds(ClosedRange<Int>)
}

extension GrammarExpression {
    /// Java Speech Grammar Format with one public rule of that name, and the rules that it uses.
    package func jsgf(named name: String) throws(GrammarDefect) -> String {
        var writer = JSGFWriter()
        guard JSGFWriter.isName(name) else { throw .invalidRuleName(name) }
        if matchesNothing { throw .matchesNothing }
        writer.define(name)
        let body = try writer.write(self, .alternatives)
        var text = "#JSGF V1.0;\ngrammar \(name);\npublic <\(name)> = \(body);\n"
        for (rule, body) in writer.rules {
            text += "<\(rule)> = \(body);\n"
        }
        return text
    }
}

/// Writes expressions and gathers the rules that they name, in order of appearance.
private struct JSGFWriter {
    /// What surrounds an expression, and so whether it needs parentheses.
    enum Context { case alternatives, sequence, single }

    private(set) var rules: [(name: String, body: String)] = []
    private var defined: [String: GrammarExpression?] = [:]

    mutating func define(_ publicName: String) { defined[publicName] = .some(nil) }

    mutating func write(
        _ expression: GrammarExpression, _ context: Context
    ) throws(GrammarDefect) -> String {
        switch expression {
        case .word(let word):
            guard LatinLetters.isWord(word) else { throw .invalidWord(word) }
            return word
        case .sequence(let parts):
            let text = try join(parts, by: " ", .sequence)
            return context == .single && parts.count > 1 ? "(\(text))" : text
        case .alternatives(let parts):
            let text = try join(parts, by: " | ", parts.count == 1 ? context : .sequence)
            return context != .alternatives && parts.count > 1 ? "(\(text))" : text
        case .optional(let part):
            if part.matchesNothing { throw .matchesNothing }
            return "[\(try write(part, .alternatives))]"
        case .repeated(let part, let range):
            return try writeRepeat(part, range, context)
        case .rule(let name, let part):
            try define(name, as: part)
            return "<\(name)>"
        }
    }

    private mutating func join(
        _ parts: [GrammarExpression], by separator: String, _ context: Context
    ) throws(GrammarDefect) -> String {
        if parts.isEmpty { throw .empty }
        var text = ""
        for (index, part) in parts.enumerated() {
            text += (index == 0 ? "" : separator) + (try write(part, context))
        }
        return text
    }

    /// JSGF has no bounded repeat: `x{2,4}` is `x x [x [x]]`.
    private mutating func writeRepeat(
        _ part: GrammarExpression, _ range: ClosedRange<Int>, _ context: Context
    ) throws(GrammarDefect) -> String {
        guard range.lowerBound >= 0, (1...GrammarExpression.maximumRepeats).contains(range.upperBound) else {
            throw .repeatOutOfBounds(range)
        }
        if part.matchesNothing { throw .matchesNothing }
        let once = try write(part, .sequence)
        let mandatory = Array(repeating: once, count: range.lowerBound)
        let more = range.upperBound - range.lowerBound
        let optional = String(repeating: "[\(once) ", count: more) + String(repeating: "]", count: more)
        let pieces = mandatory + (more > 0 ? [optional.replacingSpaceBeforeBracket] : [])
        let text = pieces.joined(separator: " ")
        return context == .single && pieces.count > 1 ? "(\(text))" : text
    }

    private mutating func define(_ name: String, as part: GrammarExpression) throws(GrammarDefect) {
        guard Self.isName(name) else { throw .invalidRuleName(name) }
        if let known = defined[name] {
            guard known == part else { throw .conflictingRule(name) }
            return
        }
        defined[name] = part
        if part.matchesNothing { throw .matchesNothing }
        let body = try write(part, .alternatives)
        rules.append((name, body))
    }

    static func isName(_ name: String) -> Bool {
        let first = name.utf8.first.map { (97...122).contains($0) } ?? false
        return first && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}

extension String {
    /// `[x [x ]]` as `[x [x]]`.
    fileprivate var replacingSpaceBeforeBracket: String {
        var text = ""
        for character in self {
            if character == "]", text.last == " " { text.removeLast() }
            text.append(character)
        }
        return text
    }
}
