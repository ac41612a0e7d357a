import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import Live
import Storage

/// Places calls: asks every rule, writes the attempt, dials, and notes how it turned out.
final class DialDesk: Sendable {
    private let configuration: DialConfiguration
    private let router: ServiceRouter
    private let service: CallService
    private let store: SQLiteStore
    private let storePool: any JobQueue
    private let adapter: any DialingAdapter
    private let telemetry: ServiceTelemetry
    private let now: @Sendable () -> Date

    init(
        _ configuration: DialConfiguration, router: ServiceRouter, service: CallService, store: SQLiteStore,
        on storePool: any JobQueue, adapter: any DialingAdapter, telemetry: ServiceTelemetry,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.configuration = configuration
        self.router = router
        self.service = service
        self.store = store
        self.storePool = storePool
        self.adapter = adapter
        self.telemetry = telemetry
        self.now = now
    }

    /// Works on an order; replies with the decision, and with the result once there is one.
    func take(_ order: DialOrder, _ reply: @escaping @Sendable (DialReply) -> Void) async {
        let decided = await onStoreThread { [self] in decide(order) }
        guard let decided else { return reply(DialReply(failure: "the service has too much to do")) }
        switch decided {
        case .refused(let decision):
            telemetry.dialled("refused", decision.refusals)
            reply(DialReply(decision: DialReply.Decision(decision)))
        case .wouldCall(let decision): reply(DialReply(decision: DialReply.Decision(decision)))
        case .place(let decision, let placed):
            reply(DialReply(decision: DialReply.Decision(decision)))
            reply(DialReply(result: await dial(placed)))
        }
    }

    // MARK: - The decision, on the store's thread

    private enum Decided: Sendable {
        case refused(DialDecision)
        /// Of a dry run.
        case wouldCall(DialDecision)
        case place(DialDecision, Placed)
    }

    /// An attempt that is on disk.
    private struct Placed: Sendable {
        let address: String
        let call: CallID
        let account: AccountID
        let ticket: CallTicket
    }

    private func decide(_ order: DialOrder) -> Decided {
        do throws(DialRefusal) {
            let dialCase = try DialCase(order, router.flows, gateways: configuration.gateways)
            let setup = try dialCase.setup()
            if order.isDryRun {
                let history = try? store.history(
                    of: setup.account, debtor: setup.debtor, phone: setup.phone)
                let decision = dialCase.decision(at: now(), history)
                return decision.isAllowed ? .wouldCall(decision) : .refused(decision)
            }
            return place(dialCase, setup, order)
        } catch {
            return .refused(error.decision)
        }
    }

    private func place(_ dialCase: DialCase, _ setup: CallSetup, _ order: DialOrder) -> Decided {
        let reserved = service.reserve(setup, by: adapter.name) { [self] in stillAllowed(order, setup) }
        let ticket: CallTicket
        switch reserved {
        case .success(let reserved): ticket = reserved
        case .failure(let refusal):
            return .refused(DialRefusal(.running, refusal.reason, "the service").decision)
        }
        let instant = now()
        let attempt = CallAttempt(setup.opening, placedAt: instant.ISO8601Format())
        let decision: DialDecision
        do throws(JournalFailure) {
            decision = try store.place(attempt) { history in
                let decision = dialCase.decision(at: instant, history)
                return (decision, decision.isAllowed)
            }
        } catch {
            decision = dialCase.decision(at: instant, nil)
        }
        guard decision.isAllowed else {
            service.abandon(ticket)
            return .refused(decision)
        }
        return .place(
            decision,
            Placed(
                address: dialCase.target.address, call: setup.id, account: setup.account, ticket: ticket))
    }

    /// Asked again when somebody answers, by the account's file and the store as they are then.
    private func stillAllowed(_ order: DialOrder, _ setup: CallSetup) -> CallRefusal? {
        let call = setup.id
        let decision: DialDecision
        do {
            let dialCase = try DialCase(order, router.flows, gateways: configuration.gateways)
            let instant = now()
            decision = try store.answer(setup.opening, ending: .dropped) { history in
                let decision = dialCase.decision(at: instant, history, of: call)
                return (decision, decision.isAllowed)
            }
        } catch let refusal as DialRefusal {
            decision = refusal.decision
            try? store.end(call, .dropped, sipStatus: nil)
        } catch {
            return CallRefusal(.failed, "the answered call can't be recorded: \(error)")
        }
        guard !decision.isAllowed else { return nil }
        telemetry.dialled("dropped", decision.refusals)
        let reasons = decision.refusals.map { "[\($0.rule)] \($0.reason)" }.joined(separator: "; ")
        return CallRefusal(.forbidden, reasons)
    }

    // MARK: - The attempt

    private func dial(_ placed: Placed) async -> DialReply.Result {
        let request = DialRequest(
            to: placed.address, from: configuration.from, ringing: configuration.ringing,
            ticket: placed.ticket)
        let result = await adapter.dial(request)
        switch result {
        case .answered:
            let dropped = await refusedAtAnswer(placed)
            if dropped == nil { telemetry.dialled("answered", []) }
            return DialReply.Result(
                call: placed.call.rawValue, isAnswered: true, disposition: dropped?.rawValue, sipStatus: nil)
        case .notReached(let disposition, let status):
            // An adapter that never began gave nothing back.
            service.abandon(placed.ticket)
            telemetry.dialled("not_reached", [])
            await note(placed.call, disposition, status)
            return DialReply.Result(
                call: placed.call.rawValue, isAnswered: false, disposition: disposition.rawValue,
                sipStatus: status)
        }
    }

    /// Why an answered call isn't run; it was looked at on the store's thread before this is.
    private func refusedAtAnswer(_ placed: Placed) async -> Disposition? {
        let found: Disposition?? = await onStoreThread { [self] in
            let attempts = (try? store.attempts(of: placed.account)) ?? []
            return attempts.last { $0.call == placed.call }?.disposition
        }
        return found ?? nil
    }

    /// An attempt whose end can't be written stays one that counts, and is closed at the next start.
    private func note(_ call: CallID, _ disposition: Disposition, _ status: Int?) async {
        let failure: String?? = await onStoreThread { [self] in
            do throws(JournalFailure) {
                try store.end(call, disposition, sipStatus: status)
                return String?.none
            } catch {
                return "\(error)"
            }
        }
        if let why = failure ?? "too much to do" { telemetry.attemptNotEnded(call, why) }
    }

    /// Does something on the thread of the store; nil if too much waits there.
    private func onStoreThread<Result: Sendable>(
        _ work: @escaping @Sendable () -> Result
    ) async -> Result? {
        await withCheckedContinuation { continuation in
            let isQueued = storePool.submit { continuation.resume(returning: work()) }
            if !isQueued { continuation.resume(returning: nil) }
        }
    }
}

extension DialReply.Decision {
    init(_ decision: DialDecision) {
        self.init(
            isAllowed: decision.isAllowed,
            findings: decision.findings.map {
                DialReply.Finding(
                    subject: $0.subject.rawValue, rule: $0.rule, isAllowed: $0.isAllowed, reason: $0.reason,
                    record: $0.record)
            })
    }
}
