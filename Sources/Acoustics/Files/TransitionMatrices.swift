import Foundation

/// How likely each state of a phone is followed by each other one, or by the end of the phone; as natural logarithms.
struct TransitionMatrices {
    private static let limit: UInt32 = 1 << 20
    /// What is possible at all is never less likely.
    private static let floor: Float = 1e-4

    let count: Int
    /// Emitting states of a phone.
    let states: Int
    /// For each matrix and state, the states and then the end; `-infinity` where there is no way.
    private let logarithms: [Float]

    /// - Throws: `baseFileDamaged`.
    init(_ bytes: [UInt8], path: String) throws(TelephoneModelFailure) {
        let words = try Sphinx3File.words(of: bytes, path: path)
        guard words.count >= 4, words.prefix(3).allSatisfy({ $0 > 0 && $0 <= Self.limit }),
            words[0..<3].reduce(1, { $0 * Int($1) }) == Int(words[3]), words.count == 4 + Int(words[3])
        else { throw .baseFileDamaged(path: path, expected: "as many transitions as it says") }
        let values = words[4...].map(Float.init(bitPattern:))
        guard words[2] == words[1] + 1, values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw .baseFileDamaged(path: path, expected: "transitions from each state to each and the end")
        }
        count = Int(words[0])
        states = Int(words[1])
        let width = states + 1
        logarithms = stride(from: 0, to: values.count, by: width).flatMap { start in
            let row = values[start..<start + width]
            let sum = row.reduce(0, +)
            return row.map { $0 > 0 ? log(max($0 / sum, Self.floor)) : -.infinity }
        }
    }

    /// From a state to another; `to` may be the number of states, which is the end.
    func logarithm(_ matrix: Int, from: Int, to: Int) -> Float {
        logarithms[(matrix * states + from) * (states + 1) + to]
    }
}
