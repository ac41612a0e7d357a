import Calls
import Dialog
import Foundation

/// Prints a conversation as it happens.
struct ConversationPrinter {
    let isQuiet: Bool

    func print(_ line: TranscriptLine) {
        guard !isQuiet else { return }
        let seconds = line.at.milliseconds / 1_000
        let tenths = line.at.milliseconds % 1_000 / 100
        let time = String(format: "%2d:%02d.%d", seconds / 60, seconds % 60, tenths)
        let speaker = line.speaker == .agent ? "agent " : "caller"
        Swift.print("\(time)  \(speaker)  \(line.text)")
        // A pipe should see the conversation as it happens, too.
        fflush(nil)
    }
}

extension CallOutcome {
    /// The outcome as a person reads it, one fact a line.
    var summary: String {
        var lines = [
            "Disposition  \(disposition.rawValue) (\(disposition.word.replacingOccurrences(of: "_", with: " ")))",
            "Call end     \(end.rawValue.replacingOccurrences(of: "_", with: " "))",
            "Length       \(duration.milliseconds / 1_000).\(duration.milliseconds % 1_000 / 100) s, \(turns.count) turns",
        ]
        if let promise {
            let payments = promise.instalments.map { "\($0.amount) on \($0.due)" }.joined(separator: ", ")
            lines.append("Promise      \(promise.kind.rawValue): \(payments)")
            lines.append(
                "             reference \(promiseReference ?? "-"), verified \(promise.verificationLevel.rawValue), "
                    + (promiseWasAnnounced ? "announced to the caller" : "not announced to the caller"))
        } else {
            lines.append("Promise      none")
        }
        if !unsafeAllowed.isEmpty {
            lines.append(
                "Unsafe       the flow breaks \(unsafeAllowed.joined(separator: ", ")), which was allowed")
        }
        lines += troubles.map { "Trouble      \($0)" }
        return lines.joined(separator: "\n")
    }
}
