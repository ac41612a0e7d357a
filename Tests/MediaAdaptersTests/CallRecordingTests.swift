import Audio
import MediaAdapters
import Testing

@Suite struct CallRecordingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static func frame(_ value: Int) -> AudioFrame {
        AudioFrame([Int16](repeating: Int16(clamping: value), count: AudioFrame.length))
    }

    /// The two sides of a finished recording.
    func sides(_ name: String) throws -> (left: [Int16], right: [Int16]) {
        let path = folder.file(name)
        return (
            try AudioFile.read(path, channels: .only(0)).samples,
            try AudioFile.read(path, channels: .only(1)).samples
        )
    }

    @Test func `each tick has its place from the start tick on`() throws {
        let recording = try CallRecording(path: folder.file("call.wav"))
        for tick in 0..<20 {
            if tick == 5 { recording.start(atTick: 5) }
            try recording.add(tick: tick, caller: Self.frame(100 + tick), ours: Self.frame(-100 - tick))
        }
        try recording.finish()
        try recording.finish()
        let (left, right) = try sides("call.wav")
        #expect(left.count == 15 * 160)
        for index in left.indices {
            #expect(Int(left[index]) == 105 + index / 160 && Int(right[index]) == -105 - index / 160)
        }
        #expect(recording.startTick == 5)
        #expect(try folder.names() == ["call.wav"])
    }

    @Test func `muted ticks are zeros and time goes on`() throws {
        let recording = try CallRecording(path: folder.file("call.wav"))
        recording.start(atTick: 0)
        for tick in 0..<10 {
            try recording.add(
                tick: tick, caller: Self.frame(7), ours: Self.frame(9),
                callerSide: (3..<6).contains(tick) ? .muted : .kept)
        }
        try recording.finish()
        let (left, right) = try sides("call.wav")
        for index in left.indices { #expect(left[index] == ((3..<6).contains(index / 160) ? 0 : 7)) }
        #expect(right == [Int16](repeating: 9, count: 1_600))
    }

    @Test func `ticks that are passed over, repeated or short keep their place`() throws {
        let recording = try CallRecording(path: folder.file("call.wav"))
        recording.start(atTick: 10)
        recording.start(atTick: 0)
        try recording.add(tick: 9, caller: Self.frame(1), ours: Self.frame(1))
        try recording.add(tick: 11, caller: AudioFrame([2]), ours: AudioFrame([]))
        try recording.add(tick: 11, caller: Self.frame(3), ours: Self.frame(3))
        try recording.add(tick: 12, caller: Self.frame(4), ours: Self.frame(4))
        try recording.finish()
        let (left, right) = try sides("call.wav")
        #expect(left.count == 3 * 160)
        #expect(left[..<160].allSatisfy { $0 == 0 } && left[160] == 2 && left[161] == 0 && left[320] == 4)
        #expect(right[160..<320].allSatisfy { $0 == 0 } && right[479] == 4)
    }

    @Test func `a recording that never starts leaves no file`() throws {
        let recording = try CallRecording(path: folder.file("call.wav"))
        try recording.add(tick: 0, caller: Self.frame(1), ours: Self.frame(1))
        try recording.finish()
        #expect(try folder.names().isEmpty)
    }

    @Test func `a tick far away is refused, not filled up to`() throws {
        let recording = try CallRecording(path: folder.file("call.wav"))
        recording.start(atTick: 0)
        #expect(throws: AudioFailure.self) {
            try recording.add(tick: .max, caller: Self.frame(1), ours: Self.frame(1))
        }
    }

    @Test func `the same ticks give the same bytes`() throws {
        for name in ["a.wav", "b.wav"] {
            let recording = try CallRecording(path: folder.file(name))
            recording.start(atTick: 3)
            var noise = ComfortNoise(seed: 4)
            for tick in 0..<500 {
                let frame = AudioFrame(noise.samples(160))
                try recording.add(tick: tick, caller: frame, ours: frame)
            }
            try recording.finish()
        }
        #expect(try folder.bytes("a.wav") == folder.bytes("b.wav"))
        #expect(try folder.bytes("a.wav").count == 44 + 497 * 640)
    }

    @Test func `a folder that is not there is known at once`() {
        #expect(throws: AudioFailure.self) { try CallRecording(path: "/nowhere/call.wav") }
    }
}
