package import Dialog

/// Collects the problems of one load, so that all of them are reported in one pass.
///
/// A reference shared by the readers of one load; it never leaves the thread that loads.
package final class Findings {
    package private(set) var diagnostics: [Diagnostic] = []
    package private(set) var errorCount = 0
    /// Further problems are counted and not kept: a file of nothing but mistakes must not fill the memory.
    private static let maximumKept = 1_000

    package init() {}

    package func error(_ position: SourcePosition, _ message: String, notes: [String] = []) {
        errorCount += 1
        guard diagnostics.count < Self.maximumKept else { return }
        diagnostics.append(Diagnostic(position, .error, message, notes: notes))
    }

    package func warning(_ position: SourcePosition, _ message: String, notes: [String] = []) {
        guard diagnostics.count < Self.maximumKept else { return }
        diagnostics.append(Diagnostic(position, .warning, message, notes: notes))
    }
}

extension [Diagnostic] {
    /// By file, line and column, each problem once, as a compiler prints them.
    package func sortedByPosition() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.sorted { left, right in
            let (a, b) = (left.position, right.position)
            return (a.file, a.line, a.column, left.message) < (b.file, b.line, b.column, right.message)
        }
    }

    /// Whether any of them forbids to go on; warnings don't.
    package var hasErrors: Bool { contains { $0.severity == .error } }
}
