import Audio
import Dialog

/// Sends a playback frame by frame and knows, from frames sent alone, when it is over.
struct Speaker: Sendable {
    /// Silence between two prompts of a playback.
    static let pause = [Int16](repeating: 0, count: AudioFrame.length * 10)

    private var id: PlaybackID?
    private var samples: [Int16] = []
    private var position = 0

    var isPlaying: Bool { id != nil }

    mutating func start(_ id: PlaybackID, _ clips: [[Int16]]) {
        self.id = id
        samples = Array(clips.joined(separator: Self.pause))
        position = 0
    }

    mutating func stop() {
        id = nil
        samples = []
    }

    /// The next 20 ms, and the playback whose last sample they hold.
    mutating func next() -> (frame: AudioFrame, finished: PlaybackID?) {
        guard let id else { return (.silence, nil) }
        let end = min(position + AudioFrame.length, samples.count)
        var frame = Array(samples[position..<end])
        frame += [Int16](repeating: 0, count: AudioFrame.length - frame.count)
        position = end
        guard position >= samples.count else { return (AudioFrame(frame), nil) }
        stop()
        return (AudioFrame(frame), id)
    }
}
