import Audio
import Testing

@Suite struct WAVWriterTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `the bytes are the plain header and the samples`() throws {
        let samples: [Int16] = [1, -1, 300, -300, .max, .min]
        let writer = try WAVWriter(path: folder.file("a.wav"), channels: 2)
        try writer.write(Array(samples.prefix(2)))
        try writer.write(Array(samples.dropFirst(2)))
        try writer.finish()
        let expected = WAVBytes(channels: 2, data: WAVBytes.pcm16(samples)).bytes
        #expect(try TemporaryFolder.bytes(folder.file("a.wav")) == expected)
    }

    @Test func `how the samples are handed over does not show`() throws {
        var noise = ComfortNoise(levelDBFS: -20, seed: 7)
        let samples = noise.samples(50_000)
        for (name, size) in [("one", 50_000), ("frames", 160), ("odd", 777)] {
            let writer = try WAVWriter(path: folder.file(name))
            for start in stride(from: 0, to: samples.count, by: size) {
                try writer.write(Array(samples[start..<min(start + size, samples.count)]))
            }
            try writer.finish()
        }
        let bytes = try TemporaryFolder.bytes(folder.file("one"))
        #expect(bytes.count == 100_044)
        #expect(try TemporaryFolder.bytes(folder.file("frames")) == bytes)
        #expect(try TemporaryFolder.bytes(folder.file("odd")) == bytes)
        #expect(try AudioFile.read(folder.file("one")).samples == samples)
    }

    @Test func `a file gets its name only when it is whole`() throws {
        let writer = try WAVWriter(path: folder.file("a.wav"))
        try writer.write([1, 2, 3])
        #expect(try folder.names() == ["a.wav.partial"])
        try writer.finish()
        try writer.finish()
        #expect(try folder.names() == ["a.wav"])
        writer.abandon()
        #expect(try folder.names() == ["a.wav"])
        #expect(throws: AudioFailure.writeFailed(path: folder.file("a.wav"), reason: "it is finished")) {
            try writer.write([4])
        }
    }

    @Test func `an unfinished file goes away and leaves an older one alone`() throws {
        let path = try folder.write([1, 2, 3], to: "a.wav")
        do {
            let writer = try WAVWriter(path: path)
            try writer.write([1])
        }
        #expect(try folder.names() == ["a.wav"])
        #expect(try TemporaryFolder.bytes(path) == [1, 2, 3])
    }

    @Test func `no samples make a file without samples`() throws {
        try WAVWriter(path: folder.file("empty.wav")).finish()
        #expect(throws: AudioFailure.empty(path: folder.file("empty.wav"))) {
            try AudioFile.read(folder.file("empty.wav"))
        }
    }

    @Test func `what cannot be written is refused`() throws {
        #expect(throws: AudioFailure.self) { try WAVWriter(path: "/nowhere/at/all.wav") }
        #expect(throws: AudioFailure.self) { try WAVWriter(path: "") }
        #expect(throws: AudioFailure.self) { try WAVWriter(path: folder.file("a.wav"), channels: 0) }
        #expect(throws: AudioFailure.self) { try WAVWriter(path: folder.file("a.wav"), channels: 65) }
        #expect(throws: AudioFailure.self) { try WAVWriter(path: folder.file("a.wav"), sampleRateHz: -1) }
        let stereo = try WAVWriter(path: folder.file("a.wav"), channels: 2)
        #expect(throws: AudioFailure.self) { try stereo.write([1, 2, 3]) }
    }

    @Test func `a full disk is an error with the file's name`() throws {
        // /dev/full takes the place of the partial file and refuses every byte.
        try folder.link("/dev/full", as: "a.wav.partial")
        let failure = #expect(throws: AudioFailure.self) {
            let writer = try WAVWriter(path: folder.file("a.wav"))
            try writer.write([Int16](repeating: 1, count: 40_000))
            try writer.finish()
        }
        #expect(failure?.description.contains(folder.file("a.wav")) == true)
        #expect(try !folder.names().contains("a.wav"))
    }
}
