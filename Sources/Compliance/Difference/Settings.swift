import Dialog

/// The settings of a part of a flow by name, so that whatever is added to the language later is compared too.
enum Settings {
    /// What is no setting: where something stands, and where it leads, which is compared by itself.
    private static let others: Set<String> = [
        "position", "edgePositions", "when", "then", "cases", "otherwise", "id", "corrects",
    ]

    /// By names such as `no input tries`; nested settings are flattened.
    static func of(_ part: Any) -> [String: String] {
        var settings: [String: String] = [:]
        for (label, value) in Mirror(reflecting: part).children {
            guard let label, !others.contains(label) else { continue }
            let name = words(label)
            if let nested = unwrapped(value), Mirror(reflecting: nested).displayStyle == .struct,
                !(nested is any CustomStringConvertible), !(nested is Duration)
            {
                for (inner, text) in of(nested) { settings["\(name) \(inner)"] = text }
            } else {
                settings[name] = text(value)
            }
        }
        return settings
    }

    /// A line for each setting that differs.
    static func changes(from old: [String: String], to new: [String: String]) -> [String] {
        Set(old.keys).union(new.keys).sorted().compactMap { name in
            let (before, after) = (old[name] ?? "not set", new[name] ?? "not set")
            return before == after ? nil : "\(name) is \(after), before \(before)"
        }
    }

    private static func unwrapped(_ value: Any) -> Any? {
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .optional else { return value }
        return mirror.children.first?.value
    }

    /// A value in words, the same whatever order a set or dictionary has.
    private static func text(_ value: Any) -> String {
        guard let value = unwrapped(value) else { return "not set" }
        if let flag = value as? Bool { return flag ? "yes" : "no" }
        if value is any CustomStringConvertible, !(value is any Collection) { return "\(value)" }
        let mirror = Mirror(reflecting: value)
        let parts = mirror.children.map { (name: $0.label.map(words) ?? "", text: text($0.value)) }
        switch mirror.displayStyle {
        case .enum: return parts.first.map { "\($0.name) \($0.text)" } ?? words("\(value)")
        case .dictionary: return listed(mirror.children.map { entry($0.value) }.sorted())
        case .set: return listed(parts.map(\.text).sorted())
        case .collection: return listed(parts.map(\.text))
        default:
            return listed(
                parts.map { $0.name.isEmpty || $0.name.hasPrefix(".") ? $0.text : "\($0.name) \($0.text)" })
        }
    }

    private static func entry(_ pair: Any) -> String {
        Mirror(reflecting: pair).children.map { text($0.value) }.joined(separator: ": ")
    }

    private static func listed(_ texts: [String]) -> String {
        texts.isEmpty ? "none" : texts.joined(separator: ", ")
    }

    /// `bargeIn` as `barge in`.
    private static func words(_ label: String) -> String {
        label.reduce(into: "") { words, letter in
            words += letter.isUppercase ? " \(letter.lowercased())" : "\(letter)"
        }
    }
}
