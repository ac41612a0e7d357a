import Calls
import Dialog

/// The conversation, line by line, with how each answer was understood.
struct ConversationList {
    let report: CallReport
    let words: any ReportWords

    func html() -> HTML {
        var language = report.language
        var items: [HTML] = []
        for line in report.lines {
            if case .happened(.languageSwitched(let next)) = line.content { language = next }
            items.append(item(line, in: language))
        }
        return "<ol class=\"lines\">\n\(items.joined(separator: "\n"))\n</ol>"
    }

    /// `language` is what is spoken there; a reader must know where it isn't that of the page.
    private func item(_ line: ReportLine, in language: LanguageTag?) -> HTML {
        let spoken: HTML? =
            language.flatMap { $0.rawValue == words.tag ? nil : " lang=\"\($0.rawValue)\"" }
        return item(line, spoken: spoken)
    }

    private func item(_ line: ReportLine, spoken: HTML?) -> HTML {
        let at = ReportNumber.clock(line.span.startMs)
        switch line.content {
        case .said(let utterance):
            return "<li id=\"l\(line.number)\" class=\"said\">\(time(at))\(said(utterance, spoken))</li>"
        case .heard(let turn):
            return "<li id=\"l\(line.number)\" class=\"heard\">\(time(at))\(heard(turn, spoken))</li>"
        case .happened(let event):
            return """
                <li id="l\(line.number)" class="event">\(time(at))<p>\(words.sentence(for: event))</p></li>
                """
        }
    }

    private func time(_ text: String) -> HTML { "<span class=\"at\">\(text)</span>" }

    // MARK: Us

    private func said(_ utterance: ReportUtterance, _ spoken: HTML?) -> HTML {
        let texts = utterance.texts.map { "<p\(spoken)>\($0)</p>" as HTML }.joined()
        let names = utterance.prompts.map { "<code>\($0.rawValue)</code>" as HTML }.joined(separator: " ")
        let cut: HTML? = utterance.wasCut ? " <span class=\"tag\">\(words.text(.cut))</span>" : nil
        return """
            <div class="bubble"><span class="who">\(words.text(.us))</span>\(texts)\
            <p class="meta">\(names)\(cut)</p></div>
            """
    }

    // MARK: The caller

    private func heard(_ turn: ReportTurn, _ spoken: HTML?) -> HTML {
        """
        <div class="bubble"><span class="who">\(words.text(.caller))</span>\
        <p class="words"\(isWords(turn) ? spoken : nil)>\(understood(turn))</p>\(meaning(turn))\
        <p class="meta">\(mode(turn))\(confidence(turn))\(outcome(turn))</p></div>\(gap(turn))
        """
    }

    /// Whether the caller's own words are shown, and not ours about them.
    private func isWords(_ turn: ReportTurn) -> Bool {
        if case .words = turn.understanding { true } else { false }
    }

    private func understood(_ turn: ReportTurn) -> HTML {
        switch turn.understanding {
        case .words(let text, _):
            turn.input == .keys ? "<kbd>\(text)</kbd>" : "“\(text)”"
        case .secret(let verdict):
            """
            <span class="mask">\(Turn.mask)</span> <span class="aside-word">\(words.text(.secret)): \
            \(words.name(of: verdict))</span>
            """
        case .nothing: "<i>\(words.text(.notUnderstood))</i>"
        case .silence: "<i>\(words.text(.silence))</i>"
        }
    }

    private func meaning(_ turn: ReportTurn) -> HTML {
        guard case .words(let text, let meaning?) = turn.understanding, meaning != text else { return "" }
        return "<p class=\"means\">\(words.text(.heardAs)) <b>\(meaning)</b></p>"
    }

    private func mode(_ turn: ReportTurn) -> HTML {
        switch turn.input {
        case .speech: "<span>\(words.text(.speech))</span>"
        case .keys: "<span>\(words.text(.keys))</span>"
        case .silence: ""
        }
    }

    private func confidence(_ turn: ReportTurn) -> HTML {
        guard let confidence = turn.confidence else { return "" }
        let percent = Int((min(max(confidence, 0), 1) * 100).rounded())
        let grade = percent >= 80 ? "high" : percent >= 50 ? "middle" : "low"
        return """
             <span class="confidence \(grade)"><span class="bar"><i style="width:\(percent)%"></i></span>\
            \(words.text(.confidence)) \(percent) %</span>
            """
    }

    private func outcome(_ turn: ReportTurn) -> HTML {
        let result: HTML =
            turn.outcome.map { "<code>\($0.rawValue)</code>" } ?? "<em>\(words.text(.asked))</em>"
        return " <span class=\"result\">→ \(result)</span>"
    }

    /// How long the caller waited for what we said next, as a bar and in words.
    private func gap(_ turn: ReportTurn) -> HTML {
        guard let gap = turn.gap else { return "" }
        let stages = ReportStage.allCases.filter { $0.time(in: gap) > 0 }
        let bars = stages.map { stage -> HTML in
            "<i class=\"\(stage.rawValue)\" style=\"flex-grow:\(stage.time(in: gap))\"></i>"
        }
        let parts = stages.map { stage -> HTML in
            "\(words.seconds(stage.time(in: gap))) \(words.name(of: stage))"
        }
        // A bar of four seconds fills its place; a longer one is cut off there.
        let percent = min(100, max(4, gap.total.milliseconds / 40))
        return """
            <div class="gap"><p><b>\(words.text(.gap)) \(words.seconds(gap.total.milliseconds))</b> \
            \(parts.joined(separator: " · "))</p>\
            <div class="stack" style="width:\(percent)%" aria-hidden="true">\(bars.joined())</div></div>
            """
    }
}
