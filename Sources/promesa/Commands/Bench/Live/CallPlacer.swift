import FlowFiles
import MediaAdapters
import NIOCore

/// Places calls to a service, the way one of its adapters takes them.
protocol CallPlacer: Sendable {
    /// What an answered call is handed to, on the event loop that owns the leg.
    typealias Connected = @Sendable (any CallingLeg, any EventLoop) -> Void

    /// Gets ready to place calls.
    func start() async throws
    /// Calls about an account, by its number; fails if the call is not taken.
    func call(_ account: Int, connected: @escaping Connected) -> EventLoopFuture<Void>
    /// Ends what still runs.
    func stop() async
}

/// How calls are placed: by the names of the service's adapters.
enum BenchAdapter: String, CaseIterable, Sendable {
    case audiosocket, sip

    /// `token` is what AudioSocket's identifiers begin with; `prefix` what SIP puts before the account's number.
    func placer(
        to address: ListenAddress, calls: Int, token: [UInt8] = [], prefix: String,
        on group: any EventLoopGroup
    ) -> any CallPlacer {
        switch self {
        case .audiosocket: AudioSocketCaller(address: address, token: token, group: group)
        case .sip: SIPCaller(address: address, prefix: prefix, calls: calls, group: group)
        }
    }
}
