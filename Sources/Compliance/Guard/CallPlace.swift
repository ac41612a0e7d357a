import Dialog

/// Where a call is in its flows, followed by the steps that it enters.
///
/// A sub-flow never runs itself, so the name of a flow tells which of the running ones was entered.
struct CallPlace: Sendable {
    private struct Frame: Sendable {
        let flow: Flow
        let scope: Scope
        var step: Step?
    }

    private let program: FlowProgram
    private var frames: [Frame]

    init(_ program: FlowProgram, rootScope: Scope? = nil) {
        self.program = program
        frames = [Frame(flow: program.root, scope: rootScope ?? Scope(root: program.root))]
    }

    mutating func enter(_ step: StepID, of flow: FlowName) {
        if let running = frames.lastIndex(where: { $0.flow.name == flow }) {
            frames.removeSubrange((running + 1)...)
        } else if let callee = program.flow(flow) {
            frames.append(Frame(flow: callee, scope: scope(of: callee)))
        } else {
            return
        }
        frames[frames.count - 1].step = frames[frames.count - 1].flow[step]
    }

    private func scope(of callee: Flow) -> Scope {
        guard let caller = frames.last, case .run(let run)? = caller.step?.kind, run.flow == callee.name
        else {
            return Scope(orphan: callee, of: program.root)
        }
        return Scope(running: callee, with: run.with, from: caller.scope)
    }

    /// In whose scopes a prompt of now may be written: that of the step, and that of the root's commands and retries.
    var scopes: [Scope] {
        frames.count == 1 ? [frames[0].scope] : [frames[frames.count - 1].scope, frames[0].scope]
    }

    func isAt(_ step: StepID) -> Bool { frames.last?.step?.id == step }

    /// The answer by which the person says to be the right party, if the step asks for that.
    var identifyingAnswer: OutcomeName? {
        if case .ask(let ask)? = frames.last?.step?.kind { ask.identifies } else { nil }
    }

    /// The secret of the call that the step compares answers with, if it does.
    var checkedSecret: FieldName? {
        guard let frame = frames.last, case .check(let check)? = frame.step?.kind,
            case .datum(let binding) = frame.scope.resolve(check.against)
        else { return nil }
        return binding.secret
    }

    /// How surely the person must be verified for what the step stores.
    var requiredLevel: VerificationLevel? {
        if case .commit(let commit)? = frames.last?.step?.kind { commit.requires } else { nil }
    }

    /// Whether somebody else may be on the line once the step is entered.
    var mayChangePerson: Bool {
        switch frames.last?.step?.kind {
        case .wait, .transfer: true
        case .ask(let ask): ask.identifies != nil
        case .say, .check, .decide, .run, .commit, .end, .return: false
        // A step that the flow does not have: nothing is known of who is on the line.
        case nil: true
        }
    }
}
