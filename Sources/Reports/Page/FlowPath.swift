import Calls
import Dialog

/// The steps of a call as a line with a station for each, sub-flows further in.
struct FlowPath {
    let visits: [ReportVisit]
    let words: any ReportWords

    /// Deeper sub-flows than that are drawn at the same place.
    private static let deepest = 4

    func html() -> HTML {
        var flow: FlowName?
        var items: [HTML] = []
        for visit in visits {
            if visit.flow != flow {
                flow = visit.flow
                items.append("<li class=\"flow\"\(depth(visit))><b>\(visit.flow.rawValue)</b></li>")
            }
            items.append(item(visit))
        }
        return """
            <section aria-labelledby="path">
            <h2 id="path">\(words.text(.path))</h2>
            <p class="help">\(words.text(.pathHelp))</p>
            <ol class="path">
            \(items.joined(separator: "\n"))
            </ol>
            </section>
            """
    }

    private func item(_ visit: ReportVisit) -> HTML {
        let outcome: HTML? = visit.outcome.map {
            "<span class=\"result\">→ <code>\($0.rawValue)</code></span>"
        }
        return """
            <li\(depth(visit))><span class="at">\(ReportNumber.clock(visit.atMs))</span>\
            <span class="step">\(visit.step.rawValue)</span> \(outcome)</li>
            """
    }

    private func depth(_ visit: ReportVisit) -> HTML {
        " style=\"--depth:\(min(visit.depth, Self.deepest))\""
    }
}
