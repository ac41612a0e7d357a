import Dialog

/// How well it is told who answers, as `--slot who` prints it.
struct PresenceReport: Encodable {
    struct Answer {
        let who: WaitOutcome
        /// Such as `hello` or `business`.
        let kind: String
        /// Nil if the recording ended first.
        let found: WaitOutcome?
        let delayMs: Int?
    }

    struct Row: Encodable {
        let n: Int
        /// How many were taken for whom.
        let found: [String: Int]
        /// Of those that were told rightly: from a person's last speech, else from the answer.
        let p50Ms: Int?
        let p95Ms: Int?
    }

    /// By who it was, and within that by kind.
    let rows: [String: Row]
    let kinds: [String: Row]

    init(_ answers: [Answer]) {
        rows = Dictionary(grouping: answers) { $0.who.rawValue }.mapValues(Self.row)
        kinds = Dictionary(grouping: answers) { "\($0.who.rawValue) \($0.kind)" }.mapValues(Self.row)
    }

    private static func row(_ answers: [Answer]) -> Row {
        let delays = answers.filter { $0.found == $0.who }.compactMap(\.delayMs).sorted()
        return Row(
            n: answers.count,
            found: Dictionary(grouping: answers) { $0.found?.rawValue ?? "nothing" }.mapValues(\.count),
            p50Ms: delays.quantile(0.5), p95Ms: delays.quantile(0.95))
    }

    /// In words, a line each.
    var lines: [String] {
        let all = rows.sorted { $0.key < $1.key }.map { Self.line($0.key, $0.value) }
        return all + kinds.sorted { $0.key < $1.key }.map { "  " + Self.line($0.key, $0.value) }
    }

    private static func line(_ name: String, _ row: Row) -> String {
        let found = row.found.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let delay = row.p50Ms.map { "; after \($0) ms (half), \(row.p95Ms ?? $0) ms (95 %)" } ?? ""
        return "\(name): \(row.n) → \(found)\(delay)"
    }
}
