/// How long to wait before something is tried again: twice as long each time, up to a bound, and not for all at once.
struct RetryDelay: Sendable {
    let first: Duration
    let longest: Duration

    /// After so many vain tries, at least one; between half of the full time and all of it.
    func after(_ tries: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        let doublings = min(max(tries - 1, 0), 30)
        let full = min(first * (1 << doublings), longest)
        return full * Double.random(in: 0.5...1, using: &generator)
    }
}
