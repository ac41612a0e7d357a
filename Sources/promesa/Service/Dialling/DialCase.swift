import Calls
import Compliance
import Dialog
import FlowFiles
import Foundation
import Live

/// An order with all that it names: what is decided about, and the call that it becomes.
struct DialCase: Sendable {
    let target: DialTarget
    let account: Account
    /// As the account writes it; the one that was given if it is none of the account's.
    let number: String
    let flow: ServiceFlows.Flow
    let flows: ServiceFlows

    /// Throws what is wrong with the order itself, as a finding.
    init(_ order: DialOrder, _ flows: ServiceFlows, gateways: [String]) throws(DialRefusal) {
        guard let target = DialTarget(order.to, gateways: gateways) else {
            throw DialRefusal(
                .number, "the address is no number at one of the gateways of 'dial'", "promesa.yaml")
        }
        guard let flow = flows.flow(named: order.flow) else {
            throw DialRefusal(
                .account, "the service has no flow '\(order.flow)'; name it in a route or in 'dial'",
                "promesa.yaml")
        }
        let account: Account
        do throws(AccountFolder.Problem) {
            account = try flows.accounts.account(AccountID(order.account))
        } catch {
            throw DialRefusal(.account, error.description, "the folder of accounts")
        }
        self.target = target
        self.account = account
        self.flow = flow
        self.flows = flows
        number = account.phones.first { target.isSame(as: $0.number) }?.number ?? target.number
    }

    /// The decision at a moment, by what the store knows; without a history, that it can't be read.
    func decision(
        at instant: Date, _ history: ContactHistory?, of call: CallID? = nil
    ) -> DialDecision {
        let now = LocalMoment(at: instant, inTimeZone: account.timeZone)
        return DialQuestion(
            account: account, number: number, now: now,
            isHoliday: now.flatMap { flows.holidays[account.country]?.isHoliday($0.date) },
            rules: flow.policy?.dialRules, history: history, call: call
        ).decision
    }

    /// The call itself.
    func setup() throws(DialRefusal) -> CallSetup {
        do throws(CallRefusal) {
            return try ServiceRouter.setup(account, flow, flows, phone: number)
        } catch {
            throw DialRefusal(.account, error.reason, "the account's file")
        }
    }
}

/// Why an order comes to no decision by the rules.
struct DialRefusal: Error {
    let decision: DialDecision

    init(_ subject: DialFinding.Subject, _ reason: String, _ record: String) {
        decision = DialDecision([
            DialFinding(subject, rule: "order", isAllowed: false, reason, record: record)
        ])
    }
}

extension ServiceFlows {
    /// By name or by file.
    fileprivate func flow(named name: String) -> Flow? {
        func standard(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
        if let named = flows.values.first(where: { $0.program.root.name.rawValue == name }) { return named }
        return flows.first { standard($0.key) == standard(name) }?.value
    }
}
