import Calls
import Dialog

/// Both sides of a call on one axis of time, with what was said and heard, row under row.
struct TimelineDrawing {
    let report: CallReport
    let peaks: CallPeaks?
    let words: any ReportWords

    /// One stretch of a side, with its text.
    private struct Block {
        let line: Int
        let span: MediaSpan
        let label: String
        let kind: String
    }

    func html() -> HTML {
        let ours = report.lines.compactMap(said)
        let caller = report.lines.compactMap(heard)
        let rows = TimelineScale.rows(report.durationMs).map { row($0, caller: caller, ours: ours) }
        return """
            <div class="rows" tabindex="0" role="region" aria-label="\(words.text(.recording))">
            \(definitions)
            \(rows.joined(separator: "\n"))
            </div>
            """
    }

    private var definitions: HTML {
        """
        <svg width="0" height="0" aria-hidden="true" class="defs"><defs>\
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
        <path d="M0 0V7" class="hatch"/></pattern></defs></svg>
        """
    }

    // MARK: Blocks

    private func said(_ line: ReportLine) -> Block? {
        guard case .said(let utterance) = line.content else { return nil }
        return Block(line: line.number, span: line.span, label: utterance.shown, kind: "ours")
    }

    private func heard(_ line: ReportLine) -> Block? {
        switch line.content {
        case .said: nil
        case .heard(let turn):
            Block(line: line.number, span: line.span, label: label(turn), kind: "caller")
        case .happened(.callerHungUp):
            Block(
                line: line.number, span: line.span, label: words.sentence(for: .callerHungUp), kind: "caller")
        case .happened: nil
        }
    }

    private func label(_ turn: ReportTurn) -> String {
        switch turn.understanding {
        case .words(let text, _): turn.input == .keys ? "[\(text)]" : text
        case .secret: Turn.mask
        case .nothing: "(\(words.text(.notUnderstood)))"
        case .silence: "(\(words.text(.silence)))"
        }
    }

    // MARK: Rows

    private func row(_ start: Int, caller: [Block], ours: [Block]) -> HTML {
        let end = min(start + TimelineScale.rowMs, max(report.durationMs, start + 1))
        let name = "\(ReportNumber.clock(start)) – \(ReportNumber.clock(end))"
        return """
            <svg class="row" viewBox="0 0 \(TimelineScale.width) \(TimelineScale.height)" role="group" \
            aria-label="\(name)">
            \(ground(start, end))\
            \(blocks(caller, in: TimelineScale.caller, rowStart: start))\
            \(blocks(ours, in: TimelineScale.ours, rowStart: start))\
            \(waves(start))\(shades(start))\(axis(start, end))
            </svg>
            """
    }

    private func ground(_ start: Int, _ end: Int) -> HTML {
        let width = TimelineScale.x(end - start)
        return [TimelineScale.caller, TimelineScale.ours].map { lane -> HTML in
            """
            <rect class="ground" x="0" y="\(lane.top)" width="\(width)" \
            height="\(2 * TimelineScale.Lane.half)" rx="5"/>
            """
        }.joined()
    }

    private func blocks(_ all: [Block], in lane: TimelineScale.Lane, rowStart: Int) -> HTML {
        let shown = all.compactMap { block in
            block.span.placed(inRow: rowStart, atLeast: 5).map { (block: block, place: $0) }
        }
        return shown.enumerated().map { index, entry -> HTML in
            let next = index + 1 < shown.count ? shown[index + 1].place.x : TimelineScale.width
            let room = min(next - entry.place.x - 12, max(entry.place.width, 420))
            let title = "\(ReportNumber.clock(entry.block.span.startMs))  \(entry.block.label)"
            return """
                <a href="#l\(entry.block.line)" class="b \(entry.block.kind)"><title>\(title)</title>\
                <rect x="\(entry.place.x)" y="\(lane.top)" width="\(entry.place.width)" \
                height="\(2 * TimelineScale.Lane.half)" rx="5"/>\
                \(isLabelled(entry.block.span, inRow: rowStart) ? label(entry.block.label, at: entry.place.x, lane, room) : nil)</a>
                """
        }.joined(separator: "\n")
    }

    /// A stretch over two rows is labelled in the one that shows more of it.
    private func isLabelled(_ span: MediaSpan, inRow start: Int) -> Bool {
        func shown(_ start: Int) -> Int {
            min(span.endMs, start + TimelineScale.rowMs) - max(span.startMs, start)
        }
        let here = shown(start)
        return here >= shown(start - TimelineScale.rowMs) && here > shown(start + TimelineScale.rowMs)
            || span.startMs == span.endMs
    }

    private func label(_ text: String, at x: Int, _ lane: TimelineScale.Lane, _ room: Int) -> HTML {
        LabelText.lines(text, width: room).enumerated().map { index, line -> HTML in
            let y = lane.firstLabel + index * TimelineScale.Lane.labelLine
            return "<text x=\"\(x + 1)\" y=\"\(y)\">\(line)</text>"
        }.joined()
    }

    private func waves(_ start: Int) -> HTML {
        guard let peaks else { return "" }
        func path(_ columns: [Int], _ lane: TimelineScale.Lane, _ kind: String) -> HTML {
            let data = WaveformPath.data(
                columns, from: peaks, rowStart: start, centre: lane.centre, half: TimelineScale.Lane.half)
            return data.isEmpty ? "" : "<path class=\"wave \(kind)\" d=\"\(data)\"/>"
        }
        return path(peaks.caller, TimelineScale.caller, "caller")
            + path(peaks.ours, TimelineScale.ours, "ours")
    }

    /// What the recording leaves out, and why.
    private func shades(_ start: Int) -> HTML {
        var result: HTML = ""
        if let peaks {
            let before = MediaSpan(startMs: 0, endMs: peaks.startMs)
            for lane in [TimelineScale.caller, TimelineScale.ours] {
                result += shade(before, lane, start, words.text(.notRecorded))
            }
        }
        let recordedFrom = peaks?.startMs ?? 0
        for span in report.withheld where span.endMs > recordedFrom {
            let muted = MediaSpan(
                startMs: max(span.startMs, recordedFrom), endMs: min(span.endMs, report.durationMs))
            result += shade(muted, TimelineScale.caller, start, words.text(.withheld))
        }
        return result
    }

    private func shade(_ span: MediaSpan, _ lane: TimelineScale.Lane, _ start: Int, _ name: String) -> HTML {
        guard span.endMs > span.startMs, let place = span.placed(inRow: start) else { return "" }
        let text: HTML? =
            place.width < 90
            ? nil
            : """
            <text class="why" x="\(place.x + place.width / 2)" y="\(lane.centre + 4)">\(name)</text>
            """
        return """
            <g class="shade"><title>\(name)</title><rect x="\(place.x)" y="\(lane.top)" \
            width="\(place.width)" height="\(2 * TimelineScale.Lane.half)" rx="5"/>\(text)</g>
            """
    }

    private func axis(_ start: Int, _ end: Int) -> HTML {
        stride(from: start, to: end, by: TimelineScale.tickMs).map { time -> HTML in
            let x = TimelineScale.x(time - start)
            return """
                <text class="tick" x="\(x)" y="\(TimelineScale.axis)">\(ReportNumber.clock(time))</text>
                """
        }.joined()
    }
}

extension ReportUtterance {
    /// The words, or where no transcript was kept, the names of the prompts.
    var shown: String {
        texts.isEmpty ? prompts.map { "{\($0)}" }.joined(separator: " ") : texts.joined(separator: " ")
    }
}
