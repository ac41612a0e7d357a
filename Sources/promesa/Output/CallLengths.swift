import Calls
import Compliance
import Dialog

/// How long calls of a flow can become, for a person and for a program.
struct CallLengths {
    /// More moves of a way are not printed.
    private static let movesShown = 60

    private let worst: LongestCall
    private let plain: LongestCall
    private let limits = CallLimits.ofSession

    /// Nil if a call may go on without end.
    init?(_ program: FlowProgram, _ catalogue: PromptCatalogue) {
        guard
            let worst = LongestCall(program, catalogue: catalogue, limits: limits, caller: .worst),
            let plain = LongestCall(program, catalogue: catalogue, limits: limits, caller: .plain)
        else { return nil }
        self.worst = worst
        self.plain = plain
    }

    var lines: [String] {
        var lines = [
            "  a caller who answers each question once, and gives no commands, is asked at most "
                + "\(plain.turns) times (\(FlowReport.minutes(plain.time)))",
            "  whatever a caller does, they are asked at most \(worst.turns) times"
                + (worst.certainty == .bound ? ", perhaps fewer" : "")
                + "; nothing but the end of the call after \(FlowReport.minutes(limits.call)) keeps that from taking "
                + FlowReport.minutes(worst.time),
        ]
        if worst.time <= limits.call {
            lines[1] =
                "  whatever a caller does, they are asked at most \(worst.turns) times, which takes at most "
                + FlowReport.minutes(worst.time)
        }
        for (what, way) in [("answering at once", plain.way), ("at worst", worst.way)] where !way.isEmpty {
            lines.append("  a way with as many questions, \(what):")
            lines += way.prefix(Self.movesShown).enumerated().map { number, move in
                let turns = move.turns > 1 ? " (asked \(move.turns) times)" : ""
                return "    \(number + 1). \(move.words)\(turns)"
            }
            if way.count > Self.movesShown {
                lines.append("    … and \(way.count - Self.movesShown) more; --json has them all")
            }
        }
        return lines
    }

    struct Document: Encodable {
        struct Longest: Encodable {
            struct Move: Encodable {
                let words: String
                let turns: Int
            }

            let turns: Int
            let seconds: Double
            let certainty: String
            let way: [Move]

            init(_ longest: LongestCall) {
                turns = longest.turns
                seconds = longest.time / .seconds(1)
                certainty = longest.certainty.rawValue
                way = longest.way.map { Move(words: $0.words, turns: $0.turns) }
            }
        }

        /// Of a caller who answers each question once and gives no commands.
        let plain: Longest
        let worst: Longest
        /// After which a call is ended.
        let limitSeconds: Double
    }

    var document: Document {
        Document(
            plain: Document.Longest(plain), worst: Document.Longest(worst),
            limitSeconds: limits.call / .seconds(1))
    }
}
