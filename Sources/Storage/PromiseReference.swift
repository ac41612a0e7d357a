import Dialog

/// The code by which a caller names a promise: digits, short enough to be spoken and written down.
enum PromiseReference {
    /// Codes to try in order: they depend on the call alone, so that a call run again gets the same one.
    ///
    /// Six digits, and eight for a store so full that sixteen of six are taken. None begins with a zero.
    static func candidates(for call: CallID) -> some Sequence<String> {
        (0..<32).lazy.map { attempt in
            let first: UInt64 = attempt < 16 ? 100_000 : 10_000_000
            return String(first + hash("\(call.rawValue)#\(attempt)") % (first * 9))
        }
    }

    /// FNV-1a, 64 bits, with the finaliser of SplitMix64 for the low digits' sake.
    private static func hash(_ text: String) -> UInt64 {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}
