import Dialog

/// An operand with its type, as far as the file shows it.
struct TypedOperand {
    let operand: Operand
    /// Nil for a reference to what may be a datum of an unknown root.
    let type: ValueType?
}

extension FlowParser {
    /// A `$reference` or a literal; `expected` is the type it must have, if known.
    func operand(
        _ node: YAMLNode, _ subject: String, expected: ValueType? = nil, takesSecrets: Bool = false
    ) -> TypedOperand? {
        guard let text = node.text(subject, findings) else { return nil }
        guard text.hasPrefix("$") else { return literal(text, node, subject, expected) }
        let name = String(text.dropFirst())
        let found =
            name.hasPrefix("visits.")
            ? visits(String(name.dropFirst("visits.".count)), node)
            : reference(name, node, subject, takesSecrets: takesSecrets)
        guard let found else { return nil }
        if let expected, let type = found.type, type != expected {
            findings.error(
                node.position, "\(subject) must be \(expected.rawValue), but '\(text)' is \(type.rawValue)")
            return nil
        }
        return found
    }

    private func literal(
        _ text: String, _ node: YAMLNode, _ subject: String, _ expected: ValueType?
    ) -> TypedOperand? {
        guard let expected else {
            let operand = Literal.operand(text)
            return TypedOperand(operand: operand, type: operand.literalType)
        }
        guard let operand = Literal.operand(text, as: expected) else {
            let hint = symbols.referableNames.contains(text) ? "; did you mean '$\(text)'?" : ""
            findings.error(
                node.position,
                "\(subject) must be \(Literal.form(of: expected)) or a $reference, not '\(text.shortened)'\(hint)"
            )
            return nil
        }
        return TypedOperand(operand: operand, type: expected)
    }

    private func visits(_ step: String, _ node: YAMLNode) -> TypedOperand? {
        guard symbols.steps.contains(step) else {
            let hint = Spelling.hint(for: step, among: symbols.steps)
            findings.error(
                node.position, "'$visits.\(step.shortened)' names a step that does not exist\(hint)")
            return nil
        }
        return TypedOperand(operand: .visits(StepID(step)), type: .number)
    }

    private func reference(
        _ name: String, _ node: YAMLNode, _ subject: String, takesSecrets: Bool
    ) -> TypedOperand? {
        guard NameRule.holds(for: name) else {
            findings.error(node.position, "\(subject) must be a name after '$', not '\(name.shortened)'")
            return nil
        }
        guard let referent = symbols.referent(name) else {
            let hint =
                Spelling.closest(to: name, among: symbols.referableNames)
                .map { "; did you mean '$\($0)'?" } ?? ""
            findings.error(
                node.position, "'$\(name)' is no slot, datum or input that \(subject) can refer to\(hint)")
            return nil
        }
        let operand = Operand.field(FieldName(name))
        let (type, isSecret): (ValueType?, Bool) =
            switch referent {
            case .slot(let slot): (slot.type, slot.isSecret)
            case .field(let field): (field.type, field.isSecret)
            case .builtIn(let type): (type, false)
            case .unknown: (nil, false)
            }
        if isSecret, !takesSecrets {
            findings.error(
                node.position,
                "'$\(name)' is secret: it can only be checked, or given to a sub-flow that checks it")
            return nil
        }
        return TypedOperand(operand: operand, type: type)
    }
}

extension Operand {
    /// The type of a literal; nil for a reference.
    var literalType: ValueType? {
        switch self {
        case .field: nil
        case .visits: .number
        case .amount: .money
        case .literal(let value): value.type
        }
    }

    /// For comparing two literals of one type; nil for a reference and for what has no order.
    var order: Int? {
        switch self {
        case .field, .visits: nil
        case .amount(let minorUnits): minorUnits
        case .literal(.number(let number)): number
        case .literal(.time(let time)): time.minutes
        case .literal: nil
        }
    }
}
