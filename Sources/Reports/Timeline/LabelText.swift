/// A text in as many lines as there is room for.
enum LabelText {
    /// The mean width of a character at the size of labels, and a little more.
    private static let characterWidth = 7.0

    /// At most two lines; what doesn't fit is left out with an ellipsis.
    static func lines(_ text: String, width: Int) -> [String] {
        let room = Int(Double(width) / characterWidth)
        guard room >= 3 else { return [] }
        var lines: [String] = []
        var rest = text.split(separator: " ").map(String.init)[...]
        while lines.count < 2, let first = rest.first {
            rest.removeFirst()
            var line = first
            while let next = rest.first, line.count + 1 + next.count <= room {
                line += " " + next
                rest.removeFirst()
            }
            lines.append(shortened(line, to: room))
        }
        if !rest.isEmpty, let last = lines.indices.last {
            lines[last] = shortened(lines[last] + " " + rest.joined(separator: " "), to: room)
        }
        return lines
    }

    private static func shortened(_ text: String, to room: Int) -> String {
        text.count <= room ? text : text.prefix(room - 1) + "…"
    }
}
