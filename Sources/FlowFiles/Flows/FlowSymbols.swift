import Dialog

/// The names that a flow's steps can refer to, gathered before the steps are read.
struct FlowSymbols: Sendable {
    /// A slot, as the `ask` steps that fill it declare it.
    struct Slot: Sendable {
        let type: ValueType
        let choices: String?
        let isSecret: Bool
        let position: SourcePosition
    }

    /// What a `$name` stands for.
    enum Referent {
        case slot(Slot)
        case field(DataField)
        /// The engine sets it.
        case builtIn(ValueType)
        /// A sub-flow is read without its root: the name may be a datum of the root.
        case unknown
    }

    let isSubFlow: Bool
    var steps: [String] = []
    var outcomes: [String] = []
    /// False if the file doesn't say them rightly: any name may then be one.
    var knowsOutcomes = true
    var slots: [String: Slot] = [:]
    /// By `ask` step, the slot that it fills.
    var asked: [String: String] = [:]
    var fields: [String: DataField] = [:]
    /// The data of the root that runs this sub-flow; nil if not known.
    var rootData: [String: DataField]?

    /// Names that the engine sets, with their types: every prompt can speak them, no file declares them.
    static let builtIn: [String: ValueType] = [
        "promise_reference": .text, "today": .date, "verified_level": .level,
    ]

    init(isSubFlow: Bool) { self.isSubFlow = isSubFlow }

    func referent(_ name: String) -> Referent? {
        if let slot = slots[name] { return .slot(slot) }
        if let field = fields[name] ?? rootData?[name] { return .field(field) }
        if let type = Self.builtIn[name] { return .builtIn(type) }
        return isSubFlow && rootData == nil ? .unknown : nil
    }

    var referableNames: [String] {
        (Array(slots.keys) + Array(fields.keys) + (rootData.map { Array($0.keys) } ?? [])
            + Array(Self.builtIn.keys)).sorted()
    }

    /// Enters the slots of all `ask` steps; reports slots that cannot be.
    mutating func gatherSlots(_ steps: [YAMLEntry], _ findings: Findings) {
        for entry in steps {
            guard let ask = entry.value["ask"], let node = ask["slot"], let name = node.scalarText,
                NameRule.holds(for: name),
                let type = ask["type"]?.scalarText.flatMap(AskTypeWord.init(rawValue:))
            else { continue }
            asked[entry.key] = name
            let slot = Slot(
                type: type.valueType, choices: ask["choices"]?.scalarText,
                isSecret: ask["secret"]?.scalarText == "true", position: node.position)
            if let field = fields[name] ?? rootData?[name] {
                findings.error(
                    node.position,
                    "the slot '\(name)' has the name of a datum or input (\(field.position.place))")
            } else if Self.builtIn[name] != nil {
                findings.error(node.position, "'\(name)' is set by the engine; give the slot another name")
            } else if let other = slots[name], other.type != slot.type || other.choices != slot.choices {
                findings.error(
                    node.position,
                    "the slot '\(name)' is asked as \(slot.what) here and as \(other.what) in line "
                        + "\(other.position.line)")
            } else if let other = slots[name], other.isSecret != slot.isSecret {
                findings.error(
                    node.position,
                    "the slot '\(name)' is secret in one step and not in another "
                        + "(line \(other.position.line))")
            } else if slots[name] == nil {
                slots[name] = slot
            }
        }
    }
}

extension FlowSymbols.Slot {
    fileprivate var what: String { type.rawValue + (choices.map { " '\($0)'" } ?? "") }
}

extension SourcePosition {
    /// `line 3 of Flows/x.yaml`.
    var place: String { "line \(line) of \(file)" }
}

/// The word that `type` of an `ask` takes.
enum AskTypeWord: String, CaseIterable {
    case yesNo = "yes_no"
    case choice, digits, date, money, number, time

    var valueType: ValueType {
        switch self {
        case .yesNo: .yesNo
        case .choice: .choice
        case .digits: .digits
        case .date: .date
        case .money: .money
        case .number: .number
        case .time: .time
        }
    }
    /// Whether a value can be understood and still be out of range.
    var hasLimits: Bool {
        switch self {
        case .yesNo, .choice, .digits: false
        case .date, .money, .number, .time: true
        }
    }
}
