/// Measures, from a caller's side, how long answers take and how soon a prompt yields: a pure machine.
///
/// Times are milliseconds of any steady clock. "Voiced" is a frame with a voice in it, sent by the caller or arriving from
/// the service.
struct CallerStopwatch: Sendable {
    enum Finding: Sendable, Hashable {
        /// From the caller's last sound to the first of the answer, as it arrives.
        case gap(Double)
        /// From the caller's first sound over a prompt to the prompt's last, as it arrives.
        case stopped(Double)
        /// The prompt went on.
        case notStopped
    }

    private struct Interruption: Sendable {
        let onset: Double
        var lastHeard: Double?
    }

    /// A prompt that is still heard so long after the onset does not yield.
    static let longestStop = 1_000.0
    /// The first answer comes later than this after the caller's last sound.
    static let soonestAnswer = 240.0
    /// Between two words of a prompt it is quiet for less than this.
    static let wordGap = 200.0

    private var lastSpoken: Double?
    private var isAboutToInterrupt = false
    private var interruption: Interruption?

    /// The turn that is taken now begins while a prompt plays.
    mutating func interrupts() { isAboutToInterrupt = true }

    /// Keys were pressed: what is heard next answers them.
    mutating func pressedKeys() { lastSpoken = nil }

    /// The caller sent a frame.
    mutating func sent(isVoiced: Bool, at now: Double) -> Finding? {
        if isVoiced {
            lastSpoken = now
            if isAboutToInterrupt {
                isAboutToInterrupt = false
                interruption = Interruption(onset: now)
            }
        }
        guard let running = interruption, let lastSpoken else { return nil }
        guard now >= running.onset + Self.longestStop || now >= lastSpoken + Self.soonestAnswer else {
            return nil
        }
        interruption = nil
        // The prompt was over before it could yield.
        guard let lastHeard = running.lastHeard else { return nil }
        guard now - lastHeard >= Self.wordGap else {
            self.lastSpoken = nil
            return .notStopped
        }
        return .stopped(lastHeard - running.onset)
    }

    /// A frame of the service arrived.
    mutating func arrived(isVoiced: Bool, at now: Double) -> Finding? {
        guard isVoiced else { return nil }
        if interruption != nil {
            interruption?.lastHeard = now
            return nil
        }
        guard let spoken = lastSpoken else { return nil }
        lastSpoken = nil
        return .gap(now - spoken)
    }
}
