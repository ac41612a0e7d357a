import Testing

@testable import promesa

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

    @Test func `a signature is over the time and the body, and a short secret signs nothing`() throws {
        #expect(WebhookSignature(secret: "short") == nil)
        let signature = try #require(WebhookSignature(secret: "0123456789abcdef"))
        let text = signature.text(of: "{}", atSeconds: 1_700_000_000)
        // As: printf '1700000000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef
        #expect(text == "t=1700000000,v1=e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e")
        #expect(signature.text(of: "{}", atSeconds: 1_700_000_001) != text)
    }
}
