import Audio
import Dialog

/// Finds out who answered, or whether somebody came to the telephone: a pure machine over the sound of each frame.
///
/// A person says little and waits; a machine talks on, or sends its tone; a facsimile machine has tones of its own. The tones
/// of the network are nobody yet.
struct PresenceDetector: Sendable, Hashable {
    /// A greeting longer than this is a machine's.
    static let longestGreeting: Duration = .seconds(4)
    /// Whoever talks on for this long after coming to the telephone is answered all the same.
    static let longestArrival: Duration = .seconds(10)
    /// Tones of the network are listened to for so long beyond the timeout.
    static let longestRinging: Duration = .seconds(20)
    /// However the line sounds, it is known so long after the timeout who is there.
    static let longestWait: Duration = longestRinging + longestGreeting

    /// Silence after which we answer somebody who came to the telephone.
    private static let arrivalEnd = Endpointer.frames(.milliseconds(400))
    /// After a tone of the network so much silence is more than the pause between two rings.
    private static let ringPause = Endpointer.frames(.seconds(5))
    /// After a machine's tone nobody speaks for so long.
    private static let toneEnd = Endpointer.frames(.milliseconds(100))
    /// What the noise of a line hasn't, and speech has: this share of frames so far below the loudest.
    private static let dipShare = 0.1
    private static let dipDB = 12.0
    /// Voices that are all softer than this are not near.
    private static let loudestNoiseDBFS = -36.0

    private let purpose: Wait.Purpose
    private let timeout: Int
    private var elapsed = 0
    private var voice = ForegroundVoice()
    private var tones = ToneFollower()
    private var greeting: Greeting?
    /// What was said before something far louder, which may be a machine's tone.
    private var before: Greeting?
    /// Whether the running tone was told from the beginning of speech.
    private var isInTone = false
    /// The line had tones of the network and no words, or special information.
    private(set) var isOfNetwork = false
    private var ringing = Ringing()
    /// Frames of the tone of a facsimile machine that answers.
    private var faxFrames = 0
    /// Frames since the last one with an answering tone.
    private var withoutFax = 0

    /// What was said since somebody began to speak.
    private struct Greeting: Sendable, Hashable {
        /// Levels of its frames, in dBFS.
        var levels: [Double] = []
        var quiet = 0
        /// A tone like a machine's followed it, and so many frames ago it ended.
        var sinceTone: Int?
        /// The longest pause that it had.
        var longestPause = 0

        /// Frames from its first speech to its last.
        var spoken: Int { levels.count - quiet }
    }

    /// What the network sent before anybody spoke.
    private struct Ringing: Sendable, Hashable {
        var wasHeard = false
        var silence = 0
        var lastHertz: Double?
    }

    /// Frames since a tone like a machine's ended, if nobody has spoken since.
    var sinceTone: Int? { greeting?.sinceTone }

    init(_ purpose: Wait.Purpose, timeout: Duration) {
        self.purpose = purpose
        self.timeout = Endpointer.frames(timeout)
    }

    /// Takes the next frame; returns the outcome once it is known.
    mutating func process(_ sound: LineSound) -> WaitOutcome? {
        elapsed += 1
        let ended = tones.process(sound.tone)
        if purpose == .greeting, isFax(sound, ended) { return .fax }
        let frame = voice.process(isVoiced: sound.isVoiced, levelDBFS: sound.levelDBFS)
        if tones.isSteady { return hearTone() }
        isInTone = false
        if let ended, let outcome = hear(ended) { return outcome }
        if let outcome = hear(frame, sound) { return outcome }
        return elapsed >= timeout + Endpointer.frames(Self.longestWait) ? somebody : nil
    }

    /// Whether the tones are those of a facsimile machine.
    ///
    /// spandsp loses them where packets are lost; what is steady for as long as no mailbox's tone is theirs all the same.
    private mutating func isFax(_ sound: LineSound, _ ended: ToneFollower.Tone?) -> Bool {
        if case .single(let hertz)? = sound.tone, FaxTone.answering.contains(hertz) {
            (faxFrames, withoutFax) = (faxFrames + 1, 0)
        } else {
            // Its reversals, and lost packets, leave short gaps; tones of a mailbox are further apart.
            withoutFax += 1
            if withoutFax >= FaxTone.apart { faxFrames = 0 }
        }
        if sound.fax == .answering || faxFrames >= FaxTone.longEnough { return true }
        // After words this is the tone of a mailbox.
        guard greeting == nil else { return false }
        return sound.fax == .calling || ended.map(FaxTone.isCalling) == true
    }

