/// What a walk found wrong.
package struct Violation: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// As findings cite it, such as `F7`.
    package let rule: String
    /// The step, with its flow's name unless that is the root; empty for the whole flow.
    package let place: String

    package var description: String { place.isEmpty ? rule : "\(rule) at \(place)" }

    package static func < (left: Violation, right: Violation) -> Bool {
        (left.rule, left.place) < (right.rule, right.place)
    }
}
