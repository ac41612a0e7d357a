import Foundation

/// An order as it comes in on a connection: bytes in, one order out, and nothing after it.
struct OrderLine {
    enum Step: Sendable, Hashable {
        /// The line isn't at its end.
        case waiting
        case order(DialOrder)
        /// The line is no order.
        case unreadable
        /// Too much came without an end of the line.
        case tooLong
        /// The line was read before; what comes is not looked at.
        case over
    }

    /// No order is longer.
    static let mostBytes = 16_384

    private var received: [UInt8] = []
    private(set) var isOver = false

    mutating func take(_ bytes: some Collection<UInt8>) -> Step {
        guard !isOver else { return .over }
        received += bytes.prefix(Self.mostBytes + 1)
        guard let end = received.firstIndex(of: UInt8(ascii: "\n")) else {
            guard received.count > Self.mostBytes else { return .waiting }
            return finish(.tooLong)
        }
        let line = Data(received[..<end])
        guard let order = try? JSONDecoder().decode(DialOrder.self, from: line) else {
            return finish(.unreadable)
        }
        return finish(.order(order))
    }

    private mutating func finish(_ step: Step) -> Step {
        isOver = true
        received = []
        return step
    }
}
