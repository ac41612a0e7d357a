import Calls
import Dialog
import Foundation
import Testing

@testable import Reports

@Suite struct `The page of a call` {
    private func page(_ fixture: ReportFixture, peaks: CallPeaks? = nil) throws -> String {
        ReportPage(try fixture.report(), peaks: peaks).html()
    }

    @Test func `tells the outcome, the promise and what was said and heard`() throws {
        let page = try page(ReportFixture())
        for text in [
            "<html lang=\"en-US\">", "The right party promised to pay the whole balance by a date.", "PTP",
            "$450.00", "Monday, March 16, 2026", "420042", "Am I speaking with Jordan Rivera?",
            "“four hundred fifty dollars”", "<i>silence</i>", "secret answer: matched", "read_back",
            "<code>said_yes</code>",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func `is the same for equal calls`() throws {
        #expect(try page(ReportFixture()) == page(ReportFixture()))
    }

    @Test func `loads nothing and runs nothing`() throws {
        let page = try page(
            ReportFixture(),
            peaks: CallPeaks(startMs: 0, caller: Array(repeating: 900, count: 8_000), ours: [5]))
        for word in ["http:", "https:", "src=", "<script", "@import", "<link", "onload", "//"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("default-src 'none'"))
    }

    @Test(arguments: [ReportFixture.secretWords, ReportFixture.secretKeys]) func `holds no secret answer`(
        secret: String
    ) throws {
        let typed: TextConversation.Input =
            secret == ReportFixture.secretKeys ? .keys(secret) : .words(secret)
        let fixture = try ReportFixture([.words("speaking"), typed, .keys("450"), .keys("0316"), .keys("1")])
        let page = try page(fixture)
        #expect(page.contains("secret answer: matched"))
        for text in [secret, "1980-03-15", "nineteen eighty", "1980"] {
            #expect(!page.contains(text), "\(text)")
            #expect(!String(decoding: fixture.transcript, as: UTF8.self).contains(text))
        }
    }

    @Test func `shows hostile texts as they are`() throws {
        let attack = "<img src=x onerror=alert(1)>"
        var fixture = try ReportFixture(account: AccountID(attack))
        let line = #"{"speaker":"agent","t":0,"text":"\#(attack)"}"#
        fixture.transcript = Data((line + "\n").utf8)
        fixture.outcome = fixture.outcome(#""troubles" : ["</style>\#(attack)"]"#, for: #""troubles" : []"#)
        fixture.outcome = fixture.outcome(
            #""troubles" : ["</style>\#(attack)"]"#, for: "\"troubles\" : [\n\n  ]")
        fixture.journal = Data(
            String(decoding: fixture.journal, as: UTF8.self)
                .replacingOccurrences(of: "four hundred fifty dollars", with: attack)
                .replacingOccurrences(of: "read_back", with: attack).utf8)
        let page = try page(fixture)
        #expect(!page.contains("<img"))
        #expect(page.components(separatedBy: "</style>").count == 2)
        #expect(page.components(separatedBy: "&lt;img src=x onerror=alert(1)&gt;").count > 4)
    }

    @Test func `speaks the language of the call`() throws {
        var fixture = try ReportFixture()
        fixture.outcome = fixture.outcome("es-ES", for: "en-US")
        let page = try page(fixture)
        for text in [
            "<html lang=\"es-ES\">", "El titular prometió pagar todo el saldo en una fecha.", "450,00 US$",
            "lunes, 16 de marzo de 2026", "Qué se dijo", "respuesta secreta: coincide",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("What was said"))
    }

    @Test func `says where another language is spoken`() throws {
        var fixture = try ReportFixture()
        let lines = String(decoding: fixture.journal, as: UTF8.self).split(separator: "\n").map(String.init)
        let after = try #require(lines.firstIndex { $0.contains("read_back") })
        let switched = #"{"effect":"switch_language","language":"es-ES","n":0,"t":0}"#
        fixture.journal = Data(
            (lines[..<after] + [switched] + lines[after...]).map { $0 + "\n" }.joined().utf8)
        let page = try page(fixture)
        #expect(page.contains("The call goes on in es-ES."))
        #expect(page.contains("<p class=\"words\" lang=\"es-ES\">“yes”</p>"))
        #expect(page.contains("<p class=\"words\">“four hundred fifty dollars”</p>"))
    }

    @Test func `of a long call with a recording stays small`() throws {
        let second = (0..<8_000).map { Int16($0 % 400 < 200 ? 9_000 : -9_000) }
        let minutes = Array(repeatElement(second, count: 180).joined())
        var fixture = try ReportFixture()
        fixture.outcome = fixture.outcome("\"durationMs\" : 180000", for: "\"durationMs\" : 0")
        let peaks = CallPeaks(startMs: 5_000, caller: minutes, ours: minutes)
        #expect(try page(fixture, peaks: peaks).utf8.count < 1_000_000)
    }

    @Test func `of a journal alone has the prompts by name`() throws {
        let fixture = try ReportFixture()
        let report = try CallReport(journal: fixture.journal, outcome: nil, transcript: nil)
        let page = ReportPage(report, peaks: nil).html()
        #expect(report.ending?.disposition == .promiseToPay)
        #expect(page.contains("{read_back}"))
        #expect(!page.contains("Jordan Rivera"))
    }

    @Test func `has every label in every language`() {
        for words in [EnglishReportWords(tag: "en") as any ReportWords, SpanishReportWords(tag: "es")] {
            for label in ReportLabel.allCases { #expect(!words.text(label).isEmpty) }
            for disposition in Disposition.allCases { #expect(!words.meaning(of: disposition).isEmpty) }
        }
    }
}

@Suite struct `The model of a report` {
    @Test func `says which line of a journal is damaged`() throws {
        var fixture = try ReportFixture()
        fixture.journal.append(Data("nonsense\n".utf8))
        let count = fixture.journal.split(separator: UInt8(ascii: "\n")).count
        #expect(throws: ReportFailure.unreadable("journal.jsonl", line: count)) { try fixture.report() }
    }

    @Test func `refuses an empty journal and a foreign outcome`() throws {
        var fixture = try ReportFixture()
        let journal = fixture.journal
        fixture.journal = Data()
        #expect(throws: ReportFailure.emptyJournal) { try fixture.report() }
        fixture.journal = journal
        fixture.outcome = Data("{}".utf8)
        #expect(throws: ReportFailure.unreadable("outcome.json", line: nil)) { try fixture.report() }
    }

    @Test func `knows when the caller's side was withheld`() throws {
        #expect(try ReportFixture().report().withheld.count >= 1)
    }

    @Test func `gives each step its outcome`() throws {
        let visits = try ReportFixture().report().visits
        #expect(visits.first { $0.step == "read_back" }?.outcome == "said_yes")
        #expect(visits.allSatisfy { $0.depth == 0 })
    }
}

@Suite struct `A timeline` {
    @Test func `breaks a call into rows of twenty seconds`() {
        #expect(TimelineScale.rows(0) == [0])
        #expect(TimelineScale.rows(20_000) == [0])
        #expect(TimelineScale.rows(20_001) == [0, 20_000])
    }

    @Test func `places a stretch in the rows that it touches`() {
        let span = MediaSpan(startMs: 19_000, endMs: 22_000)
        #expect(span.placed(inRow: 0)?.x == 1_140)
        #expect(span.placed(inRow: 0)?.width == 60)
        #expect(span.placed(inRow: 20_000)?.x == 0)
        #expect(span.placed(inRow: 40_000) == nil)
    }

    @Test func `draws a stroke for each loud column`() {
        let loud = [Int16](repeating: 20_000, count: 200)
        let quiet = [Int16](repeating: 0, count: 200)
        let peaks = CallPeaks(startMs: 0, caller: loud + quiet + loud, ours: [])
        let data = WaveformPath.data(peaks.caller, from: peaks, rowStart: 0, centre: 62, half: 25)
        #expect(data == "M0.7 39v46M3.7 39v46")
    }
}
