import Calls
import Compliance
import Dialog
import Foundation

/// What a check says of a flow beyond its findings: how calls end, and what its prompts are like.
struct FlowReport {
    /// Prompts that take longer are listed.
    private static let longPrompt: Duration = .seconds(12)

    let flow: FlowName
    private let endings: [CallEndings.Ending]
    private let overlaps: [KeyOverlaps.Overlap]
    private let lengths: CallLengths?

    init(_ program: FlowProgram, _ catalogue: PromptCatalogue) {
        flow = program.root.name
        endings = CallEndings(program, catalogue: catalogue).endings
        overlaps = KeyOverlaps.find(program, catalogue)
        lengths = CallLengths(program, catalogue)
    }

    var lines: [String] {
        var lines = ["\(flow):"]
        lines.append("  a call may end as:")
        for ending in endings {
            let moves = "\(ending.way.count) \(ending.way.count == 1 ? "move" : "moves")"
            lines.append("    \(ending.disposition.rawValue) (\(ending.disposition.word)), \(moves):")
            lines += ending.way.enumerated().map { "      \($0 + 1). \($1)" }
        }
        lines += lengths?.lines ?? ["  a call may go on without end"]
        if !overlaps.isEmpty { lines.append("  keys that a question takes for itself:") }
        for (words, steps) in overlapsByWords {
            lines.append("    \(words): at " + steps.map { "'\($0)'" }.joined(separator: ", "))
        }
        return lines
    }

    private var overlapsByWords: [(words: String, steps: [String])] {
        var steps: [String: [String]] = [:]
        var order: [String] = []
        for overlap in overlaps {
            if steps[overlap.words] == nil { order.append(overlap.words) }
            steps[overlap.words, default: []].append(overlap.step)
        }
        return order.map { ($0, steps[$0] ?? []) }
    }

    /// Of the prompts of all flows that share them.
    static func lines(of review: PromptReview) -> [String] {
        var lines = ["prompts:"]
        let whole = review.readings.map(\.time).reduce(.zero, +)
        lines.append("  \(review.readings.count) texts are said, \(minutes(whole)) in all")
        let long = review.readings.filter { $0.time > longPrompt }
        if !long.isEmpty { lines.append("  longer than \(seconds(longPrompt)):") }
        lines += long.map { "    \($0.prompt) in \($0.language): \(seconds($0.time))" }
        if !review.unreached.isEmpty {
            lines.append("  said on no path: " + review.unreached.map(\.rawValue).joined(separator: ", "))
        }
        lines += review.lint.map { "  \($0.position): '\($0.prompt)' \($0.words)" }
        lines += review.differences.map { "  \($0.position): '\($0.prompt)' \($0.words)" }
        return lines
    }

    static func minutes(_ time: Duration) -> String {
        let seconds = Int(time / .seconds(1))
        if seconds >= 2 * 3_600 { return "\(seconds / 3_600) h \(seconds / 60 % 60) min" }
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }

    private static func seconds(_ time: Duration) -> String { String(format: "%.1f s", time / .seconds(1)) }

    // MARK: JSON

    struct Document: Encodable {
        struct Ending: Encodable {
            let disposition: String
            let word: String
            let way: [String]
        }

        struct Overlap: Encodable {
            let step: String
            let words: String
        }

        let flow: String
        let endings: [Ending]
        let keys: [Overlap]
        /// Nil if a call may go on without end.
        let length: CallLengths.Document?
    }

    var document: Document {
        Document(
            flow: flow.rawValue,
            endings: endings.map {
                Document.Ending(
                    disposition: $0.disposition.rawValue, word: $0.disposition.word, way: $0.way)
            },
            keys: overlaps.map { Document.Overlap(step: $0.step, words: $0.words) },
            length: lengths?.document)
    }

    struct PromptDocument: Encodable {
        struct Reading: Encodable {
            let prompt: String
            let language: String
            let seconds: Double
        }

        struct Remark: Encodable {
            let prompt: String
            let language: String?
            let file: String
            let line: Int
            let words: String
        }

        let readings: [Reading]
        let unreached: [String]
        let lint: [Remark]
        let differences: [Remark]

        init(_ review: PromptReview) {
            readings = review.readings.map {
                Reading(
                    prompt: $0.prompt.rawValue, language: $0.language.rawValue, seconds: $0.time / .seconds(1)
                )
            }
            unreached = review.unreached.map(\.rawValue)
            lint = review.lint.map(Self.remark)
            differences = review.differences.map(Self.remark)
        }

        private static func remark(_ remark: PromptReview.Remark) -> Remark {
            Remark(
                prompt: remark.prompt.rawValue, language: remark.language?.rawValue,
                file: remark.position.file, line: remark.position.line, words: remark.words)
        }
    }
}
