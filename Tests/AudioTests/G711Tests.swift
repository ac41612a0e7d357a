import Audio
import Testing

@Suite struct G711Tests {
    /// Decoder outputs of G.711 tables 1 and 2, scaled to 16 bits.
    @Test(arguments: [
        (G711.muLaw, UInt8(0x80), Int16(32_124)), (.muLaw, 0x00, -32_124), (.muLaw, 0xFF, 0),
        (.muLaw, 0x7F, 0),
        (.muLaw, 0xFE, 8), (.muLaw, 0xEF, 132), (.muLaw, 0x8F, 16_764), (.muLaw, 0x70, -120),
        (.aLaw, 0xD5, 8), (.aLaw, 0x55, -8), (.aLaw, 0xAA, 32_256), (.aLaw, 0x2A, -32_256),
        (.aLaw, 0xC5, 264),
        (.aLaw, 0xF5, 528), (.aLaw, 0x54, -24), (.aLaw, 0xD4, 24),
    ])
    func `codes stand for the recommendation's values`(law: G711, code: UInt8, sample: Int16) {
        #expect(law.decode(code) == sample)
    }

    @Test(arguments: G711.allCases)
    func `every code comes back as itself`(law: G711) {
        for code in UInt8.min...UInt8.max {
            // µ-law has two zeros; the negative one is never sent.
            let expected = law == .muLaw && code == 0x7F ? 0xFF : code
            #expect(law.encode(law.decode(code)) == expected)
        }
    }

    /// The decision values of tables 1 and 2 at 16 bits: where each segment begins, its step, and how many
    /// there are.
    static let segments: [G711: [(first: Int, step: Int, count: Int)]] = [
        .muLaw: [(4, 8, 16)] + (1...7).map { ((34 << $0 - 33) * 4, 8 << $0, 16) },
        .aLaw: [(16, 16, 31)] + (1...6).map { (256 << $0, 16 << $0, 16) },
    ]

    @Test(arguments: G711.allCases)
    func `samples fall between the recommendation's decision values`(law: G711) throws {
        let decisions = try #require(Self.segments[law]).flatMap { segment in
            (0..<segment.count).map { segment.first + $0 * segment.step }
        }
        #expect(decisions == decisions.sorted())
        let levels = (UInt8(0x80)...0xFF).map { law.decode($0) }.sorted()
        var index = 0
        for sample in 0...Int(Int16.max) {
            while index < 127, decisions[index] <= sample { index += 1 }
            let above = Int16(clamping: sample)
            let below = Int16(clamping: law == .muLaw ? -sample : -sample - 1)
            if law.carried([above, below]) != [levels[index], -levels[index]] {
                Issue.record("\(sample) became \(law.carried([above, below])), not ±\(levels[index])")
                return
            }
        }
    }

    @Test func `silence stays silence in µ-law`() {
        #expect(G711.muLaw.encode([0, 0]) == [0xFF, 0xFF])
        #expect(G711.muLaw.carried([0, 32_767, -32_768]) == [0, 32_124, -32_124])
        #expect(G711.aLaw.carried([0, 32_767, -32_768]) == [8, 32_256, -32_256])
    }
}
