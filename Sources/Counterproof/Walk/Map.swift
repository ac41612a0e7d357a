import Dialog

/// A program as a walk reads it: flows and steps by number, and what each step may say.
struct Map {
    /// When a step says a prompt.
    enum Occasion: Hashable {
        /// On entry.
        case first
        /// Later, in the same entry.
        case later
        /// With a value of the step's own slot at hand.
        case ownValue
        case command(UniversalName, Audience)
    }

    enum Audience: Hashable {
        case anyone, verified, unverified

        func includes(_ person: Person) -> Bool {
            switch self {
            case .anyone: true
            case .verified: person.isVerified
            case .unverified: !person.isVerified
            }
        }
    }

    struct Spoken: Hashable {
        let prompt: PromptID
        let occasion: Occasion

        var command: UniversalName? { if case .command(let name, _) = occasion { name } else { nil } }
        var audience: Audience { if case .command(_, let audience) = occasion { audience } else { .anyone } }
    }

    /// A question that fills a slot.
    struct Question: Hashable {
        let slot: FieldName
        let step: Int
    }

    let program: FlowProgram
    let flows: [Flow]
    private let numbers: [FlowName: Int]
    private let steps: [[StepID: Int]]
    /// By flow: the names whose values are followed, and the questions that fill them.
    let names: [[FieldName]]
    private let places: [[FieldName: Int]]
    private let fillers: [[FieldName: [Int]]]
    /// Why the walk can't follow everything; nil if it can.
    let shortcoming: String?

