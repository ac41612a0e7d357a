/// How much of our voice comes back, by levels alone: what is received while we speak is at most our echo and somebody's voice.
///
/// The loudest tenth of what came back in the last seconds stands for the echo; somebody who speaks for a moment is less
/// than that, or is believed to be an echo for a few seconds.
package struct EchoReturn: Sendable, Hashable {
    /// An echo may come back this long after it was sent.
    private static let latest = 25
    /// Only while we speak this loud something is learnt: an answer may follow at once.
    private static let tellingDBFS = -35.0
    private static let speaking = 5
    /// The frames that are judged, and the fewest.
    private static let memory = 150
    private static let enough = 50
    private static let range = 12.0...40.0
    /// How far the estimate goes, each time, towards a softer echo; towards a louder one it goes at once.
    private static let softerShare = 0.3

    /// The level of our voice over that of its echo.
    private(set) package var lossDB: Double
    private var sent: [Double] = []
    private var losses: [Double] = []
    private var frames = 0

    /// `lossDB` is what is taken to hold until we have spoken for a second.
    package init(lossDB: Double = 18) { self.lossDB = lossDB }

    /// The loudest that the echo in the frame that was taken last may be.
    package var loudestDBFS: Double { loudestSent - lossDB }

    /// Whether `lossDB` has been measured.
    private(set) package var isKnown = false

    /// Whether nothing that we said can still come back.
    package var isOver: Bool { loudestSent < -70 }

    private var loudestSent: Double { sent.max() ?? -120 }

    /// Takes the levels of a frame, sent and received in the same tick.
    package mutating func process(sentDBFS: Double, receivedDBFS: Double) {
        sent.append(sentDBFS)
        if sent.count > Self.latest { sent.removeFirst() }
        frames += 1
        guard (sent.suffix(Self.speaking).max() ?? -120) > Self.tellingDBFS else { return }
        losses.append(loudestSent - receivedDBFS)
        if losses.count > Self.memory { losses.removeFirst() }
        if losses.count >= Self.enough, frames.isMultiple(of: 10) { judge() }
    }

    private mutating func judge() {
        isKnown = true
        let heard = losses.sorted()[losses.count / 10]
        let loss = min(max(heard, Self.range.lowerBound), Self.range.upperBound)
        lossDB = loss < lossDB ? loss : lossDB + (loss - lossDB) * Self.softerShare
    }
}
