import Dialog

/// Finds out who answered, or whether somebody came to the telephone: a pure machine over speech and silence.
///
/// A person says little and waits; a machine talks on. What is not told apart here: fax tones, and a machine that greets
/// in under three seconds.
struct PresenceDetector: Sendable, Hashable {
    /// A greeting longer than this is a machine's.
    static let longestGreeting: Duration = .seconds(3)
    /// Silence after which a greeting is over.
    private static let greetingEnd = Endpointer.frames(.milliseconds(600))
    /// Silence after which we answer somebody who came to the telephone.
    private static let arrivalEnd = Endpointer.frames(.milliseconds(400))
    /// Whoever talks on for this long after coming to the telephone is answered all the same.
    static let longestArrival: Duration = .seconds(10)

    private let purpose: Wait.Purpose
    private let timeout: Int
    private var elapsed = 0
    /// Frames since speech began; nil before.
    private var sinceOnset: Int?
    private var quiet = 0

    init(_ purpose: Wait.Purpose, timeout: Duration) {
        self.purpose = purpose
        self.timeout = Endpointer.frames(timeout)
    }

    /// Takes whether a frame is within speech; returns the outcome once it is known.
    mutating func process(isSpeech: Bool) -> WaitOutcome? {
        elapsed += 1
        quiet = isSpeech ? 0 : quiet + 1
        guard let onset = sinceOnset else {
            if isSpeech { sinceOnset = 1 }
            return !isSpeech && elapsed >= timeout ? .silence : nil
        }
        sinceOnset = onset + 1
        switch purpose {
        case .greeting:
            if quiet >= Self.greetingEnd { return .person }
            return onset >= Endpointer.frames(Self.longestGreeting) ? .machine : nil
        case .person:
            return quiet >= Self.arrivalEnd || onset >= Endpointer.frames(Self.longestArrival) ? .person : nil
        }
    }
}
