import Audio
import Dialog

/// Sends a playback frame by frame and knows, from frames sent alone, when it is over.
struct Speaker: Sendable {
    /// Silence between two prompts of a playback.
    static let pause = [Int16](repeating: 0, count: AudioFrame.length * 10)
    /// A playback that goes on does so from the softest frame of those that were sent so long before it was cut: not in the
    /// middle of a sound, and the syllable that was talked over is heard again.
    static let rewind = (least: Duration.milliseconds(300), most: Duration.milliseconds(700))

    private struct Clip {
        let id: PlaybackID
        let samples: [Int16]
        var position = 0
    }

    private var running: Clip?
    /// What was cut, and may go on.
    private var cut: Clip?

    var isPlaying: Bool { running != nil }
    /// Whether a playback was cut that may go on.
    var isCut: Bool { cut != nil }

    mutating func start(_ id: PlaybackID, _ clips: [[Int16]]) {
        running = Clip(id: id, samples: Array(clips.joined(separator: Self.pause)))
        cut = nil
    }

    /// Stops for good.
    mutating func stop() {
        running = nil
        cut = nil
    }

    /// Stops what plays, which may go on; nothing happens while nothing plays.
    mutating func hold() {
        guard let running else { return }
        cut = running
        self.running = nil
    }

    /// Goes on with what was cut; false if that isn't there.
    mutating func resume(_ id: PlaybackID) -> Bool {
        guard var clip = cut, clip.id == id else { return false }
        clip.position = Self.place(before: clip.position, in: clip.samples)
        running = clip
        cut = nil
        return true
    }

    /// The next 20 ms, and the playback whose last sample they hold.
    mutating func next() -> (frame: AudioFrame, finished: PlaybackID?) {
        guard var clip = running else { return (.silence, nil) }
        let end = min(clip.position + AudioFrame.length, clip.samples.count)
        var frame = Array(clip.samples[clip.position..<end])
        frame += [Int16](repeating: 0, count: AudioFrame.length - frame.count)
        clip.position = end
        running = clip
        guard end >= clip.samples.count else { return (AudioFrame(frame), nil) }
        stop()
        return (AudioFrame(frame), clip.id)
    }

    /// Where to go on with what was cut at `position`: the softest frame of those before it, of equal ones the last.
    private static func place(before position: Int, in samples: [Int16]) -> Int {
        let frame = AudioFrame.length
        let last = max(0, position - Endpointer.frames(rewind.least) * frame)
        let first = max(0, position - Endpointer.frames(rewind.most) * frame)
        var (best, softest) = (last, Int.max)
        for start in stride(from: last, through: first, by: -frame) {
            let end = min(start + frame, samples.count)
            let loudness = samples[start..<end].reduce(0) { $0 + abs(Int($1)) }
            if loudness < softest { (best, softest) = (start, loudness) }
        }
        return best
    }
}
