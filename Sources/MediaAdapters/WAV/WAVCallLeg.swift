package import Audio
package import Calls

/// A caller made of recordings: one from answer on, or turns that are taken when the engine listens.
///
/// A turn begins when the engine has listened for the reaction time. The next one waits until the engine has
/// stopped listening (it speaks, or has taken the answer) and listens again; if it just goes on listening,
/// the caller's patience runs out. After a `silence` turn the next one comes as soon as the engine listens.
/// All of it follows from what the engine sends and from the seed, so a call can be run again to the same
/// bytes.
package struct WAVCallLeg: CallLeg, Sendable {
    /// How the caller and the line behave, apart from what is said.
    package struct Manner: Sendable {
        /// How long a caller listens before a turn begins; a `silence` begins at once.
        package var reactionTime: Duration = .milliseconds(300)
        /// A caller who is still listened to so long after a turn takes the next one unasked.
        package var patience: Duration = .seconds(2)
        /// When the caller hangs up after all is said; nil: never.
        package var hangUpAfter: Duration?
        /// The level of the line noise; nil for digital silence, which no real line has.
        package var noiseDBFS: Double? = -65
        package var seed: UInt64 = 1
        /// How `tones` turns sound.
        package var tones = DTMFGenerator()

        package init() {}
    }

    /// A turn that has begun, in ticks of 20 ms from the leg's first `receive`.
    package struct TakenTurn: Sendable, Hashable {
        package let name: String
        package let firstTick: Int
        /// The tick after the last one; nil while it lasts.
        package var endTick: Int?

        package init(name: String, firstTick: Int, endTick: Int? = nil) {
            self.name = name
            self.firstTick = firstTick
            self.endTick = endTick
        }
    }

    private enum NoiseExtent {
        case everywhere
        /// A recording has its own noise and is sent as it is.
        case besideTurns
    }

    private var script: CallerScript
    private var noise: ComfortNoise?
    private let extent: NoiseExtent
    private var isListening = false

    /// Plays a recording of the caller (8 kHz) from answer on, sample by sample as it is; line noise follows
    /// it.
    package static func continuous(_ samples: [Int16], _ manner: Manner = Manner()) -> WAVCallLeg {
        WAVCallLeg(CallerScript(recording: samples, manner), manner, .besideTurns)
    }

    /// Takes each turn when the engine listens; line noise lies under all of it.
    package static func turns(
        _ turns: [CallerTurn], _ manner: Manner = Manner()
    ) throws(AudioFailure) -> WAVCallLeg {
        WAVCallLeg(try CallerScript(turns, manner), manner, .everywhere)
    }

    private init(_ script: CallerScript, _ manner: Manner, _ extent: NoiseExtent) {
        self.script = script
        self.extent = extent
        noise = manner.noiseDBFS.map { ComfortNoise(levelDBFS: $0, seed: manner.seed) }
    }

    /// What has been said so far, for reports and tests.
    package var takenTurns: [TakenTurn] { script.takenTurns }

    package mutating func send(_ output: LegOutput) { isListening = output.isListening }

    package mutating func receive() -> LegInput {
        let isRecording = extent == .besideTurns && script.isActing
        let step = script.next(isListening: isListening)
        let samples = isRecording ? step.samples : noise?.over(step.samples) ?? step.samples
        return LegInput(frame: AudioFrame(samples), keys: step.keys, hasHungUp: step.hasHungUp)
    }
}
