import ArgumentParser
import Audio
import Calls
import Dialog
import Foundation
import Reports
import Speech
import SpokenForms

/// `promesa evaluate`: how well labelled recordings are heard.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure recognition, or verification, on labelled recordings.",
        discussion: """
            MANIFEST has a recording on each line: path<TAB>words[<TAB>speaker], or, for recordings to be joined,
            a.wav+b.wav<TAB>gaps in ms<TAB>words[<TAB>speaker]. Paths are relative to it.

            EXAMPLES
              promesa evaluate digits.tsv --slot digits:1 --codec ulaw
              promesa evaluate strings.tsv --slot digits:4 --codec ulaw --noise babble:20 --report page.html
              promesa evaluate strings.tsv --slot verify --json
              promesa evaluate answers.tsv --slot choice:answers.txt
              promesa evaluate strings.tsv --slot digits:4 --codec ulaw --endpoints --before click,breath
              promesa evaluate who.tsv --slot who --codec ulaw --noise babble:20 --loss 0.03

            With 'who' the words are person, machine, fax or silence, and the speaker a kind of greeting.

            A file of choices has a phrase on each line, or name<TAB>phrase where phrases share a meaning.
            """)

    @Argument(help: "The manifest, tab-separated.")
    var manifest: String

    @Option(
        help: ArgumentHelp(
            "\(ListeningSlot.names); choice:FILE; verify: try digits and dates of birth as secrets; or who: tell who answers.",
            valueName: "slot"))
    var slot: String

    @Option(help: ArgumentHelp("The language.", valueName: "tag"))
    var language: String = "en-US"

    @Option(help: ArgumentHelp("What the line codes with: ulaw, alaw or none.", valueName: "codec"))
    var codec: String = "none"

    @Option(help: ArgumentHelp("The share of packets that are lost, in 0…1.", valueName: "share"))
    var loss: Double = 0

    @Option(help: ArgumentHelp("babble:SNR or white:SNR, in dB.", valueName: "kind:snr"))
    var noise: String?

    @Option(help: ArgumentHelp("How much louder, in dB.", valueName: "dB"))
    var gain: Double = 0

    @Option(
        help: ArgumentHelp(
            "Of all that is random: noise, loss, wrong values, resampling.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The date that relative dates are counted from.", valueName: "date"))
    var date: String?

    @Option(help: ArgumentHelp("The currency of amounts.", valueName: "code"))
    var currency: String = "USD"

    @Flag(help: "Measure how the end of answers is found in a stream, instead of what is heard.")
    var endpoints = false

    @Option(
        help: ArgumentHelp(
            "With --endpoints: click, breath or both in turn come before answers.", valueName: "noise"))
    var before: String?

    @OptionGroup var speech: SpeechModelOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Write a page with the figures.", valueName: "file"))
    var report: String?

    func validate() throws {
        guard target != nil || ["verify", "who"].contains(slot) || slot.hasPrefix("choice:") else {
            throw ValidationError(
                "'\(slot)' is no slot; choose \(ListeningSlot.names), choice:FILE, verify or who.")
        }
        guard ["ulaw", "alaw", "none"].contains(codec) else {
            throw ValidationError("'\(codec)' is no codec; choose ulaw, alaw or none.")
        }
        guard before == nil || endpoints && noises != nil else {
            throw ValidationError("--before is click, breath or click,breath, with --endpoints.")
        }
        guard !endpoints || !["verify", "who"].contains(slot) else {
            throw ValidationError("--endpoints listens as to a question: give its slot, such as digits:4.")
        }
        guard report == nil || !endpoints && slot != "who" else {
            throw ValidationError("There is no page of endpoints or of who answered: leave out --report.")
        }
        guard (0...1).contains(loss) else { throw ValidationError("--loss is a share in 0…1.") }
        guard (-60...60).contains(gain) else { throw ValidationError("--gain is in -60…60 dB.") }
        guard noise == nil || disturbance != nil else {
            throw ValidationError("'\(noise ?? "")' is no noise; write babble:20 or white:20.")
        }
        guard Currency(rawValue: currency) != nil else {
            throw ValidationError("'\(currency)' is not supported.")
        }
        if let date, LocalDate(iso: date) == nil {
            throw ValidationError("'\(date)' is no date; write 2026-03-15.")
        }
    }

    private var target: ListeningGrammar.Target? { ListeningSlot.target(slot) }

    private var disturbance: SimulatedLine.Noise? {
        let parts = (noise ?? "").split(separator: ":")
        guard parts.count == 2, let snr = Double(parts[1]), (-20...80).contains(snr) else { return nil }
        switch parts[0] {
        case "babble": return .babble(snrDB: snr)
        case "white": return .white(snrDB: snr)
        default: return nil
        }
    }

    private var noises: [ListenedStream.Noise]? {
        let names = (before ?? "").split(separator: ",").map(String.init)
        let noises = names.compactMap { ListenedStream.Noise(rawValue: $0) }
        return noises.count == names.count ? noises : nil
    }

    private var line: SimulatedLine {
        let law: G711? =
            switch codec {
            case "ulaw": .muLaw
            case "alaw": .aLaw
            default: nil
            }
        return SimulatedLine(codec: law, loss: loss, noise: disturbance, gainDB: gain, seed: seed)
    }

    func run() throws {
        do {
            if slot == "who" { return try show(who()) }
            let evaluation = Evaluation(
                manifest: try EvaluationManifest(path: manifest), task: try task(), line: line,
                recognizer: try PocketSphinxRecognizer(
                    .telephone(for: LanguageTag(language), models: speech.models())))
            if endpoints, case .recognise(let grammar) = evaluation.task {
                return try show(evaluation.endpoints(in: grammar, after: noises ?? []))
            }
            let figures = try evaluation.run()
            if let report {
                let page = EvaluationPage(title: "\(slot), \(language)", report: figures).html.text
                guard FileManager.default.createFile(atPath: report, contents: Data(page.utf8)) else {
                    throw CommandFailure(.environment, "promesa: error: cannot write '\(report)'")
                }
            }
            try show(figures)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    private func who() throws -> PresenceReport {
        try PresenceEvaluation(
            manifest: try EvaluationManifest(path: manifest), line: line,
            recognizer: try PocketSphinxRecognizer(
                .telephone(for: LanguageTag(language), models: speech.models()))
        ).run()
    }

    private func task() throws -> Evaluation.Task {
        guard slot == "verify" else {
            return .recognise(try grammar(of: target ?? .choice(try choices())))
        }
        return .verify([try grammar(of: .digits(1...19)), try grammar(of: .date(.past))])
    }

    private func grammar(of target: ListeningGrammar.Target) throws -> ListeningGrammar {
        try ListeningGrammar(
            language: LanguageTag(language), target: target, universals: [:],
            today: try date.flatMap { LocalDate(iso: $0) } ?? CallOptions.todayHere(),
            currency: Currency(rawValue: currency) ?? .usd)
    }

    private func choices() throws -> [OutcomeName: [Phrase]] {
        let path = String(slot.dropFirst(7))
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure(.environment, "promesa: error: cannot read '\(path)'")
        }
        var choices: [OutcomeName: [Phrase]] = [:]
        for line in text.split(separator: "\n").filter({ !$0.allSatisfy(\.isWhitespace) }) {
            let parts = line.split(separator: "\t").map(String.init)
            let phrase = (parts.last ?? "").trimmingCharacters(in: .whitespaces)
            let name = parts.count > 1 ? parts[0] : phrase.replacing(" ", with: "_")
            choices[OutcomeName(name), default: []].append(Phrase(phrase))
        }
        return choices
    }

    private func show(_ report: EndpointReport) throws {
        if json { return try printObject(report) }
        for line in report.lines { print(line) }
    }

    private func show(_ report: PresenceReport) throws {
        if json { return try printObject(report) }
        for line in report.lines { print(line) }
    }

    private func printObject(_ object: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(object), as: UTF8.self))
    }

    private func show(_ figures: EvaluationReport) throws {
        if json { return try printObject(figures) }
        func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
        print(
            "right       \(percent(figures.accuracy)) of \(figures.n) "
                + "(95 %: \(percent(figures.interval[0])) to \(percent(figures.interval[1])))")
        for (name, speaker) in figures.perSpeaker.sorted(by: { $0.key < $1.key }) {
            print("  \(name)  \(percent(speaker.accuracy)) of \(speaker.n)")
        }
        print(
            "rejected    \(figures.rejected)\nreal time   \(figures.rtf)\nmemory      \(figures.peakMemoryMB) MB"
        )
        if let rate = figures.equalErrorRate {
            print("equal error \(percent(rate)): as many answers refused as other speech taken")
        }
        if let next = figures.afterNo, next.wrong > 0 {
            print(
                "after a no  \(next.right) of \(next.wrong) wrong answers are followed by the right one, "
                    + "\(next.wrongAgain) by another wrong one")
        }
        if let point = figures.operatingPoint {
            print(
                "verify      \(percent(point.falseRejects)) of right values don't pass "
                    + "(\(percent(point.askedAgain)) asked again), \(percent(point.falseAccepts)) of random and "
                    + "\(percent(point.nearMissAccepts)) of one-off values do")
        }
        for confusion in figures.confusions.prefix(12) {
            print(
                "  \(confusion.count) × \(confusion.expected) → \(confusion.heard.isEmpty ? "-" : confusion.heard)"
            )
        }
    }
}
