import Dialog

/// A caller who follows from a seed: in each call as willing, as patient and as unlucky as the seed has it.
package struct RandomCaller: Sendable {
    private var random: SeededGenerator
    /// Chances in a thousand, different from call to call.
    private let willing: Int
    private let silent: Int
    private let troubled: Int
    private let stopping: Int

    package init(seed: UInt64) {
        // Neighbouring seeds must not give neighbouring callers.
        var random = SeededGenerator(seed: seed ^ 0x5eed_ca11_e25)
        willing = [500, 750, 900, 980].randomElement(using: &random) ?? 900
        silent = [0, 50, 200].randomElement(using: &random) ?? 50
        troubled = [0, 0, 10, 40].randomElement(using: &random) ?? 10
        stopping = [0, 0, 15, 60].randomElement(using: &random) ?? 15
        self.random = random
    }

    /// What happens next on the line.
    package mutating func next(on line: SimulatedLine) -> CallerMove {
        if chance(troubled) { return trouble() }
        if chance(stopping) { return .stops(mode(), percent()) }
        if chance(8) { return .hangsUp }
        if chance(25) { return .late(pick: random.next()) }
        if line.isStoring { return chance(850) ? .storeAnswers(fate()) : interruption() }
        if line.isTransferring {
            return chance(700)
                ? .transferEnds(TransferOutcome.allCases.randomElement(using: &random) ?? .busy) : .silence
        }
        if let wait = line.wait { return .isFound(found(wait)) }
        // Now and then somebody acts while the prompt plays.
        if line.playing != nil, chance(880) { return .promptEnds }
        if chance(silent) { return .silence }
        return action(line)
    }

    private mutating func action(_ line: SimulatedLine) -> CallerMove {
        if chance(60) { return interruption() }
        if chance(60) { return .commands(pick: random.next(), mode(), percent()) }
        guard let purpose = line.listening?.purpose else { return .silence }
        if case .secret = purpose {
            return chance(willing)
                ? .proves(.pass, mode())
                : .proves(Verdict.allCases.randomElement(using: &random) ?? .fail, mode())
        }
        if chance(1_000 - willing) {
            if chance(200) { return .coughs }
            return chance(500) ? .mumbles(mode()) : .answers(pick: random.next(), mode(), percent())
        }
        if chance(250) { return .agrees(mode()) }
        return .answers(pick: random.next(), mode(), 95)
    }

    private mutating func interruption() -> CallerMove { chance(500) ? .speaks : .presses }

    private mutating func trouble() -> CallerMove {
        switch Int.random(in: 0...3, using: &random) {
        case 0: .fails(CallFault.allCases.randomElement(using: &random) ?? .media)
        case 1: .storeAnswers(.failed)
        case 2: .transferEnds(.failed)
        default: .hangsUp
        }
    }

    private mutating func fate() -> CallerMove.StoreFate {
        chance(850) ? .done : chance(500) ? .failed : .duplicate
    }

    private mutating func found(_ purpose: Wait.Purpose) -> WaitOutcome {
        let likeliest = purpose.outcomes[0]
        return chance(850) ? likeliest : purpose.outcomes.randomElement(using: &random) ?? likeliest
    }

    private mutating func mode() -> InputMode { chance(700) ? .speech : .keys }

    private mutating func percent() -> CallerMove.Percent {
        chance(700) ? Int.random(in: 80...100, using: &random) : Int.random(in: 0...79, using: &random)
    }

    /// Whether something happens that does so `permille` times in a thousand.
    private mutating func chance(_ permille: Int) -> Bool {
        Int.random(in: 0..<1_000, using: &random) < permille
    }
}
