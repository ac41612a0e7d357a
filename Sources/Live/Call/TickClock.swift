package import NIOCore

/// When each tick of a call is due, counted from one start so that nothing drifts.
package struct TickClock: Sendable {
    /// A call that is further behind than this doesn't catch up: it goes on from now.
    package static let mostBehind: TimeAmount = .milliseconds(200)
    private static let period: TimeAmount = .milliseconds(20)

    private var next: NIODeadline
    /// Ticks that were left out because the process stood still.
    package private(set) var skipped = 0

    package init(start: NIODeadline) { next = start }

    /// When the next tick is due.
    package var deadline: NIODeadline { next }

    /// Takes the tick that was due; returns how late it is.
    package mutating func take(at now: NIODeadline) -> TimeAmount {
        let late = now - next
        next = next + Self.period
        if late > Self.mostBehind {
            let missed = late.nanoseconds / Self.period.nanoseconds
            skipped += Int(clamping: missed)
            next = next + .nanoseconds(missed * Self.period.nanoseconds)
        }
        return max(late, .zero)
    }
}

extension TimeAmount {
    package var milliseconds: Double { Double(nanoseconds) / 1e6 }
}
