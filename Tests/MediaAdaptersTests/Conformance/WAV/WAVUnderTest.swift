import Audio
import Calls
import MediaAdapters

/// A caller of recordings: nobody hears us, and there is no line to hang up.
struct WAVUnderTest: AdapterUnderTest {
    let abilities: Set<Ability> = []
    var testDescription: String { "WAV" }

    func carry(_ plan: CallPlan) async throws -> CarriedCall {
        let turns: [CallerTurn] = plan.caller.enumerated().map { index, act in
            switch act {
            case .says(let samples): .audio(AudioClip(telephone: samples), name: "\(index)")
            case .presses(let keys): .keys(keys)
            case .sendsNothing(let ticks): .silence(.milliseconds(20 * ticks))
            case .hangsUp: .hangUp
            }
        }
        var manner = WAVCallLeg.Manner()
        manner.noiseDBFS = nil
        // One after the other, without being asked.
        (manner.reactionTime, manner.patience) = (.zero, .zero)
        var leg = try WAVCallLeg.turns(turns, manner)
        var call = CarriedCall()
        for tick in 0..<plan.ticks {
            leg.send(LegOutput(frame: plan.frame(tick), isListening: true))
            call.inputs.append(leg.receive())
        }
        return call
    }
}
