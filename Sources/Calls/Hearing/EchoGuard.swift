import Audio

/// Tells the caller's voice from our own that comes back on the line.
///
/// What comes back is taken out where there is much of it, and what is left of it doesn't count as speech. On a line without
/// an echo frames pass as they are.
struct EchoGuard {
    /// A frame without our echo, its level, and the level that the rest of the echo stays below.
    struct Heard {
        let frame: AudioFrame
        let levelDBFS: Double
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
        let receivedDBFS = LevelMeter.rmsDBFS(received.samples)
        line.process(sentDBFS: sentDBFS, receivedDBFS: receivedDBFS)
        func asReceived(_ echoDBFS: Double) -> Heard {
            Heard(frame: received, levelDBFS: receivedDBFS, echoDBFS: echoDBFS)
        }
        guard line.isKnown, line.lossDB < Self.softEchoDB else {
            canceller = nil
            return asReceived(line.loudestDBFS + Self.marginDB)
        }
        if canceller == nil {
            canceller = EchoCanceller()
            rest = line
        }
        guard !line.isOver, let canceller else { return asReceived(-120) }
        let clean = canceller.process(received: received, sent: sent)
        let cleanDBFS = LevelMeter.rmsDBFS(clean.samples)
        rest.process(sentDBFS: sentDBFS, receivedDBFS: cleanDBFS)
        return rest.lossDB >= line.lossDB + Self.usefulDB
            ? Heard(frame: clean, levelDBFS: cleanDBFS, echoDBFS: rest.loudestDBFS + Self.marginDB)
            : asReceived(line.loudestDBFS + Self.marginDB)
    }
}
