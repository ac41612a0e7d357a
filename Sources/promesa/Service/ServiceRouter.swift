import Calls
import Dialog
import FlowFiles
import Foundation
import Live
import Synchronization

/// Finds out what a call is about, by the routes of the configuration.
///
/// Its flows can be replaced while calls run: those go on with what they began with.
final class ServiceRouter: CallRouter {
    private let routes: [ServiceRoute]
    private let current: Mutex<ServiceFlows>

    init(_ routes: [ServiceRoute], _ flows: ServiceFlows) {
        self.routes = routes
        current = Mutex(flows)
    }

    var flows: ServiceFlows { current.withLock { $0 } }

    /// For the calls from now on.
    func replace(_ flows: ServiceFlows) { current.withLock { $0 = flows } }

    func setup(for call: OfferedCall) -> Result<CallSetup, CallRefusal> {
        let flows = flows
        guard let route = routes.first(where: { $0.fits(call) }) else {
            return .failure(CallRefusal(.notFound, "no route fits"))
        }
        do throws(CallRefusal) {
            guard let id = account(of: call, route, flows) else {
                throw CallRefusal(.notFound, "the call doesn't say which account it is about")
            }
            return .success(try setup(id, route, flows))
        } catch {
            return .failure(error)
        }
    }

    /// What a call about an account starts from.
    private func setup(
        _ id: AccountID, _ route: ServiceRoute, _ flows: ServiceFlows
    ) throws(CallRefusal) -> CallSetup {
        guard let flow = flows.flows[route.flow] else { throw CallRefusal(.failed, "the flow isn't loaded") }
        let account = try find(id, in: flows)
        return try Self.setup(
            account, flow, flows, language: route.language, phone: account.phones.first?.number)
    }

    /// What a call of a flow about an account starts from; `phone` is the number that is called or that calls.
    static func setup(
        _ account: Account, _ flow: ServiceFlows.Flow, _ flows: ServiceFlows, language: LanguageTag? = nil,
        phone: String?
    ) throws(CallRefusal) -> CallSetup {
        guard let prepared = flow.prepared[language ?? account.language] else {
            throw CallRefusal(.notFound, "the flow doesn't speak the account's language")
        }
        guard let today = LocalMoment(at: Date(), inTimeZone: account.timeZone)?.date else {
            throw CallRefusal(.failed, "the account's time zone is not known here")
        }
        do {
            let data = try CallDataBinding.bind(
                flow.program, account: account, organisation: flows.organisation, today: today)
            let calendar = try CallCalendarBinding.bind(
                flow.program, account: account, organisation: flows.organisation,
                holidays: flows.holidays[account.country], today: today)
            return CallSetup(
                account: account.id, debtor: account.debtor, prepared: prepared, currency: account.currency,
                data: data, today: today, seed: .random(in: 1...(.max)), phone: phone, calendar: calendar,
                unsafeAllowed: flow.unsafeAllowed)
        } catch {
            throw CallRefusal(.forbidden, "\(error)")
        }
    }

    private func find(_ id: AccountID, in flows: ServiceFlows) throws(CallRefusal) -> Account {
        do throws(AccountFolder.Problem) {
            return try flows.accounts.account(id)
        } catch {
            throw CallRefusal(error == .notFound ? .notFound : .failed, error.description)
        }
    }

    private func account(of call: OfferedCall, _ route: ServiceRoute, _ flows: ServiceFlows) -> AccountID? {
        switch route.account {
        case .parameter(let name): call.parameters[name].map { AccountID($0) }
        case .caller: call.caller.flatMap { flows.accounts.account(withNumber: $0) }
        }
    }
}

extension ServiceRoute {
    func fits(_ call: OfferedCall) -> Bool {
        if let adapter, adapter != call.adapter { return false }
        guard let called else { return true }
        guard let given = call.called else { return false }
        return called.hasSuffix("*") ? given.hasPrefix(called.dropLast()) : given == called
    }
}
