package import Dialog

/// Every disposition that a call can come to, with a shortest way to it.
package struct CallEndings: Sendable {
    package struct Ending: Sendable {
        package let disposition: Disposition
        /// One move each, in words.
        package let way: [String]
    }

    /// By code.
    package let endings: [Ending]

    /// None for a program in which a sub-flow runs itself.
    package init(_ program: FlowProgram, catalogue: PromptCatalogue) {
        guard LoopRules.recursion(in: program) == nil else {
            endings = []
            return
        }
        let graphs = Dictionary(
            program.flows.map { ($0.name, FlowGraph($0, in: program)) },
            uniquingKeysWith: { first, _ in first })
        let exploration = Exploration(FlowInstanceBuilder(program, catalogue: catalogue, graphs: graphs))
        let witness = Witness(exploration)
        var nearest: [Disposition: (place: Place, last: String)] = [:]
        func reach(_ disposition: Disposition, _ place: Place, _ last: String) {
            if let known = nearest[disposition],
                witness.distance(to: known.place) <= witness.distance(to: place)
            {
                return
            }
            nearest[disposition] = (place, last)
        }
        for id in exploration.callersFirst {
            let instance = exploration.instance(of: id)
            for (index, node) in exploration.contexts[id].nodes.enumerated() {
                let place = Place(context: id, node: index)
                let step = instance.steps[node.point.step].step
                if let ending = step.kind.namedEnding {
                    reach(ending, place, "'\(step.id)' ends the call as '\(ending.word)'")
                }
                if case .commit(let commit) = step.kind {
                    let stored = Wording.phrase(step, .outcome("done"))
                    reach(commit.content.disposition, place, "\(stored), and whatever ends the call then")
                }
                let hungUp: Disposition =
                    node.point.facts.isVerified ? .hungUpAfterVerification : .hungUpBeforeVerification
                reach(hungUp, place, "the caller hangs up")
            }
        }
        endings = nearest.map { disposition, nearest in
            Ending(
                disposition: disposition, way: witness.path(to: nearest.place).map(\.words) + [nearest.last])
        }.sorted { $0.disposition.rawValue < $1.disposition.rawValue }
    }
}

extension StepKind {
    /// The disposition that the step itself names.
    var namedEnding: Disposition? {
        switch self {
        case .say(let say):
            if case .end(.disposition(let disposition)) = say.then { disposition } else { nil }
        case .end(let ending):
            if case .disposition(let disposition) = ending { disposition } else { nil }
        case .ask, .check, .decide, .run, .commit, .transfer, .wait, .return: nil
        }
    }
}

extension Commit.Content {
    /// What the call comes to once this is stored.
    fileprivate var disposition: Disposition {
        switch self {
        case .promise(let kind, _, _, _, _): kind.disposition
        case .callBack: .callBack
        case .stopCalling: .doNotCall
        case .dispute: .dispute
        case .flag(let disposition): disposition
        }
    }
}
