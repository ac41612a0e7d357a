import ArgumentParser
import Audio
import Calls
import Dialog
import Foundation
import Speech
import SpokenForms

/// `promesa listen`: what a recording is heard as, or what typed words mean.
struct ListenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Recognise one audio file, or read one typed line, as an answer.",
        discussion: """
            EXAMPLES
              promesa listen answer.wav --slot yes_no
              promesa listen friday.wav --slot date --date 2026-03-02
              promesa listen last4.wav --slot digits:4
              promesa listen --text "pasado mañana" --slot date --language es-ES --date 2026-03-02
              promesa listen --text "half of it" --slot money --whole 450.00
            """)

    @Argument(help: "The audio file: any rate, mono or stereo, PCM, µ-law, A-law.")
    var file: String?

    @Option(help: ArgumentHelp("Words to read instead of a file.", valueName: "words"))
    var text: String?

    @Option(
        help: ArgumentHelp(
            "yes_no, digits, digits:4, date, past_date, time, money or number.", valueName: "slot"))
    var slot: String

    @Option(help: ArgumentHelp("The language.", valueName: "tag"))
    var language: String = "en-US"

    @Option(
        help: ArgumentHelp(
            "The date that relative dates are counted from; by default today's.", valueName: "date"))
    var date: String?

    @Option(help: ArgumentHelp("The currency of amounts.", valueName: "code"))
    var currency: String = "USD"

    @Option(help: ArgumentHelp("What \"all of it\" and \"half\" are of.", valueName: "amount"))
    var whole: String?

    @OptionGroup var speech: SpeechModelOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    private struct Heard: Encodable {
        let words: String
        let value: String?
        let confidence: Double?
    }

    func validate() throws {
        guard (file == nil) != (text == nil) else {
            throw ValidationError("give either an audio file or --text.")
        }
        guard ListeningSlot.target(slot) != nil else {
            throw ValidationError("'\(slot)' is no slot; choose \(ListeningSlot.names).")
        }
        guard Currency(rawValue: currency) != nil else {
            throw ValidationError(
                "'\(currency)' is not supported; choose one of \(Currency.allCases.map(\.rawValue)).")
        }
        if let date, LocalDate(iso: date) == nil {
            throw ValidationError("'\(date)' is no date; write 2026-03-15.")
        }
        if let whole, wholeAmount == nil {
            throw ValidationError("'\(whole)' is no amount; write 450.00.")
        }
    }

    private var wholeAmount: Money? {
        guard let whole, let currency = Currency(rawValue: currency), whole.contains("."),
            let date = LocalDate(dayNumber: 0),
            let grammar = try? ListeningGrammar(
                language: "en-US", target: .money, universals: [:], today: date, currency: currency),
            case .value(.money(let amount))? = grammar.interpret([whole])
        else { return nil }
        return amount
    }

    func run() throws {
        guard let target = ListeningSlot.target(slot), let currency = Currency(rawValue: currency) else {
            return
        }
        do {
            let today = try date.flatMap { LocalDate(iso: $0) } ?? CallOptions.todayHere()
            let grammar = try ListeningGrammar(
                language: LanguageTag(language), target: target, universals: [:], today: today,
                currency: currency,
                whole: wholeAmount)
            if let text {
                let words = TypedInput.words(text, in: grammar.language)
                show(words, confidence: nil, grammar.interpret(words))
            } else if let file {
                let result = try recognize(file, grammar)
                show(result.words, confidence: result.confidence, grammar.interpret(result.words))
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.environment, "promesa: error: \(error)")
        }
    }

    private func recognize(_ file: String, _ grammar: ListeningGrammar) throws -> RecognitionResult {
        let samples = try AudioFile.read(file).telephone()
        let model = try SpeechModel.telephone(for: grammar.language, models: speech.models())
        if let shortcoming = model.shortcoming { StandardError.print("promesa: warning: \(shortcoming)") }
        return try PocketSphinxRecognizer(model).recognize(samples, grammar)
    }

    private func show(_ words: [String], confidence: Double?, _ meaning: Answer.Meaning?) {
        let value: String? =
            switch meaning {
            case .value(let value): value.canonicalText
            case .ambiguous(let values): values.map(\.canonicalText).joined(separator: " | ")
            case .universal(let name): name.rawValue
            case nil: nil
            }
        let heard = Heard(
            words: words.joined(separator: " "), value: value,
            confidence: confidence.map { ($0 * 1_000).rounded() / 1_000 })
        guard json else {
            print("words       \(heard.words.isEmpty ? "(nothing that fits)" : heard.words)")
            print("value       \(heard.value ?? "-")")
            if let confidence = heard.confidence { print("confidence  \(confidence)") }
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print((try? encoder.encode(heard)).map { String(decoding: $0, as: UTF8.self) } ?? "{}")
    }
}
