import Calls
import Foundation
import SpokenForms

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
        let rightKept: Double?
        let wrongRefused: Double?
        /// Of speech that is no answer.
        let otherRefused: Double?
    }
    struct ReliabilityPoint: Encodable {
        let confidence: Double
        let n: Int
        let right: Double
    }
    /// Shares by the false accepts of random values that the threshold was set for.
    struct Verification: Encodable {
        /// By kind of value, `digits` or `date`.
        let thresholds: [String: [String: Double]]
        let falseRejects: [String: Double]
        let falseAccepts: [String: Double]
        let nearMissAccepts: [String: Double]

        init(
            _ trials: VerificationTrials,
            _ threshold: (Double, VerificationGrammar.Kind, VerificationTrials.Scores) -> Double
        ) {
            func shares(_ share: (Double) -> Double) -> [String: Double] {
                let shares = VerificationTrials.falseAccepts
                return Dictionary(uniqueKeysWithValues: shares.map { ("\($0)", rounded(share($0))) })
            }
            thresholds = Dictionary(
                uniqueKeysWithValues: trials.kinds.map { kind, scores in
                    (kind.rawValue, shares { threshold($0, kind, scores) })
                })
            falseRejects = shares { share in trials.falseRejects { threshold(share, $0, $1) } }
            falseAccepts = shares { share in trials.falseAccepts { threshold(share, $0, $1) } }
            nearMissAccepts = shares { share in trials.nearMissAccepts { threshold(share, $0, $1) } }
        }
    }
    /// What the call itself would do.
    struct OperatingPoint: Encodable {
        let passing: [String: Double]
        let failing: [String: Double]
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
    /// Of `wrong` answers, how many are followed by the right one once the caller has said no, and by another wrong one.
    struct AfterNo: Encodable {
        let wrong: Int
        let right: Int
        let wrongAgain: Int
    }
    /// Absent where secrets are verified.
    var afterNo: AfterNo?
    let rejection: [RejectionPoint]
    let reliability: [ReliabilityPoint]
    /// Where as many answers are refused as other speech is accepted; absent without other speech.
    let equalErrorRate: Double?
    let rtf: Double
    let peakMemoryMB: Double
    /// At thresholds set on this set.
    var falseRejects: [String: Double]?
    var nearMissAccepts: [String: Double]?
    var thresholds: [String: [String: Double]]?
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
                threshold: $0.threshold, rightKept: $0.rightKept.map(rounded),
                wrongRefused: $0.wrongRefused.map(rounded), otherRefused: $0.otherRefused.map(rounded))
        }
        reliability = figures.reliability.map {
            ReliabilityPoint(confidence: rounded($0.confidence), n: $0.count, right: rounded($0.right))
        }
        equalErrorRate = figures.equalErrorRate.map(rounded)
        self.rtf = rounded(rtf)
        peakMemoryMB = Self.peakMemoryMB()
        if let trials {
            add(trials)
        } else {
            let next = figures.afterNo
            afterNo = AfterNo(wrong: next.wrong, right: next.right, wrongAgain: next.wrongAgain)
        }
    }

    private mutating func add(_ trials: VerificationTrials) {
        let own = Verification(trials) { $2.threshold(falseAccepts: $0) }
        falseRejects = own.falseRejects
        nearMissAccepts = own.nearMissAccepts
        thresholds = own.thresholds
        development = Verification(trials) { share, kind, _ in
            VerificationThresholds.of(kind).development(falseAccepts: share) ?? 0
        }
        let kinds = trials.kinds.keys.map { ($0.rawValue, VerificationThresholds.of($0)) }
        let passing = trials.falseRejects { kind, _ in VerificationThresholds.of(kind).passing }
        let failing = trials.falseRejects { kind, _ in VerificationThresholds.of(kind).failing }
        operatingPoint = OperatingPoint(
            passing: Dictionary(uniqueKeysWithValues: kinds.map { ($0, $1.passing) }),
            failing: Dictionary(uniqueKeysWithValues: kinds.map { ($0, $1.failing) }),
            falseRejects: rounded(passing), askedAgain: rounded(passing - failing),
            falseAccepts: rounded(
                trials.falseAccepts { kind, _ in VerificationThresholds.of(kind).passing }),
            nearMissAccepts: rounded(
                trials.nearMissAccepts { kind, _ in VerificationThresholds.of(kind).passing }))
    }

    private static func peakMemoryMB() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return rounded((kilobytes ?? 0) / 1_024)
    }
}

private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
