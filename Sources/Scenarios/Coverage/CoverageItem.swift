package import Dialog

/// Something in a flow that a scenario can have been through.
package enum CoverageItem: Sendable, Hashable {
    case step(StepID)
    /// A way out of a step; never a command.
    case way(StepID, Cause)
    /// The caller hung up at a step of this class.
    case hangUp(StepClass)
    /// A part of the system failed at a step of this class.
    case fault(StepClass)
    /// One of a step's prompts, by attempt, or what it says to a value out of range or to confirm.
    case prompt(StepID, PromptID)
    /// A command at a step of this class.
    case command(StepClass, UniversalName)

    /// What is counted together.
    package enum Measure: String, Sendable, CaseIterable {
        case steps, edges, prompts, universals
    }

    package var measure: Measure {
        switch self {
        case .step: .steps
        case .way, .hangUp, .fault: .edges
        case .prompt: .prompts
        case .command: .universals
        }
    }
}

/// An item of one flow.
package struct CoveragePoint: Sendable, Hashable {
    package let flow: FlowName
    package let item: CoverageItem

    package init(_ flow: FlowName, _ item: CoverageItem) {
        self.flow = flow
        self.item = item
    }
}

extension Cause {
    /// Whether each step's way out by it counts; commands and faults count by class of step.
    var isCountedByStep: Bool { !isCommand && self != .fault }
}
