/// The keys of one kind of mapping in a flow file: what the parser takes, the reference lists and the schema checks.
///
/// There is one table for each kind, and no other list of keys: what isn't here is an unknown key.
package struct KeyTable: Sendable {
    package struct Key: Sendable {
        package let name: String
        package let shape: Shape
        package let isRequired: Bool
        /// What holds if the key is left out, as the reference shows it.
        package let fallback: String
        /// As a flow file may write it.
        package let example: String
        /// One line for the reference and for an editor's help.
        package let summary: String
    }

    /// What a value looks like, as far as one file shows.
    package indirect enum Shape: Sendable {
        case text
        /// One text or a list of them.
        case texts
        case name
        /// One name or a list of them.
        case names
        case truth
        case integer(ClosedRange<Int>)
        /// 0 to 1.
        case fraction
        /// A time with its unit.
        case duration
        /// One of these words.
        case word([String])
        /// One to four keys of a telephone.
        case dialKeys
        /// A `$reference`.
        case reference
        /// A `$reference` or a literal.
        case operand
        case mapping(KeyTable)
        case list(Shape)
        /// Names of the author's own, each with such a value.
        case named(Shape)
        case steps
    }

    /// Such as `ask`; the heading in the reference and the name in the schema.
    package let name: String
    package let keys: [Key]

    init(_ name: String, _ keys: [Key]) {
        self.name = name
        self.keys = keys
    }

    package var names: [String] { keys.map(\.name) }
    var required: [String] { keys.filter(\.isRequired).map(\.name) }
}

extension KeyTable.Key {
    static func required(
        _ name: String, _ shape: KeyTable.Shape, _ example: String, _ summary: String
    ) -> Self {
        Self(name: name, shape: shape, isRequired: true, fallback: "–", example: example, summary: summary)
    }

    static func optional(
        _ name: String, _ shape: KeyTable.Shape, _ fallback: String, _ example: String, _ summary: String
    ) -> Self {
        Self(
            name: name, shape: shape, isRequired: false, fallback: fallback, example: example,
            summary: summary)
    }
}

extension Record {
    /// A mapping whose keys are those of a table.
    init?(_ node: YAMLNode, _ subject: String, _ table: KeyTable, _ findings: Findings) {
        self.init(node, subject, keys: table.names, required: table.required, findings: findings)
    }
}
