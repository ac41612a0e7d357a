package import Dialog

/// A piece of a YAML file with its place: text, a list or a mapping, and nothing else of YAML.
package struct YAMLNode {
    package enum Content {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        /// In file order, keys unique.
        case mapping([YAMLEntry])
        /// Something that YAML has and we don't take; it has been reported, readers stay silent about it.
        case refused
    }

    package let content: Content
    package let position: SourcePosition
}

/// Text, whatever its quotes; `yes`, `010` and `1:30` mean just that.
package struct YAMLScalar {
    package let text: String
    /// Where the text itself begins, after a quote; nil if the file writes it over several lines or with escapes.
    package let textPosition: SourcePosition?
}

/// A key of a mapping with its value.
package struct YAMLEntry {
    package let key: String
    package let keyPosition: SourcePosition
    package let value: YAMLNode
}

extension YAMLNode {
    /// How a message names what stands here.
    package var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.text.isEmpty ? "nothing" : "text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .refused: "nothing"
        }
    }

    package var isRefused: Bool {
        if case .refused = content { true } else { false }
    }

    /// The text of a scalar, without any report.
    package var scalarText: String? {
        if case .scalar(let scalar) = content { scalar.text } else { nil }
    }

    /// The entries of a mapping, without any report.
    package var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The value of a mapping's key, without any report.
    package subscript(key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }
}
