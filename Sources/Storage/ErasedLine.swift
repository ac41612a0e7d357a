import Foundation

/// A line of a journal without anything that the caller said or that was known of them.
enum ErasedLine {
    /// What tells how the call went, and nothing of the person.
    private static let kept: Set<String> = [
        "n", "t", "event", "effect", "flow", "step", "outcome", "playback", "prompts", "purpose", "mode",
        "confidence", "universal", "slot", "commit", "instalments", "end", "disposition", "afterMs", "masked",
        "language",
    ]

    /// The line with the keys that are kept; all others, those of later versions too, are gone.
    static func json(_ line: String) -> String {
        let found = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
        var result = (found ?? [:]).filter { kept.contains($0.key) }
        result["erased"] = true
        let data = try? JSONSerialization.data(
            withJSONObject: result, options: [.sortedKeys, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? #"{"erased":true}"#
    }
}
