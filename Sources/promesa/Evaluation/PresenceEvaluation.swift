import Audio
import Calls
import Dialog
import Foundation

/// Lets a call find out of every recording of a manifest who answered, and compares.
///
/// A recording's words are who it is, `person`, `machine`, `fax` or `silence`; its speaker is what kind of greeting it is.
struct PresenceEvaluation {
    /// How long a flow waits for somebody to speak.
    static let timeout: Duration = .seconds(4)
    /// The line stays open after a recording, so that silence is known.
    private static let trail = [Int16](repeating: 0, count: 8 * AudioFrame.sampleRateHz)
    /// Speech is what is less than this below the level of the speech in a recording, in dB.
    private static let speechDB = 25.0

    let manifest: EvaluationManifest
    let line: SimulatedLine
    let recognizer: any Recognizer

    func run() throws -> PresenceReport {
        let recordings = try manifest.items.map { try $0.audio() }
        // Babble is made of people: no tones.
        let others = zip(manifest.items, recordings).filter { $0.0.label == "person" }.map(\.1)
        var answers: [PresenceReport.Answer] = []
        for (index, item) in manifest.items.enumerated() {
            guard let who = WaitOutcome(rawValue: item.label) else {
                throw CommandFailure(
                    .findings,
                    "promesa: error: the label '\(item.label)' is not person, machine, fax or silence")
            }
            let carried = line.carried(recordings[index] + Self.trail, item: index, others: others)
            let found = try PresenceTrial.finding(in: carried, timeout: Self.timeout, recognizer: recognizer)
            answers.append(
                PresenceReport.Answer(
                    who: who, kind: item.speaker, found: found?.outcome,
                    delayMs: found.flatMap { delay($0, in: recordings[index], who) }))
        }
        return PresenceReport(answers)
    }

    /// From a person's last speech to the finding; for others from the answer on; in ms.
    private func delay(_ found: PresenceTrial.Finding, in recording: [Int16], _ who: WaitOutcome) -> Int? {
        guard who == .person else { return found.tick * 20 }
        guard let level = LevelMeter.activeSpeechDBFS(recording) else { return nil }
        let loud = Array(stride(from: 0, to: recording.count, by: AudioFrame.length)).last { start in
            let frame = recording[start..<min(start + AudioFrame.length, recording.count)]
            return LevelMeter.rmsDBFS(frame) > level - Self.speechDB
        }
        return loud.map { (found.tick - ($0 + SimulatedLine.edge) / AudioFrame.length - 1) * 20 }
    }
}
