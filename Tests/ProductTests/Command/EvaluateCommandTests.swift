import Dialog
import Foundation
import Testing

@testable import promesa

@Suite struct EvaluateCommandTests {
    private static let digits = "/usr/share/asterisk/sounds/en_US_f_Allison/digits/"

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `recordings are measured by speaker`() throws {
        let folder = try ScratchFolder()
        try Data(
            """
            # digits
            \(Self.digits)7.wav\tseven\tallison

            \(Self.digits)4.wav+\(Self.digits)1.wav\t150\tfour one\tallison
            \(Self.digits)9.wav\tnine\tother

            """.utf8
        ).write(to: URL(fileURLWithPath: folder.path("m.tsv")))
        let arguments = [
            "evaluate", folder.path("m.tsv"), "--slot", "digits", "--codec", "ulaw", "--noise", "white:30",
            "--json", "--report", folder.path("page.html"),
        ]
        let result = try PromesaProcess.run(arguments)
        #expect(result.code == 0, "\(result.errors)")
        let figures = try object(result.output)
        #expect(figures["n"] as? Int == 3)
        #expect(Set((figures["perSpeaker"] as? [String: Any] ?? [:]).keys) == ["allison", "other"])
        for key in ["accuracy", "interval", "confusions", "rejected", "rtf", "peakMemoryMB", "rejection"] {
            #expect(figures[key] != nil, "\(key)")
        }
        #expect(try String(contentsOfFile: folder.path("page.html"), encoding: .utf8).contains("<svg"))
    }

    @Test func `the end of answers is found in a stream`() throws {
        let folder = try ScratchFolder()
        try Data(
            """
            \(Self.digits)4.wav+\(Self.digits)1.wav\t700\tfour one\tallison
            \(Self.digits)9.wav+\(Self.digits)7.wav\t600\tnine seven\tallison

            """.utf8
        ).write(to: URL(fileURLWithPath: folder.path("m.tsv")))
        let arguments = [
            "evaluate", folder.path("m.tsv"), "--slot", "digits:2", "--codec", "ulaw", "--endpoints",
            "--before",
            "click,breath",
        ]
        let result = try PromesaProcess.run(arguments + ["--json"])
        #expect(result.code == 0, "\(result.errors)")
        let figures = try object(result.output)
        #expect(figures["n"] as? Int == 2)
        let cut = try #require(figures["cut"] as? Double)
        #expect(figures["missed"] as? Double == 0)
        let delays = try #require(figures["delays"] as? [String: [String: Int]])
        // Every answer is either cut or has a delay.
        #expect(delays.values.compactMap { $0["n"] }.reduce(0, +) == 2 - Int(cut * 2))
        let words = try PromesaProcess.run(arguments)
        #expect(words.output.contains("answers     2: "))
        let wrong = try PromesaProcess.run([
            "evaluate", folder.path("m.tsv"), "--slot", "digits", "--before", "click",
        ])
        #expect(wrong.code == 2)
    }

    @Test(arguments: [
        "7.wav+4.wav\t150\tseven four", "3.wav+15.wav+80.wav+4.wav\t60,90,60\t1984-03-15",
    ])
    func `a secret is tried against wrong values`(line: String) throws {
        let folder = try ScratchFolder()
        let paths = line.split(separator: "\t")[0].split(separator: "+").map { Self.digits + $0 }
        let rest = line.drop { $0 != "\t" }
        try Data("\(paths.joined(separator: "+"))\(rest)\n".utf8)
            .write(to: URL(fileURLWithPath: folder.path("m.tsv")))
        let result = try PromesaProcess.run(["evaluate", folder.path("m.tsv"), "--slot", "verify", "--json"])
        #expect(result.code == 0, "\(result.errors)")
        let figures = try object(result.output)
        for key in ["falseRejects", "nearMissAccepts"] {
            let shares = try #require(figures[key] as? [String: Double])
            #expect(Set(shares.keys) == ["0.01", "0.003", "0.001"])
            let development = try #require(figures["development"] as? [String: Any])
            #expect((development[key] as? [String: Double])?.count == 3)
        }
    }

