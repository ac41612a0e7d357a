/// How long to wait before something is tried again: twice as long each time, up to a bound, and not for all at once.
package struct RetryDelay: Sendable {
    package let first: Duration
    package let longest: Duration

    package init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// After so many vain tries, at least one; between half of the full time and all of it.
    package func after(_ tries: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        let doublings = min(max(tries - 1, 0), 30)
        let full = min(first * (1 << doublings), longest)
        return full * Double.random(in: 0.5...1, using: &generator)
    }
}
