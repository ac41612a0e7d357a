import Calls
import Dialog

/// The head of a page: what the call came to, its facts, and what was promised.
struct ReportHeader {
    let report: CallReport
    let words: any ReportWords

    func html() -> HTML {
        """
        <header class="\(report.ending.map { ReportTone($0.disposition).rawValue } ?? "plain")">
        <p class="brand"><b>promesa</b> \(words.text(.title))</p>
        <div class="lead">
        <div>
        \(headline)
        \(facts)
        </div>
        \(slip)
        </div>
        </header>
        """
    }

    private var headline: HTML {
        guard let ending = report.ending else {
            return """
                <h1>\(words.text(.unknownOutcome))</h1>
                <p class="help">\(words.text(.unknownOutcomeHelp))</p>
                """
        }
        let meaning = words.meaning(of: ending.disposition)
        return """
            <p class="code"><span>\(ending.disposition.rawValue)</span></p>
            <h1>\(meaning.prefix(1).uppercased() + meaning.dropFirst()).</h1>
            """
    }

    // MARK: Facts

    private var facts: HTML {
        var entries: [HTML] = []
        func add(_ label: ReportLabel, _ value: HTML) {
            entries.append("<div><dt>\(words.text(label))</dt><dd>\(value)</dd></div>")
        }
        if let ending = report.ending { add(.callEnd, "\(words.name(of: ending.end))") }
        add(.duration, duration)
        if let facts = report.facts {
            add(.verified, verification(facts))
            add(.date, "<time datetime=\"\(facts.date.description)\">\(words.day(facts.date))</time>")
            add(.account, "\(facts.account.rawValue)")
            add(
                .flow,
                "\(facts.flow.rawValue), \(words.text(.version)) \(facts.flowVersion), \(facts.language.rawValue)"
            )
            add(
                .call,
                "<code>\(facts.call.rawValue)</code>, \(words.text(.seed)) \(String(facts.seed))")
        }
        return "<dl class=\"facts\">\n\(entries.joined(separator: "\n"))\n</dl>"
    }

    private var duration: HTML {
        "\(ReportNumber.clock(report.durationMs)), \(report.turns.count) \(words.text(.turns))"
    }

    /// The level that stands behind the promise; without one, whether any secret matched.
    private func verification(_ facts: ReportFacts) -> HTML {
        if let level = facts.promise?.verificationLevel {
            return "\(level.rawValue), \(words.name(of: level))"
        }
        let passed = report.turns.filter { $0.understanding == .secret(.pass) }.count
        guard passed > 0 else { return "\(words.text(.notVerified))" }
        return "\(words.name(of: passed == 1 ? VerificationLevel.l1 : .l2))"
    }

    // MARK: The promise

    private var slip: HTML {
        guard let facts = report.facts else { return "" }
        guard let promise = facts.promise else {
            return "<p class=\"slip none\">\(words.text(.noPromise))</p>"
        }
        let rows = promise.instalments.map { instalment -> HTML in
            """
            <tr><td><time datetime="\(instalment.due.description)">\(words.day(instalment.due))</time></td>\
            <td>\(words.amount(instalment.amount))</td></tr>
            """
        }
        let total = promise.total.map(words.amount) ?? ""
        return """
            <section class="slip" aria-labelledby="promise">
            <h2 id="promise">\(words.text(.promise))</h2>
            <p class="sum">\(total)</p>
            <p class="kind">\(words.name(of: promise.kind))</p>
            <table>
            <thead><tr><th scope="col">\(words.text(.due))</th><th scope="col">\(words.text(.amount))</th></tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody>
            </table>
            <p class="reference">\(words.text(.reference)) <b>\(promise.reference ?? "–")</b></p>
            <p class="small">\(words.text(.readBack)) \(words.text(.confirmedAt)) \(ReportNumber.clock(promise.confirmedAtMs)):</p>
            <blockquote>\(promise.readBack)</blockquote>
            <p class="small">\(words.text(promise.wasAnnounced ? .announced : .unannounced))</p>
            </section>
            """
    }
}