    init(_ program: FlowProgram, words: Words) {
        self.program = program
        flows = program.flows
        numbers = Dictionary(
            flows.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        steps = flows.map { flow in
            Dictionary(
                flow.steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
        fillers = flows.map(Self.fillers)
        let read = Self.readNames(program, words)
        names = zip(flows, fillers).map { flow, fillers in
            let inputs = flow.isSubFlow ? flow.fields.map(\.name) : []
            return Set(fillers.keys).union(inputs).intersection(read).sorted()
        }
        places = names.map { names in
            Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        }
        let isTooMany = names.contains { $0.count > Values.capacity }
        let isAskedTooOften = fillers.contains { $0.values.contains { $0.count > Values.fillers } }
        shortcoming =
            isTooMany
            ? "a flow has more than \(Values.capacity) names to follow"
            : isAskedTooOften ? "a slot is asked for by more than \(Values.fillers) steps" : nil
    }

    private static func fillers(of flow: Flow) -> [FieldName: [Int]] {
        var fillers: [FieldName: [Int]] = [:]
        for (index, step) in flow.steps.enumerated() {
            if case .ask(let ask) = step.kind, let slot = ask.slot {
                fillers[slot, default: []].append(index)
            }
        }
        return fillers
    }

    /// Whatever is spoken, compared, stored, passed on or confirmed anywhere: nothing else of a slot can matter.
    private static func readNames(_ program: FlowProgram, _ words: Words) -> Set<FieldName> {
        var read: Set<FieldName> = []
        for flow in program.flows {
            for step in flow.steps {
                for spoken in said(by: step, in: flow, of: program) {
                    read.formUnion(words.names(in: spoken.prompt))
                }
                read.formUnion(step.operands.compactMap(\.fieldName))
                if case .ask(let ask) = step.kind { read.formUnion(ask.confirms) }
            }
        }
        return read
    }

    // MARK: Places

    func flow(_ name: FlowName) -> Int? { numbers[name] }
    func step(_ id: StepID, of flow: Int) -> Int? { steps[flow][id] }
    func step(at frame: Position.Frame) -> Step { flows[frame.flow].steps[frame.step] }
    func place(of name: FieldName, in flow: Int) -> Int? { places[flow][name] }
    func isSlot(_ name: FieldName, in flow: Int) -> Bool { fillers[flow][name] != nil }

    func filler(_ number: Int, of name: FieldName, in flow: Int) -> Int? {
        let steps = fillers[flow][name] ?? []
        return steps.indices.contains(number) ? steps[number] : nil
    }

    func fillerNumber(of step: Int, for slot: FieldName, in flow: Int) -> Int? {
        fillers[flow][slot]?.firstIndex(of: step)
    }

    func name(of frame: Position.Frame) -> String {
        let step = flows[frame.flow].steps[frame.step].id
        return frame.flow == 0 ? step.rawValue : "\(flows[frame.flow].name).\(step)"
    }

    // MARK: What is said

    func said(by step: Step, in flow: Int) -> [Spoken] { Self.said(by: step, in: flows[flow], of: program) }

    private static func said(by step: Step, in flow: Flow, of program: FlowProgram) -> [Spoken] {
        func plain(_ prompts: some Sequence<PromptID>, _ occasion: Occasion) -> [Spoken] {
            prompts.map { Spoken(prompt: $0, occasion: occasion) }
        }
        let root = program.root
        let commands = root.universals.flatMap(words)
        let optOut = commands.filter { $0.command == .stopCalling }
        switch step.kind {
        case .say(let say):
            return plain(say.prompts, .first) + (say.bargeIn == .none ? optOut : commands)
        case .ask(let ask):
            let silence =
                ask.noInput.prompts ?? flow.defaults.noInput.prompts ?? root.defaults.noInput.prompts
            let unclear =
                ask.noMatch.prompts ?? flow.defaults.noMatch.prompts ?? root.defaults.noMatch.prompts
            let others = ask.prompts.dropFirst() + (silence ?? []) + (unclear ?? [])
            return plain(ask.prompts.prefix(1), .first) + plain(others, .later)
                + plain([ask.outOfRange].compactMap { $0 }, .later)
                + plain([ask.confirmPrompt, ask.nearestPrompt].compactMap { $0 }, .ownValue) + commands
        case .check(let check):
            let silence =
                check.noInput.prompts ?? flow.defaults.noInput.prompts ?? root.defaults.noInput.prompts
            let unclear = flow.defaults.noMatch.prompts ?? root.defaults.noMatch.prompts
            return plain(check.prompts.prefix(1), .first)
                + plain(check.prompts.dropFirst() + (silence ?? []) + (unclear ?? []), .later) + commands
        case .commit(let commit): return commit.content == .stopCalling ? [] : optOut
        case .transfer: return optOut
        case .decide, .run, .wait, .end, .return: return []
        }
    }

    /// What the machine says to a command.
    private static func words(for universal: Universal) -> [Spoken] {
        func spoken(_ prompt: PromptID, _ audience: Audience) -> Spoken {
            Spoken(prompt: prompt, occasion: .command(universal.name, audience))
        }
        var words = [universal.confirm].compactMap { $0 }.map { spoken($0, .anyone) }
        if case .say(let prompt) = universal.action {
            words.append(spoken(prompt, universal.requiresVerification ? .verified : .anyone))
        }
        if universal.requiresVerification, let before = universal.before {
            words.append(spoken(before, .unverified))
        }
        return words
    }
}

extension Operand {
    var fieldName: FieldName? { if case .field(let name) = self { name } else { nil } }
}

extension Comparison {
    var other: Operand? {
        switch self {
        case .equals(let other), .differs(let other), .atLeast(let other), .atMost(let other),
            .moreThan(let other), .lessThan(let other):
            other
        case .withinDays, .isSet, .isUnset: nil
        }
    }
}

extension Ask {
    /// What the limits of the answer are read from.
    var limitOperands: [Operand] {
        var operands: [Operand] = []
        switch type {
        case .money(let limits), .number(let limits), .time(let limits):
            operands = [limits.min, limits.max].compactMap { $0 }
        case .yesNo, .choice, .digits, .date: break
        }
        if case .agentHours(let on)? = schedule { operands.append(on) }
        return operands
    }
}

extension Commit.Content {
    var storedOperands: [Operand] {
        switch self {
        case .promise(_, let amount, let due, _, _): [amount, due]
        case .callBack(let on, let at): [on, at].compactMap { $0 }
        case .stopCalling, .dispute, .flag: []
        }
    }
}

extension Step {
    /// Everything that the step reads.
    var operands: [Operand] {
        switch kind {
        case .ask(let ask): ask.limitOperands
        case .decide(let decide):
            decide.cases.flatMap { [$0.value] + [$0.comparison.other].compactMap { $0 } }
        case .run(let run): Array(run.with.values)
        case .commit(let commit): commit.content.storedOperands
        case .check(let check): [.field(check.against)]
        case .say, .transfer, .wait, .end, .return: []
        }
    }
}
