import Compliance
import Dialog
import Foundation

/// A page that shows pictures of flows, in light and dark.
struct FlowPage {
    /// One picture under a heading.
    struct Part {
        let heading: String
        /// What to read before the picture; numbered on the page.
        var steps: [String] = []
        /// After the steps, a paragraph each.
        var notes: [String] = []
        let picture: FlowPicture
    }

    let title: String
    /// Under the title, a line each.
    var notes: [String] = []
    /// After the pictures, as it stands.
    var report: [String] = []
    let parts: [Part]

    /// The page; drawing it needs Graphviz.
    func html() throws -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(title))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <header>
        <h1>\(Self.escaped(title))</h1>
        \(notes.map { "<p>\(Self.escaped($0))</p>\n" }.joined())\
        <ul class="legend">
        \(Self.legend)
        </ul>
        </header>
        <main>
        \(try parts.map(Self.section).joined(separator: "\n"))\(reportSection)
        </main>
        </body>
        </html>

        """
    }

    private var reportSection: String {
        guard !report.isEmpty else { return "" }
        let text = Self.escaped(report.joined(separator: "\n"))
        return "\n<section>\n<h2>Report</h2>\n<pre>\(text)</pre>\n</section>"
    }

    private static func section(_ part: Part) throws -> String {
        let steps = part.steps.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n")
        let list = part.steps.isEmpty ? "" : "<ol>\n\(steps)\n</ol>\n"
        let notes = part.notes.map { "<p>\(escaped($0))</p>\n" }.joined()
        let heading = part.heading.isEmpty ? "" : "<h2>\(escaped(part.heading))</h2>\n"
        return "<section>\n\(heading)\(list)\(notes)\(try figures(part.picture))\n</section>"
    }

    private static func figures(_ picture: FlowPicture) throws -> String {
        try picture.groups.map { group in
            let svg = try Graphviz.svg(DOTWriter(group).text)
            // Without the XML prologue.
            let drawing = svg.range(of: "<svg").map { svg[$0.lowerBound...] } ?? Substring(svg)
            let name = escaped(group.flow.rawValue)
            return "<h3 id=\"\(name)\">\(name)</h3>\n<div>\(drawing)</div>"
        }.joined(separator: "\n")
    }

    private static let legend = [
        ("unverified", "nobody is verified yet"), ("verified", "the right party is verified"),
        ("either", "depends on the path"), ("debt", "debt content may be spoken"),
        ("end", "the call ends with this disposition"), ("trail", "the way that is shown"),
    ].map { #"<li><i class="\#($0)"></i>\#($1)</li>"# }.joined(separator: "\n")

    private static let style = """
        :root { color-scheme: light dark; --page: #fbfcfd; --ink: #1c2328; --line: #37474f; --soft: #78909c;
          --unverified: #dfeaf8; --verified: #dcf1df; --either: #fdf0cf; --end: #e3dcf2; --other: #eceff1;
          --debt: #b3261e; --command: #8a6d1f; --trail: #d81b60; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #14181b; --ink: #e6ebee; --line: #b0bec5; --soft: #90a4ae; --unverified: #1f3350;
            --verified: #1f3d26; --either: #463a16; --end: #372c52; --other: #263238; --debt: #ff8a80;
            --command: #e0c068; --trail: #ff5c9d; } }
        body { margin: 0; font: 15px/1.5 "DejaVu Sans", system-ui, sans-serif; background: var(--page);
          color: var(--ink); }
        header { padding: 1rem 1.5rem 0; }
        h1 { font-size: 1.3rem; margin: 0 0 .4rem; }
        .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; margin: 0; padding: 0; }
        .legend i { display: inline-block; width: 1em; height: 1em; border: 1px solid var(--soft);
          border-radius: 3px; vertical-align: -.1em; margin-right: .45em; }
        i.unverified { background: var(--unverified); } i.verified { background: var(--verified); }
        i.either { background: var(--either); } i.end { background: var(--end); }
        i.debt { border: 2px solid var(--debt); } i.trail { border: 3px solid var(--trail); }
        h2 { font-size: 1.1rem; margin: 2rem 0 .3rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
        main { padding: 0 1.5rem 2rem; }
        section div { overflow: auto; }
        svg text { fill: var(--ink); }
        svg .node path, svg .node polygon, svg .node ellipse { fill: var(--other); stroke: var(--soft); }
        svg .unverified path, svg .unverified polygon { fill: var(--unverified); }
        svg .verified path, svg .verified polygon { fill: var(--verified); }
        svg .either path, svg .either polygon { fill: var(--either); }
        svg .end ellipse { fill: var(--end); }
        svg .node.debt path, svg .node.debt polygon { stroke: var(--debt); stroke-width: 2px; }
        svg .edge path { stroke: var(--line); } svg .edge polygon { stroke: var(--line); fill: var(--line); }
        svg .retry path, svg .retry polygon { stroke: var(--soft); } svg .retry polygon { fill: var(--soft); }
        svg .retry text { fill: var(--soft); }
        svg .command path, svg .command polygon { stroke: var(--command); }
        svg .command polygon { fill: var(--command); } svg .command text { fill: var(--command); }
        svg .node.trail path, svg .node.trail polygon, svg .node.trail ellipse { stroke: var(--trail);
          stroke-width: 4px; }
        svg .edge.trail path { stroke: var(--trail); stroke-width: 3px; }
        svg .edge.trail polygon { stroke: var(--trail); fill: var(--trail); }
        svg a:hover text { text-decoration: underline; }
        @media print { section div { overflow: visible; } svg { max-width: 100%; height: auto; } }
        """

    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "\"", with: "&quot;")
    }
}
