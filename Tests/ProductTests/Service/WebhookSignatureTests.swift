import Testing

@testable import promesa

@Suite struct WebhookSignatureTests {
    @Test func `a signature is over the time and the body, and a short secret signs nothing`() throws {
        #expect(WebhookSignature(secret: "short") == nil)
        let signature = try #require(WebhookSignature(secret: "0123456789abcdef"))
        let text = signature.text(of: "{}", atSeconds: 1_700_000_000)
        // As: printf '1700000000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef
        #expect(text == "t=1700000000,v1=e4f8e2ecae2295b2ddb2f0b5584c8275e226c0ebe9b3b819e70156bb67122e3e")
        #expect(signature.text(of: "{}", atSeconds: 1_700_000_001) != text)
    }
}
