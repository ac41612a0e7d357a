/// The tone after which a machine records.
enum MachineTone {
    private static let hertz = 340.0...2_150.0
    /// Frames: what is measured is up to 40 ms shorter or longer than what was sent.
    private static let length = 5...77

    static func isLike(_ tone: ToneFollower.Tone) -> Bool {
        guard let hertz = tone.hertz else { return false }
        return Self.hertz.contains(hertz) && Self.length.contains(tone.length)
    }
}

/// The three rising tones (ITU-T E.180) before the network says why a call can't be put through.
enum SpecialInformation {
    private static let first = 880.0...1_020.0
    private static let second = 1_340.0...1_460.0

    static func isNext(_ hertz: Double, after last: Double?) -> Bool {
        guard let last else { return false }
        return first.contains(last) && second.contains(hertz)
    }
}

/// The tones of a facsimile machine (ITU-T T.30), as they are measured.
enum FaxTone {
    static let answering = 2_080.0...2_120.0
    /// Frames: longer than the tone of a mailbox.
    static let longEnough = Endpointer.frames(.milliseconds(1_600))
    /// Frames: what is so far from the tone before is another one.
    static let apart = Endpointer.frames(.milliseconds(200))
    private static let calling = 1_060.0...1_140.0
    /// Half a second, in frames.
    private static let callingLength = 21...31

    static func isCalling(_ tone: ToneFollower.Tone) -> Bool {
        guard let hertz = tone.hertz else { return false }
        return calling.contains(hertz) && callingLength.contains(tone.length)
    }
}
