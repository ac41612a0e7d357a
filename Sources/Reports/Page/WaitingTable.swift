import Calls

/// How long callers waited for our answers, stage by stage.
struct WaitingTable {
    let turns: [ReportTurn]
    let words: any ReportWords

    func html() -> HTML {
        let gaps = turns.compactMap(\.gap)
        guard !gaps.isEmpty else { return "" }
        let totals = gaps.map(\.total.milliseconds)
        let all = max(1, totals.reduce(0, +))
        let rows = ReportStage.allCases.map { stage in
            row(words.name(of: stage), gaps.map(stage.time), of: all, kind: stage.rawValue)
        }
        return """
            <section aria-labelledby="waiting">
            <h2 id="waiting">\(words.text(.timings))</h2>
            <table class="waiting">
            <thead><tr><th scope="col">\(words.text(.stage))</th><th scope="col">\(words.text(.mean))</th>\
            <th scope="col">\(words.text(.longest))</th><th scope="col">\(words.text(.share))</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            <tfoot>\(row("\(words.text(.all)), \(gaps.count) \(words.text(.answers))", totals, of: all, kind: nil))</tfoot>
            </table>
            <p class="help">\(words.text(.timingsHelp))</p>
            </section>
            """
    }

    private func row(_ name: String, _ times: [Int], of all: Int, kind: String?) -> HTML {
        let sum = times.reduce(0, +)
        let percent = (sum * 100 + all / 2) / all
        let dot: HTML? = kind.map { "<span class=\"dot \($0)\"></span>" }
        return """
            <tr><th scope="row">\(dot)\(name)</th>\
            <td>\(words.seconds(times.isEmpty ? 0 : sum / times.count))</td>\
            <td>\(words.seconds(times.max() ?? 0))</td><td>\(percent) %</td></tr>
            """
    }
}
