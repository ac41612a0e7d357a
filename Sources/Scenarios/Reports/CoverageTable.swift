import Dialog

/// Coverage as a person reads it: a table, then what is not covered and how to get there.
package struct CoverageTable {
    private let report: CoverageReport

    package init(_ report: CoverageReport) { self.report = report }

    package var text: String {
        let measures = CoverageItem.Measure.allCases
        var rows = [["flow"] + measures.map(\.rawValue)]
        for flow in report.flows {
            let isRoot = flow.flow == flow.program
            rows.append(
                [(isRoot ? "" : "  ") + flow.flow.rawValue]
                    + measures.map { Self.cell(flow.counts[$0] ?? CoverageReport.Count()) })
        }
        rows.append(["all"] + measures.map { Self.cell(report.total($0)) })
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ")
        }
        return (table + uncovered).joined(separator: "\n")
    }

    private static func cell(_ count: CoverageReport.Count) -> String {
        count.all == 0 ? "-" : "\(count.covered)/\(count.all) \(count.percent)%"
    }

    private var uncovered: [String] {
        report.flows.flatMap { flow in
            flow.uncovered.flatMap { entry in
                ["", "\(entry.position): not covered: \(entry.words)"]
                    + entry.path.enumerated().map { "    \($0 + 1). \($1)" }
            }
        }
    }
}
