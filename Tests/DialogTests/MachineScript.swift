import Dialog
import TestSupport

/// Drives a machine by events and keeps what it did.
struct MachineScript {
    var machine: DialogMachine
    private(set) var last: [DialogEffect] = []
    private(set) var all: [DialogEffect] = []

    /// Monday, 2 March 2026.
    static var today: LocalDate {
        guard let today = LocalDate(year: 2026, month: 3, day: 2) else { preconditionFailure("no such day") }
        return today
    }

    init(
        _ program: FlowProgram = FlowProgram(root: SampleFlow.flow), calendar: CallCalendar = CallCalendar()
    ) {
        machine = DialogMachine(
            program: program,
            facts: CallFacts(
                values: ["balance": SampleFlow.money(45_000)], today: Self.today, currency: .usd,
                calendar: calendar))
    }

    @discardableResult
    mutating func after(_ events: DialogEvent...) -> [DialogEffect] {
        for event in events {
            last = machine.handle(event)
            all += last
        }
        return last
    }

    /// Lets the running playback end.
    @discardableResult
    mutating func heardOut() -> [DialogEffect] {
        guard let id = playback?.id else { return [] }
        return after(.playbackFinished(id))
    }

    var playback: Playback? {
        for effect in all.reversed() { if case .play(let playback) = effect { return playback } }
        return nil
    }

    /// What the last event made us say.
    var said: [PromptID] {
        last.flatMap { effect in
            if case .play(let playback) = effect { playback.prompts.map(\.prompt) } else { [PromptID]() }
        }
    }

    var entered: [StepID] {
        last.compactMap { if case .entered(_, let step) = $0 { step } else { nil } }
    }

    var ends: [(CallEnd, Disposition)] {
        all.compactMap { if case .end(let end, let disposition) = $0 { (end, disposition) } else { nil } }
    }

    mutating func say(_ value: Value, confidence: Double = 1) {
        after(.speechStarted, .answer(Answer(.value(value), confidence: confidence)))
    }

    /// To the first question.
    mutating func toParty() {
        after(.answered, .waitEnded(.person))
        heardOut()
    }

    /// To the question for the amount, as the verified right party.
    mutating func toAmount() {
        toParty()
        heardOut()
        say(.choice("speaking"))
        heardOut()
        after(.speechStarted, .verdict(.pass, .speech))
        heardOut()
        heardOut()
    }

    /// To the read-back of 450.00 on the 16th of March.
    mutating func toReadBack() {
        toAmount()
        say(SampleFlow.money(45_000))
        heardOut()
        if let date = LocalDate(year: 2026, month: 3, day: 16) { say(.date(date)) }
        heardOut()
    }
}
