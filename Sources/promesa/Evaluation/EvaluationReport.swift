import Calls
import Foundation

/// The figures of one evaluation, as `--json` prints them.
struct EvaluationReport: Encodable {
    struct Speaker: Encodable {
        let n: Int
        let accuracy: Double
    }
    struct Confusion: Encodable {
        let expected: String
        let heard: String
        let count: Int
    }
    struct RejectionPoint: Encodable {
        let threshold: Double
        let rightKept: Double
        let wrongRefused: Double
    }
    struct ReliabilityPoint: Encodable {
        let confidence: Double
        let n: Int
        let right: Double
    }
    /// Shares by the false accepts of random values that the threshold was set for.
    struct Verification: Encodable {
        let thresholds: [String: Double]
        let falseRejects: [String: Double]
        let falseAccepts: [String: Double]
        let nearMissAccepts: [String: Double]

        init(_ trials: VerificationTrials, thresholds: [(share: Double, ratio: Double)]) {
            func shares(_ share: (Double) -> Double) -> [String: Double] {
                Dictionary(uniqueKeysWithValues: thresholds.map { ("\($0.share)", rounded(share($0.ratio))) })
            }
            self.thresholds = shares { $0 }
            falseRejects = shares(trials.falseRejects(at:))
            falseAccepts = shares(trials.falseAccepts(at:))
            nearMissAccepts = shares(trials.nearMissAccepts(at:))
        }
    }
    /// What the call itself would do.
    struct OperatingPoint: Encodable {
        let passing: Double
        let failing: Double
        let falseRejects: Double
        let askedAgain: Double
        let falseAccepts: Double
        let nearMissAccepts: Double
    }

    let n: Int
    let accuracy: Double
    let interval: [Double]
    let perSpeaker: [String: Speaker]
    let confusions: [Confusion]
    let rejected: Int
    let rejection: [RejectionPoint]
    let reliability: [ReliabilityPoint]
    /// Where as many answers are refused as other speech is accepted; absent without other speech.
    let equalErrorRate: Double?
    let rtf: Double
    let peakMemoryMB: Double
    /// At thresholds set on this set.
    var falseRejects: [String: Double]?
    var nearMissAccepts: [String: Double]?
    var thresholds: [String: Double]?
    var development: Verification?
    var operatingPoint: OperatingPoint?

    init(_ figures: EvaluationFigures, _ trials: VerificationTrials?, rtf: Double, seed: UInt64) {
        n = figures.utterances.count
        accuracy = rounded(figures.accuracy)
        let bounds = figures.interval(seed: seed)
        interval = [rounded(bounds.low), rounded(bounds.high)]
        perSpeaker = Dictionary(
            uniqueKeysWithValues: figures.speakers.map {
                ($0.name, Speaker(n: $0.count, accuracy: rounded(Double($0.right) / Double($0.count))))
            })
        confusions = figures.confusions.map {
            Confusion(expected: $0.expected, heard: $0.heard, count: $0.count)
        }
        rejected = figures.rejected
        rejection = figures.rejection.map {
            RejectionPoint(
                threshold: $0.threshold, rightKept: rounded($0.rightKept),
                wrongRefused: rounded($0.wrongRefused))
        }
        reliability = figures.reliability.map {
            ReliabilityPoint(confidence: rounded($0.confidence), n: $0.count, right: rounded($0.right))
        }
        equalErrorRate = figures.equalErrorRate.map(rounded)
        self.rtf = rounded(rtf)
        peakMemoryMB = Self.peakMemoryMB()
        if let trials { add(trials) }
    }

    private mutating func add(_ trials: VerificationTrials) {
        let own = Verification(
            trials,
            thresholds: VerificationTrials.falseAccepts.map { ($0, trials.threshold(falseAccepts: $0)) })
        falseRejects = own.falseRejects
        nearMissAccepts = own.nearMissAccepts
        thresholds = own.thresholds
        development = Verification(
            trials, thresholds: VerificationScore.developmentThresholds.map { ($0.falseAccepts, $0.ratio) })
        let passing = trials.falseRejects(at: VerificationScore.passing)
        operatingPoint = OperatingPoint(
            passing: VerificationScore.passing, failing: VerificationScore.failing,
            falseRejects: rounded(passing),
            askedAgain: rounded(passing - trials.falseRejects(at: VerificationScore.failing)),
            falseAccepts: rounded(trials.falseAccepts(at: VerificationScore.passing)),
            nearMissAccepts: rounded(trials.nearMissAccepts(at: VerificationScore.passing)))
    }

    private static func peakMemoryMB() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return rounded((kilobytes ?? 0) / 1_024)
    }
}

private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
