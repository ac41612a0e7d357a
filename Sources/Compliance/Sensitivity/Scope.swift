package import Dialog

/// What the names of one flow refer to, in one run of it.
///
/// An input of a sub-flow stands for what the running step binds to it, through any number of sub-flows: so a
/// sub-flow that speaks its input speaks the datum, and a check of an input is a check of the root's secret.
package struct Scope: Sendable, Hashable {
    /// What a name refers to.
    package enum Reference: Sendable, Hashable {
        /// Filled by an `ask` of this flow.
        case slot
        /// A datum of the call, or an input.
        case datum(Binding)
        /// Set once a promise was stored; no file declares it.
        case promiseReference
        case unknown
    }

    /// Where the value of a datum or an input comes from.
    package struct Binding: Sendable, Hashable {
        package enum Source: Sendable, Hashable {
            /// A datum of the root flow.
            case data(FieldName)
            case literal(Value)
            /// A slot or a counter of the running flow, or the date of the call.
            case value
        }

        package let source: Source
        /// The greatest sensitivity of everything the value went through.
        package let about: Sensitivity
        package let isSecret: Bool
        package let isOptional: Bool

        /// The datum that a check of this compares with; nil if it is none of the call's secrets.
        package var secret: FieldName? {
            if case .data(let name) = source, isSecret { name } else { nil }
        }
    }

    package let flow: FlowName
    private let slots: Set<FieldName>
    private let inputs: [FieldName: Binding]
    private let data: [FieldName: Binding]

    /// The scope of a program's root flow.
    package init(root: Flow) {
        flow = root.name
        slots = root.slots
        inputs = [:]
        data = Dictionary(
            root.fields.map { field in
                let binding = Binding(
                    source: .data(field.name), about: field.about, isSecret: field.isSecret,
                    isOptional: field.isOptional)
                return (field.name, binding)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The scope of a sub-flow that a step in `caller`'s scope runs.
    package init(running callee: Flow, with: [FieldName: Operand], from caller: Scope) {
        flow = callee.name
        slots = callee.slots
        data = caller.data
        inputs = Dictionary(
            callee.fields.map { ($0.name, Self.bind($0, to: with[$0.name], in: caller)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The scope of a sub-flow of which it is not known who runs it: every input may be anything.
    package init(orphan flow: Flow, of root: Flow) {
        self.flow = flow.name
        slots = flow.slots
        data = Scope(root: root).data
        let anything = Binding(source: .value, about: .debt, isSecret: true, isOptional: true)
        inputs = Dictionary(flow.fields.map { ($0.name, anything) }, uniquingKeysWith: { first, _ in first })
    }

    package func resolve(_ name: FieldName) -> Reference {
        if let binding = inputs[name] ?? data[name] { return .datum(binding) }
        if slots.contains(name) { return .slot }
        switch name {
        case .today, .verifiedLevel:
            return .datum(Binding(source: .value, about: .neutral, isSecret: false, isOptional: false))
        case .promiseReference: return .promiseReference
        default: return .unknown
        }
    }

    /// Whether speaking or deciding on the name tells of the debt.
    package func sensitivity(of name: FieldName) -> Sensitivity {
        if case .datum(let binding) = resolve(name) { binding.about } else { .neutral }
    }

    private static func bind(_ input: DataField, to operand: Operand?, in caller: Scope) -> Binding {
        var bound: Binding?
        var source = Binding.Source.value
        switch operand {
        case .literal(let value): source = .literal(value)
        case .field(let name):
            if case .datum(let binding) = caller.resolve(name) {
                bound = binding
                source = binding.source
            }
        case .visits, .amount, nil: break
        }
        return Binding(
            source: source, about: max(input.about, bound?.about ?? .neutral),
            isSecret: input.isSecret || bound?.isSecret ?? false,
            isOptional: bound?.isOptional ?? (operand == nil))
    }
}

extension Flow {
    /// Every slot that an `ask` of this flow fills.
    var slots: Set<FieldName> {
        Set(
            steps.compactMap { step in
                if case .ask(let ask) = step.kind { ask.slot } else { nil }
            })
    }
}
