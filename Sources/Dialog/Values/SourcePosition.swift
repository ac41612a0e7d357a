/// A place in a flow or prompt file.
package struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
    /// The path as the user gave it.
    package let file: String
    /// One-based.
    package let line: Int
    /// One-based, in Unicode scalars.
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, as compilers print it.
    package var description: String { "\(file):\(line):\(column)" }

    /// The place of something that no file declares, such as a flow built in a test.
    package static let unknown = SourcePosition(file: "-", line: 0, column: 0)
}

/// A problem in a flow or prompt file, as a compiler would print it.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    package enum Severity: String, Sendable, CaseIterable { case error, warning }

    package let position: SourcePosition
    package let severity: Severity
    /// The rule that was broken, for compliance findings (`F7`, …), else nil.
    package let rule: String?
    package let message: String
    /// Further lines: a hint, or the steps of a witness path.
    package let notes: [String]
    /// The way by which a call gets there, for tools that draw or link it; the notes say the same in words.
    package let trail: [TrailStep]

    package init(
        _ position: SourcePosition, _ severity: Severity = .error, rule: String? = nil, _ message: String,
        notes: [String] = [], trail: [TrailStep] = []
    ) {
        self.position = position
        self.severity = severity
        self.rule = rule
        self.message = message
        self.notes = notes
        self.trail = trail
    }

    package var description: String {
        let head = "\(position): \(severity.rawValue): \(rule.map { "[\($0)] " } ?? "")\(message)"
        return notes.reduce(head) { $0 + "\n    " + $1 }
    }
}

/// One move on the way of a call through a flow.
package struct TrailStep: Hashable, Sendable {
    /// What happens, and where it leads.
    package let words: String
    package let flow: FlowName
    /// The step that it leads to; nil where it ends at an outcome, or moves are left out.
    package let step: StepID?
    /// Of that step.
    package let position: SourcePosition?

    package init(_ words: String, flow: FlowName, step: StepID? = nil, position: SourcePosition? = nil) {
        self.words = words
        self.flow = flow
        self.step = step
        self.position = position
    }
}
