import Calls
import Dialog

/// What a report says in one language; numbers and days are written as its readers write them.
protocol ReportWords: Sendable {
    /// The language of the page, as `lang` names it.
    var tag: String { get }
    func text(_ label: ReportLabel) -> String
    func meaning(of disposition: Disposition) -> String
    func name(of end: CallEnd) -> String
    func name(of level: VerificationLevel) -> String
    func name(of kind: PromiseKind) -> String
    func name(of stage: ReportStage) -> String
    func sentence(for event: ReportEvent) -> String
    func name(of verdict: Verdict?) -> String
    func amount(_ money: Money) -> String
    func day(_ date: LocalDate) -> String
    /// `4.2 s`, from milliseconds.
    func seconds(_ milliseconds: Int) -> String
}

/// Each place where a page says something of its own.
enum ReportLabel: Hashable, CaseIterable {
    case title, outcome, callEnd, verified, notVerified, flow, version, account, date, duration, language
    case call, seed, promise, noPromise, reference, total, due, amount, readBack, confirmedAt
    case announced, unannounced, recording, recordingHelp, caller, us, notRecorded, withheld, noRecording
    case conversation, turns, timings, timingsHelp, stage, mean, longest, share, path, pathHelp, troubles
    case noTroubles, unsafe, confidence, heardAs, speech, keys, silence, notUnderstood, secret, cut, gap,
        asked
    case unknownOutcome, unknownOutcomeHelp, madeBy, skip, all, answers
}

/// A part of the time in which a caller waits for our answer.
enum ReportStage: String, Hashable, CaseIterable {
    case endpointing, recognition, dialog, synthesis

    func time(in gap: ResponseGap) -> Int {
        switch self {
        case .endpointing: gap.endpointing.milliseconds
        case .recognition: gap.recognition.milliseconds
        case .dialog: gap.dialog.milliseconds
        case .synthesis: gap.synthesis.milliseconds
        }
    }
}

/// Chooses the words of a page.
enum ReportLanguage {
    /// Those of the call's language; English where we have none in it.
    static func words(for language: LanguageTag?) -> any ReportWords {
        let tag = language?.rawValue ?? "en"
        return tag == "es" || tag.hasPrefix("es-")
            ? SpanishReportWords(tag: tag) : EnglishReportWords(tag: tag.hasPrefix("en") ? tag : "en")
    }
}

/// Numbers in text, without a locale of the machine.
enum ReportNumber {
    /// Groups of three digits.
    static func grouped(_ number: Int, separator: String) -> String {
        var result = ""
        let digits = String(number.magnitude)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += separator }
            result.append(digit)
        }
        return (number < 0 ? "-" : "") + result
    }

    /// Two decimals.
    static func decimal(_ money: Money, grouping: String, mark: String) -> String {
        let cents = money.minorUnits.magnitude % 100
        return grouped(money.minorUnits / 100, separator: grouping) + mark + (cents < 10 ? "0" : "")
            + String(cents)
    }

    /// One decimal, or two below a second.
    static func seconds(_ milliseconds: Int, mark: String) -> String {
        guard milliseconds >= 1_000 || milliseconds < 0 else {
            let hundredths = (milliseconds + 5) / 10
            return hundredths >= 100 ? "1\(mark)0" : "0\(mark)\(hundredths < 10 ? "0" : "")\(hundredths)"
        }
        let tenths = (milliseconds + 50) / 100
        return "\(tenths / 10)\(mark)\(tenths % 10)"
    }

    /// `1:05`, minutes and seconds.
    static func clock(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1_000
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }
}
