import Dialog

/// Writes a picture in Graphviz's language.
///
/// Boxes and arrows carry classes (`unverified`, `debt`, `command`, …), so that a page may colour them by its own style.
package struct DOTWriter: Sendable {
    /// Characters of a line within a box; about as wide as people read at a glance.
    private static let lineWidth = 38
    private static let longestText = 3
    private static let trailColour = "#d81b60"

    private let group: FlowPicture.Group

    package init(_ group: FlowPicture.Group) { self.group = group }

    /// The whole graph, with a final line end.
    package var text: String {
        let head = [
            "digraph \(quoted(group.flow.rawValue)) {",
            "  graph [rankdir=TB, bgcolor=transparent, nodesep=0.3, ranksep=0.45]",
            "  node [shape=box, style=\"filled,rounded\", fontname=\"DejaVu Sans\", fontsize=10,"
                + " margin=\"0.16,0.09\", penwidth=1]",
            "  edge [fontname=\"DejaVu Sans\", fontsize=9, arrowsize=0.7]",
        ]
        let lines = head + (group.boxes.map(box) + group.arrows.map(arrow)).map { "  " + $0 } + ["}"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func box(_ box: FlowPicture.Box) -> String {
        var attributes = ["label=\(quoted(label(box)))", "class=\(quoted(classes(box)))"]
        switch box.kind {
        case .step(let word):
            if word == "decide" { attributes.append("shape=hexagon, style=filled") }
            if let flow = box.subFlow { attributes.append("peripheries=2, href=\(quoted("#\(flow)"))") }
        case .outcome: attributes.append("shape=cds, style=filled")
        case .end: attributes.append("shape=oval, style=\"filled,bold\"")
        case .anyQuestion: attributes.append("shape=note, style=filled")
        }
        let border = box.isOnTrail ? Self.trailColour : box.speaksDebt ? "#b3261e" : "#5f6b76"
        attributes.append("fillcolor=\"\(fill(box))\", color=\"\(border)\"")
        if box.isOnTrail || box.speaksDebt { attributes.append("penwidth=\(box.isOnTrail ? 4 : 2)") }
        return "\(quoted(box.id)) [\(attributes.joined(separator: ", "))]"
    }

    private func classes(_ box: FlowPicture.Box) -> String {
        let kind =
            switch box.kind {
            case .step: box.standing.rawValue
            case .outcome: "outcome"
            case .end: "end"
            case .anyQuestion: "question"
            }
        let marks = (box.speaksDebt ? ["debt"] : []) + (box.isOnTrail ? ["trail"] : [])
        return ([kind] + marks).joined(separator: " ")
    }

    private func fill(_ box: FlowPicture.Box) -> String {
        switch box.kind {
        case .outcome: return "#eceff1"
        case .end: return "#e3dcf2"
        case .anyQuestion: return "#fffbe6"
        case .step:
            return switch box.standing {
            case .unverified: "#dfeaf8"
            case .verified: "#dcf1df"
            case .either: "#fdf0cf"
            case .unreached: "#ffffff"
            }
        }
    }

    private func label(_ box: FlowPicture.Box) -> String {
        var lines = [box.isStart ? "▶ \(box.title)" : box.title]
        switch box.kind {
        case .step(let word): lines[0] += "  ·  \(word)" + (box.subFlow.map { " \($0)" } ?? "")
        case .outcome: lines[0] = "returns \(box.title)"
        case .end: lines[0] = "end: \(box.title)"
        case .anyQuestion: break
        }
        if let text = box.text { lines += wrapped(text) }
        return lines.joined(separator: "\n")
    }

    private func arrow(_ arrow: FlowPicture.Arrow) -> String {
        let look = arrow.isOnTrail ? "color=\"\(Self.trailColour)\", penwidth=3" : look(arrow.stroke)
        let label = arrow.labels.isEmpty ? "" : "label=\(quoted(arrow.labels.joined(separator: "\n"))), "
        let classes = quoted(arrow.stroke.rawValue + (arrow.isOnTrail ? " trail" : ""))
        return "\(quoted(arrow.from)) -> \(quoted(arrow.to)) [\(label)class=\(classes), \(look)]"
    }

    private func look(_ stroke: FlowPicture.Stroke) -> String {
        switch stroke {
        case .plain: "color=\"#37474f\""
        case .retry: "color=\"#90a4ae\", style=dashed, fontcolor=\"#607d8b\""
        case .command: "color=\"#b08d2e\", fontcolor=\"#8a6d1f\", constraint=false"
        }
    }

    /// At most a few lines; what is longer ends with an ellipsis.
    private func wrapped(_ text: String) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            if lines[lines.count - 1].count + word.count >= Self.lineWidth, !lines[lines.count - 1].isEmpty {
                guard lines.count < Self.longestText else {
                    lines[lines.count - 1] += " …"
                    break
                }
                lines.append("")
            }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        lines[0] = "“" + lines[0]
        lines[lines.count - 1] += "”"
        return lines
    }

    /// A quoted identifier; line ends become the two characters that Graphviz breaks lines at.
    private func quoted(_ text: String) -> String {
        var escaped = "\""
        for character in text {
            switch character {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped + "\""
    }
}
