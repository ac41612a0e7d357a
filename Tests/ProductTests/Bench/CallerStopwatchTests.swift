import Testing

@testable import promesa

@Suite struct CallerStopwatchTests {
    private var stopwatch = CallerStopwatch()

    /// Sends frames every 20 ms, voiced from `first` to `last`, until `end`; returns what was found.
    private func speak(
        _ stopwatch: inout CallerStopwatch, from first: Int, to last: Int, until end: Int,
        promptTo: Int? = nil
    ) -> [CallerStopwatch.Finding] {
        var found: [CallerStopwatch.Finding] = []
        for now in stride(from: first, through: end, by: 20) {
            found += [stopwatch.sent(isVoiced: now <= last, at: Double(now))].compactMap(\.self)
            if let promptTo, now <= promptTo {
                found += [stopwatch.arrived(isVoiced: true, at: Double(now) + 5)].compactMap(\.self)
            }
        }
        return found
    }

    @Test func `the gap is from the last sound sent to the first that arrives, once`() {
        var stopwatch = stopwatch
        #expect(speak(&stopwatch, from: 0, to: 400, until: 700) == [])
        #expect(stopwatch.arrived(isVoiced: false, at: 705) == nil)
        #expect(stopwatch.arrived(isVoiced: true, at: 725) == .gap(325))
        #expect(stopwatch.arrived(isVoiced: true, at: 745) == nil)
    }

    @Test func `what follows keys answers the keys`() {
        var stopwatch = stopwatch
        _ = speak(&stopwatch, from: 0, to: 400, until: 400)
        stopwatch.pressedKeys()
        #expect(stopwatch.arrived(isVoiced: true, at: 600) == nil)
    }

    @Test func `a prompt that yields is timed from the first sound over it to its last; then the gap counts`()
    {
        var stopwatch = stopwatch
        _ = stopwatch.arrived(isVoiced: true, at: 980)
        stopwatch.interrupts()
        #expect(speak(&stopwatch, from: 1_000, to: 1_500, until: 1_780, promptTo: 1_160) == [.stopped(165)])
        #expect(stopwatch.arrived(isVoiced: true, at: 1_900) == .gap(400))
    }

    @Test func `long speech over a prompt is judged after a second`() {
        var stopwatch = stopwatch
        stopwatch.interrupts()
        #expect(speak(&stopwatch, from: 0, to: 3_000, until: 3_000, promptTo: 200) == [.stopped(205)])
    }

    @Test func `a prompt that goes on is missed, and no gap is taken from it`() {
        var stopwatch = stopwatch
        stopwatch.interrupts()
        let found = speak(&stopwatch, from: 0, to: 500, until: 900, promptTo: 900)
        #expect(found == [.notStopped])
    }

    @Test func `a prompt that was over before tells nothing`() {
        var stopwatch = stopwatch
        stopwatch.interrupts()
        #expect(speak(&stopwatch, from: 0, to: 500, until: 800) == [])
    }
}
