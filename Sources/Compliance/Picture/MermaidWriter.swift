import Dialog

/// Writes a picture as a Mermaid flowchart, which code hosts and wikis draw.
package struct MermaidWriter: Sendable {
    private let group: FlowPicture.Group
    /// Mermaid's names are letters and digits: boxes are numbered.
    private let names: [String: String]

    package init(_ group: FlowPicture.Group) {
        self.group = group
        names = Dictionary(
            group.boxes.enumerated().map { ($1.id, "n\($0)") }, uniquingKeysWith: { first, _ in first })
    }

    /// The whole chart, with a final line end.
    package var text: String {
        let parts = group.boxes.compactMap(box) + group.arrows.compactMap(arrow) + Self.classes
        return (["flowchart TB"] + parts.map { "  " + $0 }).joined(separator: "\n") + "\n"
    }

    private static let classes = [
        "classDef unverified fill:#dfeaf8,stroke:#5f6b76,color:#1b1b1b",
        "classDef verified fill:#dcf1df,stroke:#5f6b76,color:#1b1b1b",
        "classDef either fill:#fdf0cf,stroke:#5f6b76,color:#1b1b1b",
        "classDef unreached fill:#ffffff,stroke:#5f6b76,color:#1b1b1b,stroke-dasharray:4",
        "classDef finish fill:#e3dcf2,stroke:#5f6b76,color:#1b1b1b",
        "classDef debt stroke:#b3261e,stroke-width:2px",
        "classDef trail stroke:#d81b60,stroke-width:4px",
    ]

    private func box(_ box: FlowPicture.Box) -> String? {
        guard let name = names[box.id] else { return nil }
        let (shape, style): (String, String) =
            switch box.kind {
            case .step(let word):
                (
                    word == "decide" ? "{{\(quoted(box.title))}}" : "[\(quoted(title(box)))]",
                    box.standing.rawValue
                )
            case .outcome: (">\(quoted("returns \(box.title)"))]", "finish")
            case .end: ("([\(quoted("end: \(box.title)"))])", "finish")
            case .anyQuestion: ("[/\(quoted(box.title))/]", "either")
            }
        return "\(name)\(shape):::\(style)" + (box.speaksDebt ? "\n  class \(name) debt" : "")
            + (box.isOnTrail ? "\n  class \(name) trail" : "")
    }

    private func title(_ box: FlowPicture.Box) -> String { box.isStart ? "▶ \(box.title)" : box.title }

    private func arrow(_ arrow: FlowPicture.Arrow) -> String? {
        guard let from = names[arrow.from], let to = names[arrow.to] else { return nil }
        let line =
            switch arrow.stroke {
            case .plain: arrow.isOnTrail ? "==>" : "-->"
            case .retry, .command: arrow.isOnTrail ? "==>" : "-.->"
            }
        let label = arrow.labels.isEmpty ? "" : "|\(quoted(arrow.labels.joined(separator: " / ")))|"
        return "\(from) \(line)\(label) \(to)"
    }

    private func quoted(_ text: String) -> String {
        var escaped = "\""
        for character in text {
            switch character {
            case "\"": escaped += "#quot;"
            case "#": escaped += "#35;"
            case "\n": escaped += " "
            default: escaped.append(character)
            }
        }
        return escaped + "\""
    }
}
