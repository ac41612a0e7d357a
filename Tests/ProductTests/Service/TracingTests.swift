import Foundation
import NIOHTTP1
import TestSupport
import Testing

/// The traces of a running service.
@Suite(.serialized) struct TracingTests {
    /// What of the account and the caller may stand in no span and in no line of the log.
    private static let personal = [
        "Jordan", "Rivera", "Northwind", "2025550123", "D-A-1", "A-1", "450.00", "09031971", "1971-09-03",
        "\"4821\"",
    ]

    @Test func `a call by keys leaves a trace of its steps, and nothing of whom it is about`() async throws {
        let phone = AnsweringPhone()
        let address = try await phone.start()
        let receiver = PostReceiver()
        let port = try await receiver.start()
        let service = try ServiceProcess(
            """
            dial: {gateways: ['\(address)']}
            tracing: {endpoint: 'http://127.0.0.1:\(port)', service_name: ivr, headers: {X-Token: {env: PROMESA_TEST_TOKEN}}}
            """)
        try service.account("A-1")
        try await service.start(environment: ["PROMESA_TEST_TOKEN": "open sesame"])
        phone.behave(.keys(["1", "09031971"]))
        let dialled = try service.dial()
        #expect(dialled.code == 0, "\(dialled.output)")
        try await eventually("the call is over") { phone.endedCalls == 1 }
        // What waits is sent before the service ends.
        service.stop()
        await phone.stop()
        let posts = receiver.received
        try await receiver.stop()

        #expect(!posts.isEmpty && posts.allSatisfy { $0.path == "/v1/traces" })
        #expect(posts.allSatisfy { $0.headers.first(name: "x-token") == "open sesame" })
        let bodies = posts.map(\.body).joined()
        for name in ["call", "route", "ring", "open", "turn", "synthesis", "closing"] {
            #expect(bodies.contains("\"name\":\"\(name)\""), "\(name)")
        }
        #expect(bodies.contains(#"{"key":"promesa.direction","value":{"stringValue":"outbound"}}"#))
        #expect(bodies.contains(#"{"key":"promesa.answer","value":{"stringValue":"keys"}}"#))
        #expect(bodies.contains(#"{"key":"promesa.end","value":{"stringValue":"caller_hung_up"}}"#))
        let traces = Set(bodies.matches(of: /"traceId":"([0-9a-f]{32})"/).map { String($0.output.1) })
        #expect(traces.count == 1)
        let trace = try #require(traces.first)
        for event in ["a call begins", "a call ended"] {
            let line = service.log.split(separator: "\n").first { $0.contains(event) }
            #expect(line?.contains("\"trace_id\":\"\(trace)\"") == true, "\(event)")
        }
        for text in [bodies, service.log] {
            #expect(MarkedAccount.found(Self.personal, in: text) == [])
        }
    }

    @Test func `a service whose collector is down carries calls, and ends`() async throws {
        let phone = AnsweringPhone()
        let address = try await phone.start()
        let service = try ServiceProcess(
            """
            dial: {gateways: ['\(address)']}
            tracing: {endpoint: 'http://127.0.0.1:9'}
            """)
        try service.account("A-1")
        try await service.start()
        phone.behave(.answers)
        let dialled = try service.dial()
        #expect(dialled.code == 0, "\(dialled.output)")
        try await eventually("the call is over") { phone.endedCalls == 1 }
        service.stop()
        await phone.stop()
        #expect(service.log.contains("every call has ended and is stored"))
    }
}
