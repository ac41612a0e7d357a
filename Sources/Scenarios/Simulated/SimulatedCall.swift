package import Calls

/// A call of a flow with given data on which simulated callers are tried; each call begins from the same state.
package struct SimulatedCall: Sendable {
    /// More moves than any call has sense for.
    package static let movesLimit = 250
    /// More events than any call can have in which the caller does nothing.
    package static let silentEventsLimit = 600

    package let setup: CallSetup
    private let fresh: Conversation
    private let observer: CallObserver

    package init(_ setup: CallSetup) {
        self.setup = setup
        fresh = Conversation(setup)
        observer = CallObserver(setup)
    }

    /// What came of one call.
    package struct Result: Sendable {
        package let moves: [CallerMove]
        package let line: SimulatedLine
        package var violations: [String] { line.violations }
    }

    /// Makes the call with a random caller.
    package func run(seed: UInt64) -> Result {
        var caller = RandomCaller(seed: seed)
        var line = SimulatedLine(fresh, observer: observer)
        var moves: [CallerMove] = []
        while !line.hasEnded, moves.count < Self.movesLimit, line.violations.isEmpty {
            let move = caller.next(on: line)
            moves.append(move)
            line.make(move)
        }
        return finish(line, moves)
    }

    /// Makes the call again with moves that are given.
    package func run(_ moves: [CallerMove]) -> Result {
        var line = SimulatedLine(fresh, observer: observer)
        for move in moves where line.violations.isEmpty { line.make(move) }
        return finish(line, moves)
    }

    private func finish(_ line: SimulatedLine, _ moves: [CallerMove]) -> Result {
        var line = line
        if line.violations.isEmpty { line.finishInSilence(limit: Self.silentEventsLimit) }
        // Nothing may happen after the end, whatever still arrives.
        if line.violations.isEmpty { line.disturbAfterTheEnd() }
        return Result(moves: moves, line: line)
    }

    /// The fewest moves, of these and in this order, that still break the rule that they break first.
    package func shrink(_ moves: [CallerMove]) -> [CallerMove] {
        guard let violation = run(moves).violations.first else { return moves }
        return ScriptShrinker.shrink(moves) { run($0).violations.first == violation }
    }
}
