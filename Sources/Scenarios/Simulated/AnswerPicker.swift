import Calls
import Dialog

/// Makes up what a caller may answer to a question: mostly what fits, at times what lies outside the limits.
struct AnswerPicker {
    private let setup: CallSetup
    private var random: SeededGenerator

    init(_ setup: CallSetup, seed: UInt64) {
        self.setup = setup
        random = SeededGenerator(seed: seed)
    }

    /// Nil where nothing is asked, or where the answer is compared with a secret.
    mutating func meaning(for purpose: ListenRequest.Purpose, at step: Step?) -> Answer.Meaning? {
        if case .answer(let type) = purpose {
            return value(of: type, at: step).map { meaning($0, of: type, at: step) }
        }
        if case .confirmation(let types) = purpose {
            if isOne(in: 5), let type = types.randomElement(using: &random),
                let corrected = value(of: type, at: step)
            {
                return .value(corrected)
            }
            return .value(.yesNo(!isOne(in: 3)))
        }
        return nil
    }

    /// Now and then the words could mean something else, too.
    private mutating func meaning(_ value: Value, of type: AskType, at step: Step?) -> Answer.Meaning {
        guard isOne(in: 12), let other = self.value(of: type, at: step), other != value else {
            return .value(value)
        }
        return .ambiguous([value, other])
    }

    private mutating func value(of type: AskType, at step: Step?) -> Value? {
        if case .yesNo = type { return .yesNo(!isOne(in: 4)) }
        if case .choice(let name) = type { return choice(name, at: step) }
        if case .digits(let lengths) = type {
            let length = isOne(in: 10) ? lengths.upperBound + 1 : number(in: lengths)
            return .digits(String((0..<length).map { _ in Character(String(number(in: 0...9))) }))
        }
        if case .date(.past) = type { return date(number(in: -25_000 ... -1)) }
        if case .date(.upcoming(let days)) = type { return date(number(in: -1...(days + 3))) }
        if case .money = type { return amount() }
        if case .number = type { return .number(number(in: 0...(isOne(in: 6) ? 100_000 : 40))) }
        if case .time = type {
            return LocalTime(hour: number(in: 0...23), minute: number(in: 0...59)).map { .time($0) }
        }
        return nil
    }

    private mutating func choice(_ name: ChoicesName, at step: Step?) -> Value? {
        let answers = setup.catalogue.choices[name]?.choices ?? []
        guard !answers.isEmpty else { return nil }
        // Most calls reach the right person; else few would get any further.
        if case .ask(let ask)? = step?.kind, let identifies = ask.identifies, !isOne(in: 4) {
            return .choice(identifies)
        }
        // What leads on is usually declared first.
        if isOne(in: 2) { return .choice(answers[0].value) }
        return .choice(answers[number(in: 0...(answers.count - 1))].value)
    }

    private func date(_ days: Int) -> Value? { setup.today.adding(days: days).map { .date($0) } }

    private mutating func amount() -> Value {
        let amounts = setup.data.values.values.compactMap {
            if case .money(let money) = $0 { money.minorUnits } else { nil }
        }
        let most = max(100, amounts.max() ?? 100_000)
        if isOne(in: 8) {
            return .money(Money(minorUnits: number(in: 0...(2 * most)), currency: setup.currency))
        }
        if isOne(in: 6) { return .money(Money(minorUnits: most, currency: setup.currency)) }
        return .money(Money(minorUnits: number(in: (most / 10)...most), currency: setup.currency))
    }

    private mutating func isOne(in chances: Int) -> Bool { number(in: 1...chances) == 1 }

    private mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
}
