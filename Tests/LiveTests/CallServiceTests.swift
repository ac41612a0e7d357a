import Calls
import Dialog
import Live
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@Suite struct CallServiceTests {
    private struct Router: CallRouter {
        func setup(for call: OfferedCall) -> Result<CallSetup, CallRefusal> {
            guard let account = call.parameters["account"] else {
                return .failure(CallRefusal(.notFound, "no account"))
            }
            return .success(SampleSetup.make(account: AccountID(account)))
        }
    }

    private final class Watch: ServiceObserver {
        let refusals = Told<Refusal>()
        let failures = Told<CallID>()
        let outcomes = Told<CallOutcome>()
        func refused(_ call: OfferedCall, _ why: CallRefusal) { refusals.add(why.refusal) }
        func couldNotRun(_ call: CallID, _ why: CallRefusal) { failures.add(call) }
        func begins(_ setup: CallSetup, _ arrival: CallArrival) -> LiveCall.Observer {
            var observer = LiveCall.Observer()
            observer.ended = { [outcomes] outcome, _ in outcomes.add(outcome) }
            return observer
        }
    }

    private let loop = EmbeddedEventLoop()
    private let watch = Watch()
    private let shared = SampleResources()

    private func service(calls: Int) -> CallService {
        CallService(ServiceLimits(calls: calls), shared.make(), router: Router(), observer: watch)
    }

    private func offer(_ account: String?, to service: CallService) throws -> Admission {
        let call = OfferedCall(
            adapter: "test", called: nil, caller: nil, parameters: account.map { ["account": $0] } ?? [:],
            peer: "test")
        return try service.admit(call, on: loop).wait()
    }

    private func ticket(_ account: String, _ service: CallService) throws -> CallTicket {
        guard case .admitted(let ticket) = try offer(account, to: service) else {
            Issue.record("not admitted")
            return CallTicket(0)
        }
        return ticket
    }

    private func runToEnd(_ count: Int) {
        for _ in 0..<2_000 where watch.outcomes.values.count < count {
            loop.advanceTime(by: .milliseconds(20))
        }
    }

    @Test func `at the limit the next call is told that we are busy, and the running ones go on`() throws {
        let service = service(calls: 1)
        let first = try ticket("A-1", service)
        guard case .refused(.busy) = try offer("A-2", to: service) else {
            Issue.record("one too many")
            return
        }
        service.connect(first, LoopbackLeg([.says(0), .hangsUp]), on: loop)
        runToEnd(1)
        #expect(watch.outcomes.values.map(\.end) == [.callerHungUp])
        #expect(service.callCount == 0)
        _ = try ticket("A-2", service)
    }

    @Test func `a call that nobody answers gives its place back`() throws {
        let service = service(calls: 1)
        service.abandon(try ticket("A-1", service))
        #expect(service.callCount == 0)
    }

    @Test func `a call without an account is refused, and takes no place`() throws {
        let service = service(calls: 1)
        guard case .refused(.notFound) = try offer(nil, to: service) else {
            Issue.record("taken")
            return
        }
        #expect(service.callCount == 0)
        #expect(watch.refusals.values == [.notFound])
    }

    @Test func `a service that drains takes no call and lets the running one end`() throws {
        let service = service(calls: 2)
        let running = try ticket("A-1", service)
        service.connect(running, LoopbackLeg([.says(0), .hangsUp]), on: loop)
        service.drain()
        guard case .refused(.draining) = try offer("A-2", to: service) else {
            Issue.record("taken")
            return
        }
        runToEnd(1)
        #expect(service.callCount == 0)
        #expect(shared.journal.contents.closed.count == 1)
    }

    @Test func `when the time to drain is up, the calls end as failed and are stored`() throws {
        let service = service(calls: 2)
        service.connect(try ticket("A-1", service), LoopbackLeg([]), on: loop)
        for _ in 0..<20 { loop.advanceTime(by: .milliseconds(20)) }
        service.endAll("the service is stopped")
        runToEnd(1)
        #expect(watch.outcomes.values.map(\.end) == [.failed])
        #expect(shared.journal.contents.closed.map(\.end) == [.failed])
    }

    @Test func `calls that are still being set up end too, once they run`() throws {
        let store = HeldQueue()
        let service = CallService(
            ServiceLimits(calls: 3), shared.make(store: store), router: Router(), observer: watch)
        // One is being opened in the store, the other is yet to be answered.
        let ringing = try ticket("A-2", service)
        service.connect(try ticket("A-1", service), LoopbackLeg([]), on: loop)
        service.drain()
        service.endAll("whoever started the service is gone")
        #expect(service.callCount == 2)
        store.letGo()
        loop.run()
        service.connect(ringing, LoopbackLeg([]), on: loop)
        for _ in 0..<100 { loop.advanceTime(by: .milliseconds(20)) }
        #expect(watch.outcomes.values.map(\.end) == [.failed, .failed])
        #expect(shared.journal.contents.closed.count == 2)
        #expect(service.callCount == 0)
    }

    @Test func `a ticket is used once`() throws {
        let service = service(calls: 2)
        let ticket = try ticket("A-1", service)
        service.connect(ticket, LoopbackLeg([.hangsUp]), on: loop)
        let second = LoopbackLeg([])
        service.connect(ticket, second, on: loop)
        #expect(second.hangUps == 1)
    }

    // MARK: Calls that we place

    @Test func `a call that we place has a place, and is looked at again when somebody answers`() throws {
        let service = service(calls: 1)
        let ticket = try service.reserve(SampleSetup.make(account: "A-1"), by: "test") { nil }.get()
        #expect(service.callCount == 1)
        guard
            case .failure(let full) = service.reserve(
                SampleSetup.make(account: "A-2"), by: "test", onAnswer: { nil })
        else {
            Issue.record("one too many")
            return
        }
        #expect(full.refusal == .busy)
        service.connect(ticket, LoopbackLeg([.says(0), .hangsUp]), on: loop)
        runToEnd(1)
        #expect(shared.journal.contents.opened.map(\.account) == ["A-1"])
    }

    @Test func `an answered call that may not be any more says nothing and is not opened`() throws {
        let service = service(calls: 1)
        let reserved = service.reserve(SampleSetup.make(account: "A-1"), by: "test") {
            CallRefusal(.forbidden, "too late")
        }
        let leg = LoopbackLeg([.says(0)])
        service.connect(try reserved.get(), leg, on: loop)
        for _ in 0..<10 { loop.advanceTime(by: .milliseconds(20)) }
        #expect(leg.hangUps == 1)
        #expect(leg.sent.isEmpty)
        #expect(shared.journal.contents.opened.isEmpty)
        #expect(watch.failures.values.count == 1)
        #expect(service.callCount == 0)
    }

    @Test func `a service that drains places no call`() {
        let service = service(calls: 1)
        service.drain()
        guard
            case .failure(let refusal) = service.reserve(
                SampleSetup.make(account: "A-1"), by: "test", onAnswer: { nil })
        else {
            Issue.record("placed")
            return
        }
        #expect(refusal.refusal == .draining)
    }
}
