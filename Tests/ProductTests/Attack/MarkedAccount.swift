import Foundation

/// An account whose personal data can be told from everything else, wherever they turn up.
struct MarkedAccount {
    /// Personal data that may stand in a transcript, but in no log, error or figure.
    static let personal = [
        "Zzyzx", "Quagmire", "Xylophage", "Quillwort", "613.37", "613 dollars", "2025550177",
    ]
    /// Every form in which the secrets may be written, said or keyed; they stand nowhere.
    static let secrets = [
        "1963-11-27", "11271963", "27111963", "November 27", "november twenty seventh",
        "nineteen sixty three",
        "7391", "seven three nine one", "7 3 9 1",
        // Wrong answers to an identity question are as private as right ones.
        "10021964", "1964-10-02", "8264",
    ]

    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// The account's file, with some of its text replaced, to make it wrong.
    func file(_ name: String = "account.json", replacing text: String = "", with other: String = "") throws
        -> String
    {
        let account = """
            {"account": "M-1", "language": "en-US", "time_zone": "America/New_York", "currency": "USD",
             "country": "US", "communication": "initial", "flags": [],
             "phones": [{"number": "+12025550177", "type": "mobile", "consent": "given"}],
             "data": {"debtor_name": "Zzyzx Quagmire", "birth_date": "1963-11-27", "id_last4": "7391",
                      "creditor": "Xylophage Lending", "product": "Quillwort Card", "balance": "613.37"}}
            """
        let path = folder.path(name)
        let changed = text.isEmpty ? account : account.replacing(text, with: other)
        try Data(changed.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// The markers that stand in a text, whatever their case.
    static func found(_ markers: [String], in text: String) -> [String] {
        let text = text.lowercased()
        return markers.filter { text.contains($0.lowercased()) }
    }

    /// The markers that stand in a file's bytes, as UTF-8 or UTF-16.
    static func found(_ markers: [String], in bytes: Data) -> [String] {
        markers.filter { marker in
            bytes.range(of: Data(marker.utf8)) != nil
                || marker.data(using: .utf16LittleEndian).map { bytes.range(of: $0) != nil } ?? false
        }
    }
}