    @Test func `a manifest that is not one is an error with its line`() throws {
        let folder = try ScratchFolder()
        try Data("a.wav\tone\nnonsense\n".utf8).write(to: URL(fileURLWithPath: folder.path("m.tsv")))
        let result = try PromesaProcess.run(["evaluate", folder.path("m.tsv"), "--slot", "digits"])
        #expect(result.code == 1)
        #expect(result.errors.contains("m.tsv:2:1: error: not 'path<TAB>words"))
        let usage = try PromesaProcess.run(["evaluate", folder.path("m.tsv"), "--slot", "colour"])
        #expect(usage.code == 2)
        let missing = try PromesaProcess.run(["evaluate", "/nonexistent.tsv", "--slot", "digits"])
        #expect(missing.code == 3)
    }

    @Test func `intervals hold the share and come from the speakers`() {
        let wilson = EvaluationFigures.wilson(8, of: 10)
        #expect(abs(wilson.low - 0.4902) < 1e-3)
        #expect(abs(wilson.high - 0.9433) < 1e-3)
        let utterances = (0..<20).map { index in
            EvaluatedUtterance(
                speaker: index < 10 ? "a" : "b", label: "one", heard: index < 10 ? "one" : "two",
                isRight: index < 10, confidence: 0.5)
        }
        let figures = EvaluationFigures(utterances: utterances)
        #expect(figures.accuracy == 0.5)
        #expect(figures.interval(seed: 1) == (0, 1))
        #expect(figures.confusions.map(\.count) == [10])
        #expect(figures.rejection[10].rightKept == 1)
        #expect(figures.rejection[11].wrongRefused == 1)
        #expect(figures.rejection[0].otherRefused == nil)
    }

    @Test func `rejection tells answers from other speech`() {
        func utterance(_ label: String, heard: String, _ confidence: Double) -> EvaluatedUtterance {
            EvaluatedUtterance(
                speaker: "a", label: label, heard: heard, isRight: heard == (label == "-" ? "" : label),
                confidence: confidence,
                isOutsideGrammar: label == "-")
        }
        let figures = EvaluationFigures(utterances: [
            utterance("one", heard: "one", 0.9), utterance("two", heard: "two", 0.3),
            utterance("six", heard: "eight", 0.2),
            utterance("-", heard: "", 0), utterance("-", heard: "oh", 0.45),
        ])
        // What isn't heard is refused without a threshold, and keeps nothing of the answers down.
        #expect(figures.rejection[0].rightKept == 1)
        #expect(figures.rejection[0].wrongRefused == 0)
        #expect(figures.rejection[0].otherRefused == 0.5)
        #expect(figures.rejection[8].rightKept == 0.5)
        #expect(figures.rejection[8].wrongRefused == 1)
        #expect(figures.rejection[10].otherRefused == 1)
    }

    @Test func `one-off values are a change, a loss, an addition or a swap away`() {
        let values = OtherValues.oneOff("12")
        #expect(values.contains("21"))
        #expect(values.contains("1") && values.contains("2"))
        #expect(values.contains("13") && values.contains("120") && values.contains("012"))
        #expect(!values.contains("12"))
        // 18 substitutions, 2 deletions, 28 different insertions, 1 swap.
        #expect(values.count == 49)
    }

    @Test func `one-off dates have another day, month or year`() throws {
        let date = try #require(LocalDate(iso: "1984-03-31"))
        let others = OtherValues.oneOff(date)
        for iso in ["1984-03-30", "1984-03-01", "1984-05-31", "1985-03-31", "1930-03-31"] {
            #expect(others.contains(try #require(LocalDate(iso: iso))))
        }
        for iso in ["1984-03-31", "1985-03-30", "1984-05-30"] {
            #expect(!others.contains(try #require(LocalDate(iso: iso))))
        }
        // 30 days, the 6 other months that have a thirty-first, 77 years.
        #expect(others.count == 113)
    }

    @Test func `random values are as many as were asked for, and never the one that is said`() throws {
        let date = try #require(LocalDate(iso: "1984-03-31"))
        for value in [Value.digits("4790"), .date(date)] {
            var (first, second) = (OtherValues(seed: 4), OtherValues(seed: 4))
            let values = first.random(than: value)
            #expect(Set(values).count == 100 && !values.contains(value))
            #expect(values == second.random(than: value))
        }
        var others = OtherValues(seed: 4)
        #expect(others.random(than: .yesNo(true)).isEmpty)
    }
}
