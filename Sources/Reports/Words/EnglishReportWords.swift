import Calls
import Dialog

struct EnglishReportWords: ReportWords {
    let tag: String

    func text(_ label: ReportLabel) -> String {
        switch label {
        case .title: "Call report"
        case .outcome: "Outcome"
        case .callEnd: "How it ended"
        case .verified: "Identity"
        case .notVerified: "not verified"
        case .flow: "Flow"
        case .version: "version"
        case .account: "Account"
        case .date: "Date"
        case .duration: "Length"
        case .language: "Language"
        case .call: "Call"
        case .seed: "seed"
        case .promise: "The promise"
        case .noPromise: "Nothing was promised in this call."
        case .reference: "Reference"
        case .total: "in total"
        case .due: "Due"
        case .amount: "Amount"
        case .readBack: "Read back and confirmed"
        case .confirmedAt: "at"
        case .announced: "The caller heard that it is recorded."
        case .unannounced: "The caller did not hear that it is recorded; it holds all the same."
        case .recording: "How it sounded"
        case .recordingHelp: "Point at a stretch to read all of it; follow it to the conversation."
        case .caller: "Caller"
        case .us: "We"
        case .notRecorded: "not recorded"
        case .withheld: "withheld"
        case .noRecording: "There is no recording beside this page: the stretches come from the journal."
        case .conversation: "What was said"
        case .turns: "turns"
        case .timings: "How long the caller waited"
        case .timingsHelp:
            "From the caller's last sound to our first, in the call's own time. How fast the machine was stands in timings.json: it differs from run to run, this page doesn't."
        case .stage: "Stage"
        case .mean: "Mean"
        case .longest: "Longest"
        case .share: "Share"
        case .path: "The way through the flow"
        case .pathHelp: "Each step with the outcome by which it was left."
        case .troubles: "Troubles"
        case .noTroubles: "None."
        case .unsafe: "The flow breaks a rule, which was allowed for this call"
        case .confidence: "confidence"
        case .heardAs: "means"
        case .speech: "spoken"
        case .keys: "keyed"
        case .silence: "silence"
        case .notUnderstood: "not understood"
        case .secret: "secret answer"
        case .cut: "cut short"
        case .gap: "answered after"
        case .asked: "asked again"
        case .unknownOutcome: "A call's journal"
        case .unknownOutcomeHelp: "Its outcome file is not there; this is what the journal alone says."
        case .madeBy:
            "Made by promesa from the call's own files. It loads nothing and holds no secret answer."
        case .skip: "Skip to the conversation"
        case .all: "All of it"
        case .answers: "answers"
        }
    }

    func meaning(of disposition: Disposition) -> String { disposition.entry.meaning }

    func name(of end: CallEnd) -> String {
        switch end {
        case .callerHungUp: "the caller hung up"
        case .weHungUp: "we hung up"
        case .transferred: "handed to an agent"
        case .failed: "the call failed"
        }
    }

    func name(of level: VerificationLevel) -> String {
        switch level {
        case .l0: "by name only"
        case .l1: "one secret matched"
        case .l2: "two secrets matched"
        }
    }

    func name(of kind: PromiseKind) -> String {
        switch kind {
        case .full: "The whole balance"
        case .partial: "A part of the balance"
        case .plan: "A plan of payments"
        case .settlement: "A settlement"
        }
    }

    func name(of stage: ReportStage) -> String {
        switch stage {
        case .endpointing: "listening on"
        case .recognition: "recognition"
        case .dialog: "dialog and store"
        case .synthesis: "synthesis"
        }
    }

    func sentence(for event: ReportEvent) -> String {
        switch event {
        case .answered(.person): "A person answered."
        case .answered(.silence): "Answered, but nobody spoke."
        case .answered(.machine): "A machine answered."
        case .answered(.fax): "A fax answered."
        case .answered(.beep): "The machine's tone was heard."
        case .answered(.noBeep): "The machine sent no tone."
        case .committed(let kind, let outcome, let reference):
            stored(kind, outcome) + (reference.map { " Reference \($0)." } ?? "")
        case .transferred(.connected): "The call was handed to an agent."
        case .transferred(.busy): "The agent's line was busy."
        case .transferred(.noAnswer): "No agent answered."
        case .transferred(.closed): "No agent is there at this hour."
        case .transferred(.failed): "The call could not be handed over."
        case .callerHungUp: "The caller hung up."
        case .languageSwitched(let language): "The call goes on in \(language)."
        case .fault(.recognizer): "Recognition failed."
        case .fault(.synthesizer): "Synthesis failed."
        case .fault(.media): "The line failed."
        case .fault(.disclosureRefused): "The disclosure guard stopped a prompt."
        }
    }

    private func stored(_ kind: String, _ outcome: OutcomeName) -> String {
        let what =
            switch kind {
            case "promise": "The promise"
            case "call_back": "The call-back"
            case "stop_calling": "The request to stop calling"
            case "dispute": "The dispute"
            case "flag": "The flag"
            default: "The record"
            }
        switch outcome {
        case "done": return "\(what) was stored."
        case "duplicate": return "\(what) was not stored: an earlier one still stands."
        default: return "\(what) could not be stored."
        }
    }

    func name(of verdict: Verdict?) -> String {
        switch verdict {
        case .pass: "matched"
        case .fail: "did not match"
        case .unsure: "not clear enough to say"
        case nil: "given"
        }
    }

    func amount(_ money: Money) -> String {
        let number = ReportNumber.decimal(money, grouping: ",", mark: ".")
        switch money.currency {
        case .usd: return "$\(number)"
        case .eur: return "€\(number)"
        case .gbp: return "£\(number)"
        }
    }

    func day(_ date: LocalDate) -> String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        let month = months[date.month - 1]
        let weekday = weekdays[date.weekday.rawValue - 1]
        return tag == "en-US"
            ? "\(weekday), \(month) \(date.day), \(date.year)"
            : "\(weekday) \(date.day) \(month) \(date.year)"
    }

    func seconds(_ milliseconds: Int) -> String { ReportNumber.seconds(milliseconds, mark: ".") + " s" }
}
