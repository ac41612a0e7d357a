package import Calls
import Dialog
import Foundation

/// One call on one page of HTML that loads nothing from anywhere.
///
/// The page follows from the report and the recording alone: equal calls have equal pages, to the byte.
package struct ReportPage {
    private let report: CallReport
    private let peaks: CallPeaks?
    private let words: any ReportWords

    /// `peaks` is nil if there is no recording.
    package init(_ report: CallReport, peaks: CallPeaks?) {
        self.report = report
        self.peaks = peaks
        words = ReportLanguage.words(for: report.language)
    }

    package func html() -> String {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="\(words.tag)">
            <head>
            \(head)
            </head>
            <body>
            <a class="skip" href="#conversation">\(words.text(.skip))</a>
            \(ReportHeader(report: report, words: words).html())
            <main>
            \(recording)
            <div class="columns">
            <section class="talk" aria-labelledby="conversation">
            <h2 id="conversation">\(words.text(.conversation))</h2>
            \(ConversationList(report: report, words: words).html())
            </section>
            <div class="aside">
            \(WaitingTable(turns: report.turns, words: words).html())
            \(FlowPath(visits: report.visits, words: words).html())
            \(troubles)
            </div>
            </div>
            </main>
            <footer><p>\(words.text(.madeBy))</p></footer>
            </body>
            </html>

            """
        return page.text
    }

    /// The policy forbids the page whatever it doesn't have itself, should a text ever break out of its place.
    private var head: HTML {
        """
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <meta name="robots" content="noindex">
        <title>\(title)</title>
        <style>
        \(Self.style)</style>
        """
    }

    private static let style = HTML(markup: String(decoding: PackageResources.report_css, as: UTF8.self))

    private var title: String {
        [words.text(.title), report.ending?.disposition.rawValue, report.facts?.date.description]
            .compactMap { $0 }.joined(separator: " · ")
    }

    private var recording: HTML {
        """
        <section class="sound" aria-labelledby="recording">
        <h2 id="recording">\(words.text(.recording))</h2>
        <p class="help">\(words.text(peaks == nil ? .noRecording : .recordingHelp))</p>
        <p class="key"><span class="dot caller"></span>\(words.text(.caller)) \
        <span class="dot ours"></span>\(words.text(.us))</p>
        \(TimelineDrawing(report: report, peaks: peaks, words: words).html())
        </section>
        """
    }

    private var troubles: HTML {
        let allowed = report.facts?.unsafeAllowed ?? []
        let unsafe = allowed.map { "\(words.text(.unsafe)): \($0)" }
        let found = unsafe + (report.facts?.troubles ?? [])
        let content: HTML =
            found.isEmpty
            ? "<p class=\"help\">\(words.text(.noTroubles))</p>"
            : "<ul>\(found.map { "<li>\($0)</li>" as HTML }.joined())</ul>"
        return """
            <section class="troubles\(found.isEmpty ? "" : " some")" aria-labelledby="troubles">
            <h2 id="troubles">\(words.text(.troubles))</h2>
            \(content)
            </section>
            """
    }
}
