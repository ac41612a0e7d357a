import Dialog

/// A piece of a YAML file with its place: text, a list or a mapping, and nothing else of YAML.
struct YAMLNode {
    enum Content {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        /// In file order, keys unique.
        case mapping([YAMLEntry])
        /// Something that YAML has and we don't take; it has been reported, readers stay silent about it.
        case refused
    }

    let content: Content
    let position: SourcePosition
}

/// Text, whatever its quotes; `yes`, `010` and `1:30` mean just that.
struct YAMLScalar {
    let text: String
    /// Where the text itself begins, after a quote; nil if the file writes it over several lines or with escapes.
    let textPosition: SourcePosition?
}

/// A key of a mapping with its value.
struct YAMLEntry {
    let key: String
    let keyPosition: SourcePosition
    let value: YAMLNode
}

extension YAMLNode {
    /// How a message names what stands here.
    var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.text.isEmpty ? "nothing" : "text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .refused: "nothing"
        }
    }

    var isRefused: Bool {
        if case .refused = content { true } else { false }
    }

    /// The text of a scalar, without any report.
    var scalarText: String? {
        if case .scalar(let scalar) = content { scalar.text } else { nil }
    }

    /// The entries of a mapping, without any report.
    var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The value of a mapping's key, without any report.
    subscript(key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }
}
