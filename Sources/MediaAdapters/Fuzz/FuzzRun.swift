import Audio

/// Damaged inputs for one target, the same ones for the same seed.
package struct FuzzRun: Sendable {
    /// What came of a run.
    package struct Report: Sendable, Hashable, Codable {
        package let target: String
        package let mutations: Int
        package let seed: UInt64
        package var accepted = 0
        package var refused = 0
        /// What didn't hold; the first few.
        package var findings: [Finding] = []
    }

    /// An input that broke what must hold.
    package struct Finding: Sendable, Hashable, Codable {
        /// Which mutation it was; 0 for a sample as it is.
        package let number: Int
        /// In hexadecimal.
        package let input: String
        package let why: String
    }

    private static let mostFindings = 5

    private let target: FuzzTarget

    package init(_ target: FuzzTarget) { self.target = target }

    /// Reads each sample as it is, and then so many damaged ones.
    package func run(_ mutations: Int, seed: UInt64) -> Report {
        var report = Report(target: target.name, mutations: mutations, seed: seed)
        let untouched = target.reader()
        for sample in target.samples {
            switch untouched(sample) {
            case .accepted: break
            case .refused: note(sample, "a sample that is in order is refused", 0, &report)
            case .broken(let why): note(sample, why, 0, &report)
            }
        }
        guard !target.samples.isEmpty else { return report }
        let read = target.reader()
        var random = SplitMix64(seed: seed)
        for number in 1...max(mutations, 1) {
            let sample = target.samples[number % target.samples.count]
            let input = Mutation.of(sample, &random)
            switch read(input) {
            case .accepted: report.accepted += 1
            case .refused: report.refused += 1
            case .broken(let why): note(input, why, number, &report)
            }
        }
        return report
    }

    private func note(_ input: [UInt8], _ why: String, _ number: Int, _ report: inout Report) {
        guard report.findings.count < Self.mostFindings else { return }
        let digits = input.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        report.findings.append(Finding(number: number, input: digits, why: why))
    }
}
