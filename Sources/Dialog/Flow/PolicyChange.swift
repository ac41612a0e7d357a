/// What a flow changes of its policy: the value of one parameter of one rule.
///
/// Which rules and parameters there are is for the policy to say; here they are as the flow writes them.
package struct PolicyChange: Sendable, Hashable {
    /// Who answers for a value that is looser than the policy's, and why.
    package struct Waiver: Sendable, Hashable {
        package let by: String
        package let on: LocalDate
        package let because: String
        /// The last day on which it counts; nil if it has no end.
        package let until: LocalDate?

        package init(by: String, on: LocalDate, because: String, until: LocalDate? = nil) {
            self.by = by
            self.on = on
            self.because = because
            self.until = until
        }
    }

    package let rule: String
    package let parameter: String
    package let value: WrittenValue
    /// Nil for a value that must be stricter than the policy's.
    package let waiver: Waiver?
    package let position: SourcePosition

    package init(
        rule: String, parameter: String, value: WrittenValue, waiver: Waiver? = nil,
        position: SourcePosition = .unknown
    ) {
        self.rule = rule
        self.parameter = parameter
        self.value = value
        self.waiver = waiver
        self.position = position
    }
}

/// The value of a policy's parameter as a file writes it.
package enum WrittenValue: Sendable, Hashable {
    case one(String)
    case list([String])
}
