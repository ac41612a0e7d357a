package import Dialog

/// Keys that stand for two things at one question, of which only the first is obeyed.
package enum KeyOverlaps {
    package struct Overlap: Sendable, Hashable {
        /// The step, with its flow's name unless that is the root.
        package let step: String
        package let position: SourcePosition
        package let words: String
    }

    /// Every overlap, in the order of the flows' steps.
    package static func find(_ program: FlowProgram, _ catalogue: PromptCatalogue) -> [Overlap] {
        program.flows.flatMap { flow in
            flow.steps.flatMap { step -> [Overlap] in
                let name = flow.name == program.root.name ? "\(step.id)" : "\(flow.name).\(step.id)"
                return overlaps(at: step, program, catalogue).map {
                    Overlap(step: name, position: step.position, words: $0)
                }
            }
        }
    }

    private static func overlaps(
        at step: Step, _ program: FlowProgram, _ catalogue: PromptCatalogue
    ) -> [String] {
        // The opt-out comes first everywhere.
        let commands = program.root.universals.filter { $0.name != .stopCalling }
        switch step.kind {
        case .check: return begun(commands, by: "the digits of the answer")
        case .ask(let ask) where ask.acceptsKeys:
            switch ask.type {
            case .yesNo: return taken([("yes", "1"), ("no", "2")], commands)
            case .choice(let name):
                let answers = (catalogue.choices[name]?.choices ?? []).compactMap { choice in
                    choice.keys.map { (choice.value.rawValue, $0) }
                }
                return taken(answers, commands)
            case .digits, .date, .money, .number, .time:
                return begun(commands, by: "the digits of the answer")
            }
        case .ask, .say, .decide, .run, .commit, .transfer, .wait, .end, .return: return []
        }
    }

    private static func taken(_ answers: [(name: String, keys: String)], _ commands: [Universal]) -> [String]
    {
        var lines: [String] = []
        for (place, answer) in answers.enumerated() {
            for other in answers[(place + 1)...] where other.keys == answer.keys {
                lines.append("'\(answer.keys)' stands for both '\(answer.name)' and '\(other.name)'")
            }
            for other in answers where other.keys != answer.keys && other.keys.hasPrefix(answer.keys) {
                lines.append(
                    "'\(answer.keys)' for '\(answer.name)' waits, for '\(other.keys)' is '\(other.name)'")
            }
            for command in commands where command.keys == answer.keys {
                lines.append("'\(answer.keys)' is '\(answer.name)' and not the command '\(command.name)'")
            }
        }
        return lines
    }

    private static func begun(_ commands: [Universal], by what: String) -> [String] {
        commands.compactMap { command in
            guard let keys = command.keys, keys.first?.isNumber == true else { return nil }
            return "'\(keys)' begins \(what), and is not the command '\(command.name)'"
        }
    }
}
