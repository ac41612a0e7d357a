import Dialog
import Foundation

/// A project whose flow has as many steps as wanted: the starter project, with generated steps between the legal notice
/// and the promise.
struct GeneratedProject {
    /// What the generated steps are like.
    enum Shape: String, CaseIterable {
        /// One step after the other.
        case chain
        /// Questions, each with two more behind it.
        case menus
        /// Questions that go back to themselves through a step with a bound.
        case retries
        /// Half of the steps run sub-flows, which have the other half.
        case subFlows = "sub-flows"
        /// Amounts and days, each read back, confirmed and compared.
        case slots
    }

    /// A prompt of the generated steps.
    private struct Prompt {
        let name: String
        let declaration: String
        let text: String
    }

    private var steps: [String] = []
    private var subFlows: [(name: String, text: String)] = []
    private var prompts: [Prompt] = []

    /// A project with that many generated steps, or a few more.
    init(_ shape: Shape, steps count: Int) {
        switch shape {
        case .chain: chain(count)
        case .menus: menus(count)
        case .retries: retries(count)
        case .subFlows: addSubFlows(count)
        case .slots: slots(count)
        }
    }

    /// Writes the project; the path of its flow.
    func write(to folder: URL) throws -> String {
        for file in StarterProject.project(in: "en-US")?.files ?? [] {
            var text = String(decoding: file.bytes, as: UTF8.self)
            if file.path == "Flows/payment-reminder.yaml" {
                text = text.replacingOccurrences(of: "next: will_pay", with: "next: g0") + "\n"
                text += steps.joined(separator: "\n")
            }
            if file.path == "Prompts/catalogue.yaml" {
                let declarations = prompts.map { "  \($0.name): \($0.declaration)\n" }.joined()
                text = text.replacingOccurrences(of: "\nprompts:\n", with: "\nprompts:\n" + declarations)
            }
            try write(text, to: file.path, in: folder)
        }
        for flow in subFlows { try write(flow.text, to: "Flows/\(flow.name).yaml", in: folder) }
        let texts = prompts.map { "  \($0.name): \"\($0.text)\"\n" }.joined()
        try write("texts:\n" + texts, to: "Prompts/en-US/generated.yaml", in: folder)
        return folder.appendingPathComponent("Flows/payment-reminder.yaml").path
    }

    private func write(_ text: String, to path: String, in folder: URL) throws {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    // MARK: Shapes

    private mutating func prompt(_ name: String, _ text: String, declaration: String = "{about: debt}")
        -> String
    {
        prompts.append(Prompt(name: name, declaration: declaration, text: text))
        return name
    }

    private mutating func add(_ name: String, _ lines: String...) { steps.append(Self.step(name, lines)) }

    private static func step(_ name: String, _ lines: [String]) -> String {
        "  \(name):\n" + lines.map { "    \($0)\n" }.joined()
    }

    private static func question(_ fields: String...) -> String { "ask: {\(fields.joined(separator: ", "))}" }

    /// The step after number `index`, of `count`.
    private static func next(_ index: Int, of count: Int) -> String {
        index + 1 < count ? "g\(index + 1)" : "will_pay"
    }

    private mutating func chain(_ count: Int) {
        for index in 0..<count {
            let next = Self.next(index, of: count)
            let words = prompt("p\(index)", "Words of step \(index).")
            if index % 2 == 0 {
                add("g\(index)", "say: \(words)", "next: \(next)")
            } else {
                add(
                    "g\(index)", Self.question("type: yes_no", "prompts: [\(words)]"),
                    "when: {said_yes: \(next), said_no: \(next)}")
            }
        }
    }

    private mutating func menus(_ count: Int) {
        func child(_ index: Int) -> String { index < count ? "g\(index)" : "will_pay" }
        for index in 0..<count {
            let words = prompt("p\(index)", "Question \(index)?")
            add(
                "g\(index)",
                Self.question(
                    "slot: m\(index)", "type: choice", "choices: pay_answers", "prompts: [\(words)]"),
                "when: {accept: \(child(2 * index + 1)), decline: \(child(2 * index + 2))}")
        }
    }

    private mutating func retries(_ count: Int) {
        let rounds = max(1, count / 2)
        for index in 0..<rounds {
            let words = prompt("p\(index)", "How much, for part \(index)?")
            let again = prompt("again\(index)", "Once more, part \(index).")
            add(
                "g\(index)",
                Self.question(
                    "slot: a\(index)", "type: money", "prompts: [\(words)]",
                    "noinput: {tries: 2, then: r\(index)}", "nomatch: {tries: 2, then: r\(index)}"),
                "next: \(Self.next(index, of: rounds))")
            add(
                "r\(index)", "say: \(again)", "visits: {max: 2, then: to_agent}", "next: g\(index)")
        }
    }

    private mutating func addSubFlows(_ count: Int) {
        let runs = max(1, count / 2)
        let length = 20
        let flows = max(1, runs / length)
        for number in 0..<flows {
            var text = """
                flow: part-\(number)
                version: 1
                inputs:
                  level: {type: level}
                outcomes: [done, gone]
                start: s0
                steps:

                """
            for index in 0..<length {
                let words = prompt("p\(number)_\(index)", "Words \(index) of part \(number).")
                let next = index + 1 < length ? "s\(index + 1)" : "done"
                switch index % 3 {
                case 0: text += Self.step("s\(index)", ["say: \(words)", "next: \(next)"])
                case 1:
                    text += Self.step(
                        "s\(index)",
                        [
                            Self.question("type: yes_no", "prompts: [\(words)]"),
                            "when: {said_yes: \(next), said_no: gone}",
                        ])
                default:
                    text += Self.step(
                        "s\(index)",
                        [
                            "decide:", "  - {value: $level, equals: L2, goto: gone}", "otherwise: \(next)",
                        ])
                }
            }
            subFlows.append(("part-\(number)", text))
        }
        for index in 0..<runs {
            let next = Self.next(index, of: runs)
            add(
                "g\(index)", "run: part-\(index % flows)", "with: {level: L\(1 + index % 2)}",
                "when: {done: \(next), gone: \(next)}")
        }
    }

    private mutating func slots(_ count: Int) {
        let rounds = max(1, count / 4)
        for index in 0..<rounds {
            let amount = prompt("amount\(index)", "How much, the \(index)th time?")
            let day = prompt("day\(index)", "When, the \(index)th time?")
            let check = prompt(
                "check\(index)", "{a\(index)} on {d\(index)}, is that right?",
                declaration: "{says: read_back, about: debt}")
            add(
                "g\(index)", Self.question("slot: a\(index)", "type: money", "prompts: [\(amount)]"),
                "next: d\(index)")
            add(
                "d\(index)",
                Self.question("slot: d\(index)", "type: date", "horizon_days: 30", "prompts: [\(day)]"),
                "next: c\(index)")
            add(
                "c\(index)",
                Self.question(
                    "type: yes_no", "prompts: [\(check)]", "bargein: none",
                    "confirms: [a\(index), d\(index)]"),
                "when: {said_yes: e\(index), said_no: to_agent}")
            add(
                "e\(index)", "decide:",
                "  - {value: $a\(index), at_least: $balance, goto: \(Self.next(index, of: rounds))}",
                "otherwise: \(Self.next(index, of: rounds))")
        }
    }
}
