import Dialog
import Testing

@Suite struct `Promises are judged by payments` {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso: text)) }

    private func claim(_ reference: String = "1", _ parts: (Int, String)...) throws -> PromiseJudge.Claim {
        PromiseJudge.Claim(
            reference: reference, created: try day("2026-03-02"),
            instalments: try parts.enumerated().map { index, part in
                Instalment(
                    sequence: index + 1, amount: Money(minorUnits: part.0, currency: .usd),
                    due: try day(part.1))
            })
    }

    private func payment(
        _ minorUnits: Int, _ posted: String, of reference: String? = nil, in currency: Currency = .usd
    )
        throws -> Payment
    {
        Payment(
            account: "A-1", amount: Money(minorUnits: minorUnits, currency: currency),
            posted: try day(posted), promiseReference: reference)
    }

    private func states(_ judged: JudgedPromise) -> [InstalmentState] { judged.progress.map(\.state) }

    private static let cases: [(Int, String, InstalmentState)] = [
        (10_000, "2026-03-15", .kept), (10_000, "2026-03-02", .kept), (20_000, "2026-03-10", .kept),
        // The last day of grace, and the first after it.
        (10_000, "2026-03-18", .kept), (10_000, "2026-03-19", .broken),
        // The day before the promise.
        (10_000, "2026-03-01", .broken), (9_999, "2026-03-15", .partial), (1, "2026-03-15", .partial),
    ]

    @Test(arguments: cases) func `one payment decides one instalment`(
        minorUnits: Int, posted: String, state: InstalmentState
    ) throws {
        let judged = PromiseJudge(asOf: try day("2026-04-01")).judge(
            [try claim("1", (10_000, "2026-03-15"))], paid: [try payment(minorUnits, posted)])
        #expect(judged.map(\.state) == [state])
    }

    @Test(arguments: [("2026-03-18", InstalmentState.pending), ("2026-03-19", .broken)])
    func `only a matured instalment is judged`(asOf: String, state: InstalmentState) throws {
        let judged = PromiseJudge(asOf: try day(asOf)).judge(
            [try claim("1", (10_000, "2026-03-15"))], paid: [])
        #expect(judged.map(\.state) == [state])
    }

    @Test func `what is posted after the day of judging doesn't count yet`() throws {
        let judged = PromiseJudge(asOf: try day("2026-03-10")).judge(
            [try claim("1", (10_000, "2026-03-15"))], paid: [try payment(10_000, "2026-03-12")])
        #expect(judged.first?.progress.first?.paid.minorUnits == 0)
    }

    @Test func `no payment counts twice`() throws {
        let claims = [try claim("1", (10_000, "2026-03-15"), (10_000, "2026-03-16"))]
        let judged = PromiseJudge(asOf: try day("2026-04-01")).judge(
            claims, paid: [try payment(15_000, "2026-03-10")])
        #expect(judged.map(states) == [[.kept, .partial]])
        #expect(judged.map(\.state) == [.partial])
    }

    @Test func `payments add up, and what is over goes to the next instalment`() throws {
        let claims = [try claim("1", (10_000, "2026-03-15"), (10_000, "2026-03-29"))]
        let judged = PromiseJudge(asOf: try day("2026-04-10")).judge(
            claims, paid: [try payment(4_000, "2026-03-03"), try payment(16_000, "2026-03-14")])
        #expect(judged.map(\.state) == [.kept])
    }

    @Test func `a late payment counts for the next instalment only`() throws {
        let claims = [try claim("1", (10_000, "2026-03-15"), (10_000, "2026-03-29"))]
        let judged = PromiseJudge(asOf: try day("2026-03-25")).judge(
            claims, paid: [try payment(10_000, "2026-03-20")])
        #expect(judged.map(states) == [[.broken, .pending]])
        #expect(judged.first?.progress.last?.paid.minorUnits == 10_000)
        #expect(judged.map(\.state) == [.broken])
    }

    @Test func `a promise stands while what is matured was kept`() throws {
        let claims = [try claim("1", (10_000, "2026-03-15"), (10_000, "2026-03-29"))]
        let judged = PromiseJudge(asOf: try day("2026-03-25")).judge(
            claims, paid: [try payment(10_000, "2026-03-15")])
        #expect(judged.map(\.state) == [.pending])
    }

    @Test func `a payment counts for the promise that it names and in its currency`() throws {
        let claims = [try claim("1", (10_000, "2026-03-15")), try claim("2", (10_000, "2026-03-20"))]
        let judge = PromiseJudge(asOf: try day("2026-04-01"))
        #expect(
            judge.judge(claims, paid: [try payment(10_000, "2026-03-10", of: "2")]).map(\.state) == [
                .broken, .kept,
            ])
        #expect(
            judge.judge(claims, paid: [try payment(10_000, "2026-03-10", in: .eur)]).map(\.state) == [
                .broken, .broken,
            ])
    }

    @Test func `the grace is a setting`() throws {
        let judged = PromiseJudge(asOf: try day("2026-04-01"), graceDays: 0).judge(
            [try claim("1", (10_000, "2026-03-15"))], paid: [try payment(10_000, "2026-03-16")])
        #expect(judged.map(\.state) == [.broken])
    }

    @Test func `the order of payments in a file changes nothing`() throws {
        let claims = [try claim("1", (10_000, "2026-03-15"), (10_000, "2026-03-29"))]
        let payments = [try payment(6_000, "2026-03-20"), try payment(10_000, "2026-03-10")]
        let judge = PromiseJudge(asOf: try day("2026-04-10"))
        #expect(judge.judge(claims, paid: payments) == judge.judge(claims, paid: payments.reversed()))
    }
}
