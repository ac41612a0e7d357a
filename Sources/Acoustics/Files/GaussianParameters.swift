/// The means or the variances of an acoustic model: a vector for each codebook, stream and density, in this order.
struct GaussianParameters: Hashable {
    /// More than any published Sphinx model has.
    private static let limits = (codebooks: 65_536, streams: 16, densities: 4_096, length: 256)

    let codebooks: Int
    let densities: Int
    /// The length of the vectors of each stream.
    let streams: [Int]
    /// All finite.
    let values: [Float]

    /// - Throws: `baseFileDamaged`.
    init(_ bytes: [UInt8], path: String) throws(TelephoneModelFailure) {
        let words = try Sphinx3File.words(of: bytes, path: path)
        guard words.count >= 3, let codebooks = Self.count(words[0], Self.limits.codebooks),
            let streamCount = Self.count(words[1], Self.limits.streams),
            let densities = Self.count(words[2], Self.limits.densities), words.count >= 4 + streamCount
        else { throw .baseFileDamaged(path: path, expected: "numbers of codebooks, streams and densities") }
        var streams: [Int] = []
        for word in words[3..<3 + streamCount] {
            guard let length = Self.count(word, Self.limits.length) else {
                throw .baseFileDamaged(path: path, expected: "streams of 1 to \(Self.limits.length) values")
            }
            streams.append(length)
        }
        let count = codebooks * densities * streams.reduce(0, +)
        guard Int(words[3 + streamCount]) == count, words.count == 4 + streamCount + count else {
            throw .baseFileDamaged(path: path, expected: "\(count) values")
        }
        let values = words[(4 + streamCount)...].map(Float.init(bitPattern:))
        guard values.allSatisfy(\.isFinite) else {
            throw .baseFileDamaged(path: path, expected: "finite values")
        }
        self.init(codebooks: codebooks, densities: densities, streams: streams, values: values)
    }

    private init(codebooks: Int, densities: Int, streams: [Int], values: [Float]) {
        self.codebooks = codebooks
        self.densities = densities
        self.streams = streams
        self.values = values
    }

    private static func count(_ word: UInt32, _ limit: Int) -> Int? {
        guard let count = Int(exactly: word), (1...limit).contains(count) else { return nil }
        return count
    }

    /// Replaces each vector; `change` is told the stream, and must return as many values as it was given.
    func changed(_ change: (_ stream: Int, _ vector: ArraySlice<Float>) -> [Float]) -> GaussianParameters {
        var new: [Float] = []
        new.reserveCapacity(values.count)
        var position = 0
        for _ in 0..<codebooks {
            for (stream, length) in streams.enumerated() {
                for _ in 0..<densities {
                    new += change(stream, values[position..<position + length])
                    position += length
                }
            }
        }
        precondition(new.count == values.count, "a vector changed its length")
        return GaussianParameters(codebooks: codebooks, densities: densities, streams: streams, values: new)
    }

    /// The bytes of a file with these parameters.
    var encoded: [UInt8] {
        var words = [codebooks, streams.count, densities].map(Self.word)
        words += streams.map(Self.word)
        words.append(Self.word(values.count))
        words += values.map(\.bitPattern)
        return Sphinx3File.encoded(words)
    }

    /// Counts came from words or are bounded by `limits`.
    private static func word(_ count: Int) -> UInt32 { UInt32(clamping: count) }
}
