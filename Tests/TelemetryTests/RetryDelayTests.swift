import Testing

@testable import Telemetry

@Suite struct RetryDelayTests {
    private let delay = RetryDelay(first: .seconds(1), longest: .seconds(900))

    @Test(arguments: [
        (0, 1), (1, 1), (2, 2), (3, 4), (10, 512), (11, 900), (60, 900), (Int.max, 900),
    ])
    func `each wait is twice the last, up to a bound, and spread`(tries: Int, seconds: Int) {
        var generator = SystemRandomNumberGenerator()
        let full = Duration.seconds(seconds)
        let waits = (0..<200).map { _ in delay.after(tries, using: &generator) }
        #expect(waits.allSatisfy { $0 >= full * 0.499 && $0 <= full * 1.001 })
        #expect(Set(waits).count > 100)
    }
}
