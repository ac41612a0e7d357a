package import Dialog

/// A flow with its sub-flows as boxes and arrows, for people to look at.
///
/// It has no layout: a writer turns it into a language that draws.
package struct FlowPicture: Sendable, Hashable {
    /// Who may be on the line when a step is entered, over all paths.
    package enum Standing: String, Sendable, Hashable, CaseIterable {
        /// Nobody is verified on any path.
        case unverified
        /// The right party is verified on every path.
        case verified
        /// It depends on the path.
        case either
        /// No path leads there.
        case unreached
    }

    /// What a box stands for.
    package enum Kind: Sendable, Hashable {
        /// A step, by the word of the flow language, such as `ask`.
        case step(String)
        /// An outcome of a sub-flow.
        case outcome
        /// The end of the call with a disposition.
        case end
        /// Any step that listens: what the caller can do there stands for all of them.
        case anyQuestion
    }

    package struct Box: Sendable, Hashable {
        /// Unique in the picture: `flow/step`.
        package let id: String
        package let title: String
        package let kind: Kind
        /// What is said first there, as its file writes it.
        package var text: String?
        /// The sub-flow that it runs.
        package var subFlow: FlowName?
        package var standing: Standing = .either
        /// Whether debt content may be spoken there.
        package var speaksDebt = false
        package var isStart = false
        /// Whether the way that the picture shows leads there.
        package var isOnTrail = false
    }

    package enum Stroke: String, Sendable, Hashable {
        /// What the step is there for.
        case plain
        /// After silence, misunderstanding or too many visits.
        case retry
        /// By a command that the caller can give anywhere.
        case command
    }

    package struct Arrow: Sendable, Hashable {
        package let from: String
        package let to: String
        /// What the caller does, or what happens, a line each.
        package var labels: [String]
        package let stroke: Stroke
        /// Whether the way that the picture shows takes it.
        package var isOnTrail = false
    }

    /// One flow.
    package struct Group: Sendable, Hashable {
        package let flow: FlowName
        package var boxes: [Box]
        package var arrows: [Arrow]
    }

    package let name: FlowName
    package let version: Int
    /// The root flow first, then its sub-flows by name.
    package private(set) var groups: [Group]

    init(name: FlowName, version: Int, groups: [Group]) {
        self.name = name
        self.version = version
        self.groups = groups
    }

    /// The same picture with the way of a call drawn in; only the flows that it passes, if `alone`.
    package func showing(_ trail: [TrailStep], alone: Bool = false) -> FlowPicture {
        var marked = self
        var last: [FlowName: String] = [:]
        for move in trail {
            guard let step = move.step, let index = groups.firstIndex(where: { $0.flow == move.flow }) else {
                continue
            }
            let here = "\(move.flow)/\(step)"
            marked.groups[index].mark(here, after: last[move.flow])
            last[move.flow] = here
        }
        if alone { marked.groups.removeAll { last[$0.flow] == nil } }
        return marked
    }
}

extension FlowPicture.Group {
    /// Marks a box and the arrow by which it was reached: its step's own, or one that leads there from any question.
    fileprivate mutating func mark(_ box: String, after origin: String?) {
        for index in boxes.indices where boxes[index].id == box { boxes[index].isOnTrail = true }
        guard let origin else { return }
        let own = arrows.firstIndex { $0.from == origin && $0.to == box }
        let command = arrows.firstIndex { $0.from == FlowPicture.anyQuestion(in: flow) && $0.to == box }
        if let index = own ?? command { arrows[index].isOnTrail = true }
    }
}

extension FlowPicture {
    /// The identifier of the box that stands for every listening step of a flow.
    static func anyQuestion(in flow: FlowName) -> String { "\(flow)/any question" }
}
