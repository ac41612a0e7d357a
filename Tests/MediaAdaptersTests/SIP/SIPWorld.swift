import Audio
import Live
import NIOCore
import NIOPosix

@testable import MediaAdapters

/// Two SIP user agents on this machine that call each other.
struct SIPWorld {
    let caller: SIPAdapter
    let callee: SIPAdapter
    let callerSide: TalkingExchange
    let calleeSide: TalkingExchange
    /// Where the callee is reached.
    let address: String
    /// As the callee says that it listens.
    let listening: [String]

    /// Runs a body in such a world and takes it down.
    static func with(
        caller callerSide: TalkingExchange, callee calleeSide: TalkingExchange,
        transport: SIPSettings.Transport = .udp, certificate: String? = nil,
        authorities: String? = nil,
        configure: (inout SIPSettings) -> Void = { _ in },
        configureCaller: (inout SIPSettings) -> Void = { _ in },
        _ body: (SIPWorld) async throws -> Void
    ) async throws {
        var settings = SIPSettings()
        settings.listeners = [.init(transport, port: 0)]
        settings.mediaPorts = 40_000...48_999
        settings.certificate = certificate
        settings.authorities = authorities
        var callerSettings = settings
        configureCaller(&callerSettings)
        let caller = SIPAdapter(callerSettings, group: MultiThreadedEventLoopGroup.singleton)
        configure(&settings)
        let callee = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
        _ = try await caller.start(callerSide)
        let listening = try await callee.start(calleeSide)
        let host = listening.first.map { String($0.prefix { $0 != "/" }) } ?? ""
        let suffix = transport == .udp ? "" : ";transport=\(transport.rawValue)"
        let world = SIPWorld(
            caller: caller, callee: callee, callerSide: callerSide, calleeSide: calleeSide,
            address: "sip:+12025550123@\(host)\(suffix)", listening: listening)
        do {
            try await body(world)
        } catch {
            await caller.stop()
            await callee.stop()
            throw error
        }
        await caller.stop()
        await callee.stop()
    }

    func dial(ringing: Duration = .seconds(30)) async -> DialResult {
        await caller.dial(DialRequest(to: address, ringing: ringing, ticket: CallTicket(7)))
    }
}

struct NeverHappened: Error {
    let what: String
}

/// Waits for something that another thread brings about; gives up after 15 s.
func eventually(_ what: String, _ holds: () async -> Bool) async throws {
    for _ in 0..<1_500 {
        if await holds() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw NeverHappened(what: what)
}

enum TestVoice {
    /// Noise that no other piece of it resembles, low enough for G.711 and loud enough for it.
    static func noise(seconds: Int, seed: UInt64 = 1) -> [Int16] {
        var generator = SplitMix64(seed: seed)
        var last = 0.0
        return (0..<seconds * 8_000).map { _ in
            let next = Double(Int(generator.next() >> 48)) - 32_768
            last = 0.7 * last + 0.3 * next
            return Int16(clamping: Int(last / 2))
        }
    }

    /// How well a piece is found anywhere in what was heard, at best 1.
    static func correlation(of piece: ArraySlice<Int16>, in heard: [Int16]) -> Double {
        let piece = piece.map { Double($0) }
        let heard = heard.map { Double($0) }
        guard heard.count >= piece.count else { return 0 }
        let energy = piece.reduce(0) { $0 + $1 * $1 }
        var best = 0.0
        for start in 0...(heard.count - piece.count) {
            var product = 0.0
            var power = 0.0
            for index in piece.indices {
                product += piece[index] * heard[start + index]
                power += heard[start + index] * heard[start + index]
            }
            if power > 0, energy > 0 { best = max(best, product / (power * energy).squareRoot()) }
        }
        return best
    }
}
