import Audio

/// Tells the caller's voice from our own that comes back on the line.
///
/// What comes back is taken out where there is much of it, and what is left of it doesn't count as speech. On a line without
/// an echo frames pass as they are.
struct EchoGuard {
    /// A frame without our echo, and the level that the rest of the echo stays below.
    struct Heard {
        let frame: AudioFrame
        let echoDBFS: Double
    }

    /// Speech must stand so far above the loudest that the echo may be.
    private static let marginDB = 6.0
    /// With less than this coming back, its level alone keeps it apart from speech.
    private static let softEchoDB = 28.0
    /// What a canceller must take away to be believed: somebody's voice it leaves as it is.
    private static let usefulDB = 4.0

    private var line = EchoReturn()
    private var rest = EchoReturn()
    private var canceller: EchoCanceller?

    /// Takes the frames of one tick.
    mutating func process(received: AudioFrame, sent: AudioFrame) -> Heard {
        let sentDBFS = LevelMeter.rmsDBFS(sent.samples)
        line.process(sentDBFS: sentDBFS, receivedDBFS: LevelMeter.rmsDBFS(received.samples))
        if !line.isKnown || line.lossDB >= Self.softEchoDB { canceller = nil }
        guard line.isKnown, line.lossDB < Self.softEchoDB else {
            return Heard(frame: received, echoDBFS: line.loudestDBFS + Self.marginDB)
        }
        if canceller == nil {
            canceller = EchoCanceller()
            rest = line
        }
        guard !line.isOver, let canceller else { return Heard(frame: received, echoDBFS: -120) }
        let clean = canceller.process(received: received, sent: sent)
        rest.process(sentDBFS: sentDBFS, receivedDBFS: LevelMeter.rmsDBFS(clean.samples))
        guard rest.lossDB >= line.lossDB + Self.usefulDB else {
            return Heard(frame: received, echoDBFS: line.loudestDBFS + Self.marginDB)
        }
        return Heard(frame: clean, echoDBFS: rest.loudestDBFS + Self.marginDB)
    }
}
