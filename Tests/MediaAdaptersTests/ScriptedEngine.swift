import Audio
import Calls
import MediaAdapters

/// Runs a leg tick by tick against an engine that listens in given ticks, and keeps what the caller did.
struct ScriptedEngine {
    var leg: WAVCallLeg
    private(set) var inputs: [LegInput] = []

    init(_ leg: WAVCallLeg) { self.leg = leg }

    var tick: Int { inputs.count }
    var samples: [Int16] { inputs.flatMap(\.frame.samples) }
    var keys: String { String(inputs.flatMap(\.keys)) }
    /// The ticks in which keys arrived.
    var keyTicks: [Int] { inputs.indices.filter { !inputs[$0].keys.isEmpty } }
    var hangUpTick: Int? { inputs.firstIndex { $0.hasHungUp } }
    var turns: [WAVCallLeg.TakenTurn] { leg.takenTurns }

    mutating func listen(_ ticks: Int) { run(ticks, isListening: true) }
    mutating func speak(_ ticks: Int) { run(ticks, isListening: false) }

    private mutating func run(_ ticks: Int, isListening: Bool) {
        for _ in 0..<ticks {
            leg.send(LegOutput(frame: .silence, isListening: isListening))
            inputs.append(leg.receive())
        }
    }

    /// A turn of so many ticks of a constant that shows in the samples.
    static func turn(_ name: String, value: Int16 = 5_000, ticks: Int) -> CallerTurn {
        .audio(AudioClip(telephone: [Int16](repeating: value, count: ticks * AudioFrame.length)), name: name)
    }

    static func quiet() -> WAVCallLeg.Manner {
        var manner = WAVCallLeg.Manner()
        manner.noiseDBFS = nil
        return manner
    }
}