    /// A tone is on: nobody speaks.
    private mutating func hearTone() -> WaitOutcome? {
        // What seemed to be speech was the beginning of the tone.
        if !isInTone, let begun = greeting, begun.levels.count <= tones.frames + ToneFollower.steady {
            greeting = nil
        }
        isInTone = true
        ringing.wasHeard = true
        ringing.silence = 0
        return elapsed >= timeout + Endpointer.frames(Self.longestRinging) ? nobody : nil
    }

    /// A tone is over.
    private mutating func hear(_ tone: ToneFollower.Tone) -> WaitOutcome? {
        guard let hertz = tone.hertz else { return nil }
        if SpecialInformation.isNext(hertz, after: ringing.lastHertz), purpose == .greeting {
            isOfNetwork = true
            return .machine
        }
        ringing.lastHertz = hertz
        if MachineTone.isLike(tone) {
            greeting = greeting ?? before
            greeting?.sinceTone = 0
        }
        before = nil
        return nil
    }

    private mutating func hear(_ frame: ForegroundVoice.Frame, _ sound: LineSound) -> WaitOutcome? {
        guard var greeting else {
            if frame != .pause {
                self.greeting = Greeting(levels: [sound.levelDBFS])
                return nil
            }
            return waitOn()
        }
        if frame == .nearer, greeting.longestPause < Self.arrivalEnd {
            before = greeting
            greeting = Greeting()
        }
        greeting.levels.append(sound.levelDBFS)
        greeting.quiet = frame == .pause ? greeting.quiet + 1 : 0
        greeting.longestPause = max(greeting.longestPause, greeting.quiet)
        if let since = greeting.sinceTone { greeting.sinceTone = frame == .pause ? since + 1 : nil }
        self.greeting = greeting
        return purpose == .greeting ? judge(greeting) : arrived(greeting)
    }

    /// Nobody has spoken yet.
    private mutating func waitOn() -> WaitOutcome? {
        ringing.silence += 1
        guard elapsed >= timeout, !ringing.wasHeard || ringing.silence >= Self.ringPause else { return nil }
        return nobody
    }

    /// A line that had nothing but tones has nobody to speak to.
    private var nobody: WaitOutcome {
        mutating get {
            isOfNetwork = ringing.wasHeard
            return isOfNetwork && purpose == .greeting ? .machine : .silence
        }
    }

    /// Who is there when nothing more is waited for.
    private var somebody: WaitOutcome {
        mutating get { greeting == nil ? nobody : .person }
    }

    private mutating func judge(_ greeting: Greeting) -> WaitOutcome? {
        if let since = greeting.sinceTone, since >= Self.toneEnd { return .machine }
        if greeting.quiet >= Self.greetingEnd(after: greeting.spoken) { return .person }
        guard greeting.spoken >= Endpointer.frames(Self.longestGreeting) else { return nil }
        if Self.isSpeech(greeting.levels) { return .machine }
        return elapsed >= timeout ? .silence : nil
    }

    private func arrived(_ greeting: Greeting) -> WaitOutcome? {
        greeting.quiet >= Self.arrivalEnd
            || greeting.levels.count >= Endpointer.frames(Self.longestArrival) ? .person : nil
    }

    /// Silence after which a greeting of so many frames is over: whoever said more may only take a breath.
    private static func greetingEnd(after spoken: Int) -> Int {
        if spoken <= Endpointer.frames(.milliseconds(1_000)) { return Endpointer.frames(.milliseconds(500)) }
        return Endpointer.frames(
            spoken <= Endpointer.frames(.seconds(2)) ? .milliseconds(700) : .milliseconds(800))
    }

    /// Whether levels rise and fall as those of speech do, and those of noise don't.
    private static func isSpeech(_ levels: [Double]) -> Bool {
        let loudest = levels.max() ?? -120
        guard loudest > loudestNoiseDBFS else { return false }
        let dips = levels.count { $0 < loudest - dipDB }
        return Double(dips) >= dipShare * Double(levels.count)
    }
}
