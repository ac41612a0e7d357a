import Audio
import Calls
import FlowFiles
import Live
import MediaAdapters
import NIOCore
import Synchronization

/// Places calls by SIP, with our own user agent as the telephone.
final class SIPCaller: CallPlacer, CallExchange {
    /// The service takes these from 20,000 on; callers on the same machine keep clear of them.
    private static let mediaPorts: ClosedRange<UInt16> = 30_000...39_999

    /// Why nobody answered.
    struct NotAnswered: Error { let status: Int? }

    private struct Waiting {
        var last = 0
        var calls: [CallTicket: Connected] = [:]
    }

    private let address: ListenAddress
    private let prefix: String
    private let group: any EventLoopGroup
    private let adapter: SIPAdapter
    private let waiting = Mutex(Waiting())

    /// The account is told in the header `X-Account`: `prefix` and the number.
    init(address: ListenAddress, prefix: String, calls: Int, group: any EventLoopGroup) {
        var settings = SIPSettings()
        settings.listeners = [.init(.udp, address: address.host.contains(":") ? "::1" : "127.0.0.1", port: 0)]
        settings.mediaPorts = Self.mediaPorts
        settings.codecs = [.muLaw]
        settings.mostCalls = calls + 1
        self.address = address
        self.prefix = prefix
        self.group = group
        adapter = SIPAdapter(settings, group: group)
    }

    func start() async throws {
        do throws(AdapterFailure) {
            _ = try await adapter.start(self)
        } catch {
            throw CommandFailure(.environment, "promesa: error: the callers can't start: \(error)")
        }
    }

    func stop() async { await adapter.stop() }

    func call(_ account: Int, connected: @escaping Connected) -> EventLoopFuture<Void> {
        let ticket = waiting.withLock { waiting in
            waiting.last += 1
            waiting.calls[CallTicket(waiting.last)] = connected
            return CallTicket(waiting.last)
        }
        let request = DialRequest(
            to: "sip:bench@\(address)", ticket: ticket, headers: ["X-Account": "\(prefix)\(account)"])
        let placed = group.next().makePromise(of: Void.self)
        placed.completeWithTask { [adapter] in
            if case .notReached(_, let status) = await adapter.dial(request) {
                throw NotAnswered(status: status)
            }
        }
        return placed.futureResult
    }

    // MARK: - The exchange of our telephone

    func connect(_ ticket: CallTicket, _ leg: any LiveLeg, on loop: any EventLoop) {
        guard let connected = take(ticket), let leg = leg as? any CallingLeg else { return leg.hangUp() }
        connected(leg, loop)
    }

    func abandon(_ ticket: CallTicket) { _ = take(ticket) }

    /// Nobody calls a caller.
    func admit(_ call: OfferedCall, on loop: any EventLoop) -> EventLoopFuture<Admission> {
        loop.makeSucceededFuture(.refused(.forbidden))
    }

    private func take(_ ticket: CallTicket) -> Connected? {
        waiting.withLock { $0.calls.removeValue(forKey: ticket) }
    }
}
