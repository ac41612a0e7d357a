/// How the bytes of a table are letters; said by its mapping, never guessed.
package enum TableEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    /// Code page 1252, as Windows programs of Western Europe and the Americas write it.
    case windows1252 = "windows-1252"

    /// What 0x80 to 0x9F mean in code page 1252; five of them mean nothing.
    ///
    /// After <https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT>.
    private static let high: [UInt32?] = [
        0x20AC, nil, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        nil, 0x017D, nil, nil, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
        0x203A, 0x0153, nil, 0x017E, 0x0178,
    ]

    /// The scalars of the bytes, without a byte order mark; nil and the line (from 1) if a byte means nothing.
    func decode(_ bytes: [UInt8]) -> (scalars: [Unicode.Scalar]?, line: Int) {
        switch self {
        case .utf8: Self.decodeUTF8(bytes)
        case .windows1252: Self.decode1252(bytes)
        }
    }

    private static func decodeUTF8(_ bytes: [UInt8]) -> ([Unicode.Scalar]?, Int) {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(bytes.count)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var line = 1
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                if scalar == "\u{FEFF}", scalars.isEmpty { continue }
                if scalar == "\n" { line += 1 }
                scalars.append(scalar)
            case .emptyInput: return (scalars, line)
            case .error: return (nil, line)
            }
        }
    }

    private static func decode1252(_ bytes: [UInt8]) -> ([Unicode.Scalar]?, Int) {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(bytes.count)
        var line = 1
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard (0x80...0x9F).contains(byte) else {
                scalars.append(Unicode.Scalar(byte))
                continue
            }
            guard let value = high[Int(byte) - 0x80], let scalar = Unicode.Scalar(value) else {
                return (nil, line)
            }
            scalars.append(scalar)
        }
        return (scalars, line)
    }

    /// The bytes of a text; what the encoding doesn't have becomes a question mark.
    package func encode(_ text: String) -> [UInt8] {
        switch self {
        case .utf8: Array(text.utf8)
        case .windows1252:
            text.unicodeScalars.map { scalar in
                if let index = Self.high.firstIndex(of: scalar.value) { return UInt8(0x80 + index) }
                let isPlain = scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value)
                return isPlain ? UInt8(scalar.value) : UInt8(ascii: "?")
            }
        }
    }
}
