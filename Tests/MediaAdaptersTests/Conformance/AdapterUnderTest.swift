import Audio
import Calls
import Testing

/// An adapter as the shared suite knows it: it carries one planned call and tells what both sides noticed.
protocol AdapterUnderTest: Sendable, CustomTestStringConvertible {
    /// What the adapter's protocol lets the two sides do.
    var abilities: Set<Ability> { get }
    func carry(_ plan: CallPlan) async throws -> CarriedCall
}

/// What not every protocol has.
enum Ability: Sendable, Hashable {
    /// The caller hears us.
    case hearsUs
    /// We can end the call.
    case weHangUp
    /// We can press keys towards the caller.
    case pressesKeys
}

/// What the two sides of a call do, in ticks of 20 ms from its answer.
struct CallPlan: Sendable {
    /// One thing after the other.
    enum Act: Sendable {
        case says([Int16])
        case presses(String)
        /// Sends nothing at all.
        case sendsNothing(ticks: Int)
        case hangsUp
    }

    var caller: [Act] = []
    /// What we say from the first tick on; silence follows.
    var ours: [Int16] = []
    /// Keys that we press in the first tick.
    var ourKeys = ""
    /// The tick in which we hang up, twice, for the second time must do nothing.
    var weHangUpAtTick: Int?
    /// So many ticks our side runs, whatever has ended before.
    var ticks: Int

    /// Our frame of a tick.
    func frame(_ tick: Int) -> AudioFrame {
        let start = tick * AudioFrame.length
        guard start < ours.count else { return .silence }
        let piece = ours[start..<min(start + AudioFrame.length, ours.count)]
        return AudioFrame(piece + [Int16](repeating: 0, count: AudioFrame.length - piece.count))
    }
}

/// What both sides noticed.
struct CarriedCall: Sendable {
    /// What came to us, by tick.
    var inputs: [LegInput] = []
    /// What came to the caller, by the caller's ticks.
    var caller: [LegInput] = []

    var heard: [Int16] { inputs.flatMap(\.frame.samples) }
    var callerHeard: [Int16] { caller.flatMap(\.frame.samples) }
}
