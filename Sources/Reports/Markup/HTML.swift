/// Markup that is safe to show: every text that is put into it is escaped on the way.
///
/// Literals are markup, interpolated texts are not: `"<b>\(name)</b>"` shows whatever `name` holds as it is. Only
/// another `HTML` goes in unescaped.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
    package private(set) var text: String

    package init(stringLiteral value: String) { text = value }
    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// Takes markup of our own, such as the style sheet; never a text from a file of a call.
    init(markup: String) { text = markup }

    /// Text for an element or a quoted attribute.
    ///
    /// Control characters, which no HTML text may hold, become U+FFFD.
    private static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 32 || (127...159).contains(scalar.value): result += "\u{FFFD}"
            // They would turn the direction of what follows: a name must not rearrange the page.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }
        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        package mutating func appendInterpolation(_ value: HTML) { text += value.text }
        /// Nothing, if there is nothing.
        package mutating func appendInterpolation(_ value: HTML?) { text += value?.text ?? "" }
    }

    static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.text + right.text) }
    static func += (left: inout HTML, right: HTML) { left.text += right.text }
}

extension Sequence<HTML> {
    func joined(separator: HTML = "") -> HTML {
        var result: HTML = ""
        for (index, part) in enumerated() { result += index == 0 ? part : separator + part }
        return result
    }
}
