import Audio
package import Calls
import Dialog

/// A caller on the line who follows from a seed: speaks clips, makes noise, presses keys, interrupts and hangs up.
package struct RandomAudioCaller: CallLeg {
    private static let loudestNoise: ClosedRange<Double> = -50 ... -14

    private let clips: [[Int16]]
    private let longestCall: Int
    private var random: SeededGenerator
    private var noise: ComfortNoise
    /// Chances in ten thousand per frame, different from call to call.
    private let eagerness: Int
    private let rudeness: Int
    private var queue: [LegInput] = []
    private var isAwaited = false
    private var isGone = false
    private var tick = 0
    /// Frames that were sent to the caller, as one number (64-bit FNV-1a).
    package private(set) var heard: UInt64 = 0xcbf2_9ce4_8422_2325

    /// `clips` are telephone samples; after `longestCall` frames the caller hangs up.
    package init(clips: [[Int16]], seed: UInt64, longestCall: Int) {
        self.clips = clips
        self.longestCall = longestCall
        var random = SeededGenerator(seed: seed ^ 0xa0d1_0ca1)
        eagerness = [150, 400, 1_000].randomElement(using: &random) ?? 400
        rudeness = [0, 4, 30].randomElement(using: &random) ?? 4
        noise = ComfortNoise(
            levelDBFS: [-90, -62, -45].randomElement(using: &random) ?? -62, seed: random.next())
        self.random = random
    }

    package mutating func send(_ output: LegOutput) {
        isAwaited = output.isListening
        for sample in output.frame.samples {
            heard = (heard ^ UInt64(UInt16(bitPattern: sample))) &* 0x0000_0100_0000_01b3
        }
    }

    package mutating func receive() -> LegInput {
        tick += 1
        if isGone || tick > longestCall { return LegInput(hasHungUp: true) }
        if queue.isEmpty, Int.random(in: 0..<10_000, using: &random) < (isAwaited ? eagerness : rudeness) {
            act()
        }
        var input = queue.isEmpty ? LegInput() : queue.removeFirst()
        input.frame = AudioFrame(noise.over(input.frame.samples))
        return input
    }

    private mutating func act() {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<45: if let clip = clips.randomElement(using: &random) { play(clip) }
        case 45..<60: press(["1", "1", "1", "2", "3", "0", "*9", "*1", "#", "4821", "45000#"])
        case 60..<75: press(["1"])
        case 75..<83: makeNoise()
        case 83..<98: queue = Array(repeating: LegInput(), count: Int.random(in: 10...300, using: &random))
        default: isGone = true
        }
    }

    private mutating func play(_ clip: [Int16]) {
        queue = stride(from: 0, to: clip.count, by: AudioFrame.length).map { start in
            let samples = Array(clip[start..<min(start + AudioFrame.length, clip.count)])
            return LegInput(
                frame: AudioFrame(samples + [Int16](repeating: 0, count: AudioFrame.length - samples.count)))
        }
    }

    private mutating func press(_ entries: [String]) {
        let pause = Int.random(in: 1...40, using: &random)
        queue = (entries.randomElement(using: &random) ?? "1").flatMap { key in
            [LegInput(keys: [key])] + Array(repeating: LegInput(), count: pause)
        }
    }

    private mutating func makeNoise() {
        var burst = ComfortNoise(
            levelDBFS: Double.random(in: Self.loudestNoise, using: &random), seed: random.next())
        queue = (0..<Int.random(in: 1...60, using: &random)).map { _ in
            LegInput(frame: AudioFrame(burst.samples(AudioFrame.length)))
        }
    }
}
