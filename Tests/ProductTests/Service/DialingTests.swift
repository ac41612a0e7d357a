import Calls
import Dialog
import Foundation
import Storage
import Testing

/// `promesa dial` through a running service to a telephone on this machine.
@Suite(.serialized) struct DialingTests {
    private static func with(
        _ body: (ServiceProcess, AnsweringPhone) async throws -> Void
    ) async throws {
        let phone = AnsweringPhone()
        let address = try await phone.start()
        let service = try ServiceProcess("dial: {gateways: ['\(address)']}")
        for id in ["A-1", "A-2", "A-3"] { try service.account(id) }
        try service.account("A-4", consent: "unknown")
        try service.account("A-5", flags: "\"cease\"")
        do {
            try await service.start()
            try await body(service, phone)
        } catch {
            service.stop()
            await phone.stop()
            throw error
        }
        service.stop()
        await phone.stop()
    }

    /// Runs `promesa dial`, which waits, on another thread.
    private static func dial(
        _ configuration: String, _ account: String, to: String = "+12025550123", _ options: String...
    ) async throws -> PromesaProcess.Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try ServiceProcess.dial(
                            configuration, account, to: to, flow: "Flows/early-recovery.yaml",
                            options: options)
                    })
            }
        }
    }

    private static func attempts(
        _ service: ServiceProcess, _ account: AccountID
    ) throws -> [AttemptRecord] {
        try SQLiteStore(path: service.store, access: .queries).attempts(of: account)
    }

    @Test func `what is refused says why and leaves no trace; what is allowed rings, is noted, and is heard`()
        async throws
    {
        try await Self.with { service, phone in
            let configuration = service.configuration
            let socket = try FileManager.default.attributesOfItem(atPath: service.store + "-control")
            #expect(socket[.posixPermissions] as? Int == 0o600)

            let unknown = try await Self.dial(configuration, "A-4")
            #expect(unknown.code == 1)
            #expect(unknown.output.contains("refused [consent] the consent to automated calls"))
            let flagged = try await Self.dial(configuration, "A-5")
            #expect(flagged.code == 1 && flagged.output.contains("flagged: cease"), "\(flagged.output)")
            let nobody = try await Self.dial(configuration, "A-9")
            #expect(nobody.code == 1 && nobody.output.contains("no such account"))
            let strange = try await Self.dial(configuration, "A-1", to: "+12025559999")
            #expect(strange.code == 1 && strange.output.contains("none of the account's"))
            let elsewhere = try await Self.dial(
                configuration, "A-1", to: "sip:+12025550123@elsewhere.example")
            #expect(elsewhere.code == 1 && elsewhere.output.contains("one of the gateways"))
            let dry = try await Self.dial(configuration, "A-1", "--dry-run")
            #expect(dry.code == 0 && dry.output.contains("the call may be placed"), "\(dry.output)")
            for id in ["A-1", "A-4", "A-5"] { #expect(try Self.attempts(service, AccountID(id)).isEmpty) }

            let full = try await Self.dial(configuration, "A-1", "--json")
            #expect(full.code == 0, "\(full.errors)")
            let reply = try #require(
                try JSONSerialization.jsonObject(with: Data(full.output.utf8)) as? [String: Any])
            let result = try #require(reply["result"] as? [String: Any])
            #expect(result["disposition"] as? String == "CONG")
            #expect(result["sipStatus"] as? Int == 503)
            #expect(try Self.attempts(service, "A-1").map(\.disposition) == [.congestion])

            phone.behave(.answers)
            let answered = try await Self.dial(configuration, "A-1")
            #expect(answered.code == 0 && answered.output.contains("answered"), "\(answered.output)")
            try await eventually("the call is over") { phone.endedCalls == 1 }
            #expect(phone.spokenFrames > 25)
            #expect(try Self.attempts(service, "A-1").map(\.state) == [.notReached, .answered])
            let call = try #require(try Self.attempts(service, "A-1").last?.call)
            try await eventually("its end is stored") {
                try SQLiteStore(path: service.store, access: .queries).call(call)?.closing?.disposition
                    == .hungUpBeforeVerification
            }
        }
    }

    @Test func `whoever answers after the debtor was flagged hears nothing`() async throws {
        try await Self.with { service, phone in
            let configuration = service.configuration
            phone.behave(.rings)
            async let dialled = Self.dial(configuration, "A-2")
            try await eventually("it rings") { phone.isRinging }
            #expect(try Self.attempts(service, "A-2").map(\.state) == [.placed])
            try service.account("A-2", flags: "\"deceased\"")
            phone.pickUp()
            _ = try await dialled
            try await eventually("we hung up") { phone.endedCalls == 1 }
            #expect(phone.spokenFrames == 0)
            let attempt = try #require(try Self.attempts(service, "A-2").first)
            #expect(attempt.disposition == .dropped)
            #expect(try SQLiteStore(path: service.store, access: .queries).call(attempt.call) == nil)
        }
    }

    @Test func `a service that is killed while it rings forgets no attempt`() async throws {
        try await Self.with { service, phone in
            let configuration = service.configuration
            phone.behave(.rings)
            async let dialled = Self.dial(configuration, "A-3")
            try await eventually("it rings") { phone.isRinging }
            service.kill()
            #expect(try await dialled.code == 3)
            try await service.start()
            #expect(try Self.attempts(service, "A-3").map(\.disposition) == [.error])
            phone.behave(.isFull)
            let next = try await Self.dial(configuration, "A-3")
            #expect(next.output.contains("1 call was placed in the last 7 days"), "\(next.output)")
        }
    }
}
