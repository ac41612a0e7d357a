import Foundation
import Reports

/// The figures of one evaluation as one page without scripts.
struct EvaluationPage {
    let title: String
    let report: EvaluationReport

    private static let width = 480.0
    private static let height = 240.0
    private static let confusionLimit = 40

    var html: HTML {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>\(title)</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
        table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:left;border-bottom:1px solid #ccc}
        svg{max-width:100%;height:auto}</style></head><body>
        <h1>\(title)</h1>
        <p>\(report.n) utterances, \(percent(report.accuracy)) right (95 %: \(percent(report.interval[0])) to
        \(percent(report.interval[1]))), \(report.rejected) rejected, real-time factor \("\(report.rtf)"),
        peak memory \("\(report.peakMemoryMB)") MB.</p>
        <h2>Speakers</h2>\(speakers)
        <h2>Rejection by confidence</h2>\(rejection)
        <h2>Reliability of the confidence</h2>\(reliability)
        \(verification)
        <h2>Confusions</h2>\(confusions)
        </body></html>

        """
    }

    private var speakers: HTML {
        let rows = report.perSpeaker.sorted { $0.key < $1.key }.map { name, speaker -> HTML in
            "<tr><td>\(name)</td><td>\(speaker.n)</td><td>\(percent(speaker.accuracy))</td></tr>"
        }
        return "<table><tr><th>speaker</th><th>utterances</th><th>right</th></tr>\(all(rows))</table>"
    }

    private var confusions: HTML {
        let rows = report.confusions.prefix(Self.confusionLimit).map { confusion -> HTML in
            "<tr><td>\(confusion.expected)</td><td>\(confusion.heard)</td><td>\(confusion.count)</td></tr>"
        }
        return "<table><tr><th>said</th><th>heard</th><th>times</th></tr>\(all(rows))</table>"
    }

    private var rejection: HTML {
        func curve(_ share: (EvaluationReport.RejectionPoint) -> Double?) -> [(Double, Double)] {
            report.rejection.compactMap { point in share(point).map { (point.threshold, $0) } }
        }
        let kept = curve { $0.rightKept }
        let refused = curve { $0.otherRefused ?? $0.wrongRefused }
        let what = report.rejection.first?.otherRefused == nil ? "wrong ones" : "other speech"
        return """
            <p>Right answers kept (solid) and \(what) refused (dashed) at a threshold on the confidence.</p>
            <svg viewBox="-40 -10 540 280" role="img" aria-label="Rejection by confidence">
            \(frame)\(line(kept, dashed: false))\(line(refused, dashed: true))</svg>
            """
    }

    private var reliability: HTML {
        let points = report.reliability.map { ($0.confidence, $0.right) }
        let marks = report.reliability.map { point -> HTML in
            let (x, y) = (point.confidence * Self.width, (1 - point.right) * Self.height)
            return """
                <circle cx="\("\(x)")" cy="\("\(y)")" r="4"><title>\("\(point.n)") utterances</title></circle>
                """
        }
        let rate: HTML? = report.equalErrorRate.map {
            " Answers are refused as often as other speech is accepted at \(percent($0))."
        }
        return """
            <p>Answers that were right (across: the confidence; up: the share); the dashed line is perfect.\(rate)</p>
            <svg viewBox="-40 -10 540 280" role="img" aria-label="Reliability">
            \(frame)\(line([(0, 0), (1, 1)], dashed: true))\(line(points, dashed: false))\(all(marks))</svg>
            """
    }

    private var verification: HTML? {
        guard let point = report.operatingPoint, let rejects = report.falseRejects,
            let accepts = report.nearMissAccepts
        else { return nil }
        let rows = rejects.keys.sorted(by: >).map { share -> HTML in
            """
            <tr><td>\(share)</td><td>\(percent(rejects[share] ?? 0))</td><td>\(percent(accepts[share] ?? 0))</td>
            <td>\(percent(report.development?.falseRejects[share] ?? 0))</td>
            <td>\(percent(report.development?.nearMissAccepts[share] ?? 0))</td></tr>
            """
        }
        return """
            <h2>Verification</h2>
            <p>In a call: \(percent(point.falseRejects)) of right values don't pass (\(percent(point.askedAgain)) are
            asked again), \(percent(point.falseAccepts)) of random and \(percent(point.nearMissAccepts)) of one-off
            values pass.</p>
            <table><tr><th>random values accepted</th><th>right refused</th><th>one off accepted</th>
            <th>right refused, development thresholds</th><th>one off accepted, development thresholds</th></tr>
            \(all(rows))</table>
            """
    }

    private var frame: HTML {
        """
        <rect x="0" y="0" width="480" height="240" fill="none" stroke="#888"/>
        <text x="-36" y="6" font-size="12">100 %</text><text x="-24" y="244" font-size="12">0 %</text>
        <text x="0" y="260" font-size="12">0</text><text x="474" y="260" font-size="12">1</text>
        """
    }

    private func line(_ points: [(Double, Double)], dashed: Bool) -> HTML {
        let path = points.map { "\(Int($0 * Self.width)),\(Int((1 - $1) * Self.height))" }
            .joined(separator: " ")
        let dash = dashed ? "6 4" : "none"
        return """
            <polyline fill="none" stroke="#04507a" stroke-width="2" stroke-dasharray="\(dash)" points="\(path)"/>
            """
    }

    private func all(_ parts: [HTML]) -> HTML { parts.reduce("") { "\($0)\($1)" } }

    private func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}
