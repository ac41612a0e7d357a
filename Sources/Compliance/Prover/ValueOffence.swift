import Dialog

/// A value that one step needs and may not have.
struct ValueOffence: Hashable {
    let need: Need
    let step: String
    let position: SourcePosition

    init(_ gap: ValueProof.Gap, in exploration: Exploration) {
        let node = exploration.contexts[gap.context].nodes[gap.nodes[0]]
        let profile = exploration.instance(of: gap.context).steps[node.point.step]
        need = gap.need
        step = profile.name
        position = gap.need.position ?? profile.step.position
    }

    var check: RuleCheck { need.kind == .confirmed ? .confirmedPromise : .assignedBeforeUse }

    var message: String {
        if need.kind == .confirmed {
            return "step '\(step)' stores $\(need.name), which the caller has not confirmed on every path"
        }
        let verb =
            switch need.use {
            case .spoken: "speaks {\(need.name)}"
            case .compared: "compares $\(need.name)"
            case .limit: "limits its answers by $\(need.name)"
            case .committed: "stores $\(need.name)"
            case .passed: "passes on $\(need.name)"
            }
        return "step '\(step)' \(verb), which is not set on every path"
    }

    func tail(_ wording: Wording) -> [String] {
        if case .spoken(let line) = need.use { [wording.quote(line)] } else { [] }
    }
}

extension Need {
    /// Where the prompt that speaks the value is named, if it is one.
    fileprivate var position: SourcePosition? {
        if case .spoken(let line) = use { line.position } else { nil }
    }
}

/// The values that may be missing, by what each finding would be about.
struct ValueOffences {
    /// In the order in which they were found.
    private(set) var order: [ValueOffence] = []
    private var gaps: [ValueOffence: [ValueProof.Gap]] = [:]

    init(_ proof: ValueProof, in exploration: Exploration) {
        for gap in proof.gaps {
            let offence = ValueOffence(gap, in: exploration)
            if gaps[offence] == nil { order.append(offence) }
            gaps[offence, default: []].append(gap)
        }
    }

    subscript(offence: ValueOffence) -> [ValueProof.Gap] { gaps[offence] ?? [] }
}
