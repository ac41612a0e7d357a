import Crypto
import Foundation
import NIOHTTP1
import Storage
import TestSupport
import Testing

/// Outcomes on their way from a running service to a receiver on this machine that isn't always there.
@Suite(.serialized) struct WebhookTests {
    private static let secret = "a secret of some length"

    /// Checks a signature as a receiver would.
    private static func isSigned(_ post: PostReceiver.Post) -> Bool {
        let parts = (post.headers.first(name: "Promesa-Signature") ?? "").split(separator: ",").map(
            String.init)
        guard parts.count == 2, parts[0].hasPrefix("t="), parts[1].hasPrefix("v1=") else { return false }
        let seconds = String(parts[0].dropFirst(2))
        let age = Date().timeIntervalSince1970 - (Double(seconds) ?? 0)
        let code = HMAC<Crypto.SHA256>.authenticationCode(
            for: Data("\(seconds).\(post.body)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
        let hex = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return parts[1] == "v1=" + hex && abs(age) < 300
    }

    @Test
    func
        `an outcome is told again until it is taken, and outlives a receiver that is down and a service that is killed`()
        async throws
    {
        let phone = AnsweringPhone()
        let address = try await phone.start()
        let receiver = PostReceiver()
        let port = try await receiver.start()
        receiver.answer(.temporaryRedirect)
        let service = try ServiceProcess(
            """
            dial: {gateways: ['\(address)']}
            webhook: {url: 'http://127.0.0.1:\(port)/outcomes', secret: {env: PROMESA_TEST_SECRET}}
            """)
        let environment = ["PROMESA_TEST_SECRET": Self.secret]
        try service.account("A-1")
        try await service.start(environment: environment)
        func dial() throws {
            let result = try service.dial()
            #expect(result.code == 0, "\(result.errors)")
        }
        // It is sent elsewhere, where it isn't followed; it fails, and then works.
        try dial()
        try await eventually("it is tried") { receiver.received.count >= 1 }
        receiver.answer(.serviceUnavailable)
        try await eventually("it is tried twice") { receiver.received.count >= 3 }
        receiver.answer(.ok)
        try await eventually("it is taken") {
            try SQLiteStore(path: service.store, access: .queries).outboxCount() == 0
        }
        let first = receiver.received
        #expect(first.allSatisfy(Self.isSigned))
        #expect(Set(first.map(\.body)).count == 1)
        #expect(Set(first.map(\.path)) == ["/outcomes"])
        let keys = Set(first.compactMap { $0.headers.first(name: "Idempotency-Key") })
        #expect(keys.count == 1 && keys.allSatisfy { $0.hasPrefix("outcome-") })
        #expect(first.first?.body.contains("\"disposition\":\"CONG\"") == true)

        // Nobody is there, and the service is killed.
        receiver.beDown(true)
        try dial()
        #expect(try SQLiteStore(path: service.store, access: .queries).outboxCount() == 1)
        service.kill()
        receiver.beDown(false)
        try await service.start(environment: environment)
        try await eventually("the second is told") { receiver.received.count > first.count }
        let second = try #require(receiver.received.last)
        #expect(Self.isSigned(second))
        #expect(keys.contains(second.headers.first(name: "Idempotency-Key") ?? "") == false)
        service.stop()
        try await receiver.stop()
        await phone.stop()
    }
}
