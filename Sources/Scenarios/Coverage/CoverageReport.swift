package import Dialog

/// How much of its programs a set of scenarios covers.
package struct CoverageReport: Sendable {
    package struct Count: Sendable, Hashable {
        package var covered = 0
        package var all = 0

        /// In whole percent, rounded down, so that 100 means all.
        package var percent: Int { all == 0 ? 100 : covered * 100 / all }
    }

    package struct FlowCoverage: Sendable {
        package let program: FlowName
        package let flow: FlowName
        package let counts: [CoverageItem.Measure: Count]
        /// In file order.
        package let uncovered: [CoverageMap.Entry]
    }

    /// By program, its root flow first.
    package let flows: [FlowCoverage]

    package init(maps: [CoverageMap], tallies: [CoverageTally]) {
        flows = maps.flatMap { map in
            var points: Set<CoveragePoint> = []
            for tally in tallies where tally.program == map.program { points.formUnion(tally.points) }
            var order: [FlowName] = []
            for entry in map.entries where !order.contains(entry.point.flow) {
                order.append(entry.point.flow)
            }
            return order.map { flow in
                Self.coverage(of: flow, map.entries.filter { $0.point.flow == flow }, map.program, points)
            }
        }
    }

    private static func coverage(
        of flow: FlowName, _ entries: [CoverageMap.Entry], _ program: FlowName, _ points: Set<CoveragePoint>
    ) -> FlowCoverage {
        var counts: [CoverageItem.Measure: Count] = [:]
        for entry in entries {
            let measure = entry.point.item.measure
            counts[measure, default: Count()].all += 1
            if points.contains(entry.point) { counts[measure, default: Count()].covered += 1 }
        }
        return FlowCoverage(
            program: program, flow: flow, counts: counts,
            uncovered: entries.filter { !points.contains($0.point) })
    }

    package func total(_ measure: CoverageItem.Measure) -> Count {
        flows.reduce(into: Count()) { sum, flow in
            sum.covered += flow.counts[measure]?.covered ?? 0
            sum.all += flow.counts[measure]?.all ?? 0
        }
    }
}
