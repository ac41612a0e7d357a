import Dialog
import FlowFiles
import Foundation
import Testing

@Suite struct LocalMomentTests {
    @Test(arguments: [
        // The day before the clocks go forward in New York, and the day on which they do.
        ("2026-03-07T12:59:59Z", "America/New_York", "2026-03-07 07:59"),
        ("2026-03-08T11:59:59Z", "America/New_York", "2026-03-08 07:59"),
        ("2026-03-08T12:00:00Z", "America/New_York", "2026-03-08 08:00"),
        // And back.
        ("2026-11-01T00:59:59Z", "America/New_York", "2026-10-31 20:59"),
        ("2026-11-01T01:00:00Z", "America/New_York", "2026-10-31 21:00"),
        ("2026-11-02T01:59:59Z", "America/New_York", "2026-11-01 20:59"),
        ("2026-11-02T02:00:00Z", "America/New_York", "2026-11-01 21:00"),
        // No summer time in Arizona; half hours in India; the Canaries are an hour behind.
        ("2026-07-01T15:00:00Z", "America/Phoenix", "2026-07-01 08:00"),
        ("2026-07-01T02:30:00Z", "Asia/Kolkata", "2026-07-01 08:00"),
        ("2026-07-01T08:00:00Z", "Atlantic/Canary", "2026-07-01 09:00"),
        ("2026-07-01T08:00:00Z", "Europe/Madrid", "2026-07-01 10:00"),
        ("2026-01-01T05:00:00Z", "Pacific/Honolulu", "2025-12-31 19:00"),
    ])
    func `the clock is the one on the wall there`(instant: String, zone: String, expected: String) throws {
        let date = try #require(ISO8601DateFormatter().date(from: instant))
        #expect(LocalMoment(at: date, inTimeZone: zone)?.description == expected)
    }

    @Test(arguments: ["", "America/Nowhere", "EST", "GMT+5"])
    func `a zone that isn't known has no time`(zone: String) {
        #expect(LocalMoment(at: Date(), inTimeZone: zone) == nil)
    }
}
