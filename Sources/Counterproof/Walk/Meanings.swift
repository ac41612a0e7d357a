import Dialog

/// What the names of the flows stand for, in every way in which they are run.
struct Meanings {
    /// What an input or a datum stands for.
    struct Binding: Hashable {
        enum Source: Hashable {
            case datum(FieldName)
            case literal(Value)
            /// A slot, a counter, or the date of the call.
            case other
        }

        let source: Source
        let isDebt: Bool
        let isSecret: Bool
    }

    private struct Meaning: Hashable {
        let flow: FlowName
        let inputs: [FieldName: Binding]
    }

    private let program: FlowProgram
    private let data: [FieldName: Binding]
    private var all: [Meaning]
    private var numbers: [Meaning: Int]

    init(_ program: FlowProgram) {
        self.program = program
        data = Dictionary(
            program.root.fields.map { field in
                (
                    field.name,
                    Binding(
                        source: .datum(field.name), isDebt: field.about == .debt, isSecret: field.isSecret)
                )
            }, uniquingKeysWith: { first, _ in first })
        all = [Meaning(flow: program.root.name, inputs: [:])]
        numbers = [all[0]: 0]
    }

    /// Every way in which a flow was run so far.
    var runs: [(flow: FlowName, meaning: Int)] { all.enumerated().map { ($1.flow, $0) } }

    func binding(of name: FieldName, in meaning: Int) -> Binding? { all[meaning].inputs[name] ?? data[name] }

    /// The meaning of a sub-flow's names as that step runs it.
    mutating func enter(_ callee: Flow, with: [FieldName: Operand], from caller: Int) -> Int {
        var inputs: [FieldName: Binding] = [:]
        for input in callee.fields {
            var source = Binding.Source.other
            var (isDebt, isSecret) = (input.about == .debt, input.isSecret)
            if case .literal(let value)? = with[input.name] { source = .literal(value) }
            if case .field(let name)? = with[input.name], let bound = binding(of: name, in: caller) {
                source = bound.source
                isDebt = isDebt || bound.isDebt
                isSecret = isSecret || bound.isSecret
            }
            inputs[input.name] = Binding(source: source, isDebt: isDebt, isSecret: isSecret)
        }
        let meaning = Meaning(flow: callee.name, inputs: inputs)
        if let known = numbers[meaning] { return known }
        all.append(meaning)
        numbers[meaning] = all.count - 1
        return all.count - 1
    }
}
