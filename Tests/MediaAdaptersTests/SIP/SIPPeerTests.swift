import Audio
import Foundation
import Live
import NIOPosix
import Testing

@testable import MediaAdapters

/// Calls with user agents that others wrote; each test runs only where its program is installed.
@Suite(.serialized) struct SIPPeerTests {
    private static func with(
        _ exchange: TalkingExchange, _ body: (SIPAdapter, _ port: String) async throws -> Void
    ) async throws {
        var settings = SIPSettings()
        settings.listeners = [.init(.udp, port: 0)]
        settings.mediaPorts = 50_000...54_999
        let adapter = SIPAdapter(settings, group: MultiThreadedEventLoopGroup.singleton)
        let listening = try await adapter.start(exchange)
        do {
            try await body(adapter, try #require(listening.first?.between(":", "/")))
        } catch {
            await adapter.stop()
            throw error
        }
        await adapter.stop()
    }

    private static func freePort() throws -> UInt16 { try RawPhone(peer: 0).port }

    @Test(.enabled(if: PeerProgram.isInstalled("sipp")))
    func `sipp calls twenty times, and each call is answered and ended`() async throws {
        let exchange = TalkingExchange(.echoes)
        let folder = try TemporaryFolder()
        try await Self.with(exchange) { _, port in
            let own = try Self.freePort()
            let sipp = try PeerProgram(
                "sipp",
                [
                    "-sn", "uac", "-i", "127.0.0.1", "-p", "\(own)", "-m", "20", "-r", "10", "-d", "500",
                    "-nostdin", "127.0.0.1:\(port)",
                ], in: folder.path)
            try await eventually("sipp is done") { sipp.status != nil }
            #expect(sipp.status == 0)
            try await eventually("all calls are over") {
                exchange.calls.count == 20 && exchange.calls.allSatisfy(\.hasHungUp)
            }
        }
    }

    @Test(.enabled(if: PeerProgram.isInstalled("sipp")))
    func `sipp is called, answers, and hears the end`() async throws {
        let exchange = TalkingExchange(.says([]))
        let folder = try TemporaryFolder()
        try await Self.with(exchange) { adapter, _ in
            let own = try Self.freePort()
            let sipp = try PeerProgram(
                "sipp", ["-sn", "uas", "-i", "127.0.0.1", "-p", "\(own)", "-m", "1", "-nostdin"],
                in: folder.path)
            let result = await adapter.dial(
                DialRequest(to: "sip:service@127.0.0.1:\(own)", ticket: CallTicket(1)))
            #expect(result == .answered)
            exchange.hangUp()
            try await eventually("sipp is done") { sipp.status != nil }
            #expect(sipp.status == 0)
        }
    }

    /// In the clear, and protected or not at all.
    @Test(
        .enabled(if: PeerProgram.isInstalled("baresip")),
        arguments: ["", ";mediaenc=srtp-mand"])
    func `baresip calls, and each side hears the other's voice`(encryption: String) async throws {
        let ours = TestVoice.noise(seconds: 20, seed: 5)
        let theirs = TestVoice.noise(seconds: 20, seed: 6)
        let exchange = TalkingExchange(.says(ours))
        let folder = try TemporaryFolder()
        try await Self.with(exchange) { _, port in
            let own = try Self.freePort()
            let writer = try WAVWriter(path: folder.file("voice.wav"))
            try writer.write(theirs)
            try writer.finish()
            let modules = "/usr/lib/baresip/modules"
            try """
            poll_method epoll
            net_interface 127.0.0.1
            sip_listen 127.0.0.1:\(own)
            audio_source aufile,\(folder.file("voice.wav"))
            audio_player aubridge,out
            rtp_ports 55000-55999
            module_path \(modules)
            module g711.so
            module aufile.so
            module aubridge.so
            module sndfile.so
            module srtp.so
            snd_path \(folder.path)
            module_app account.so
            module_app menu.so

            """.write(toFile: folder.file("config"), atomically: true, encoding: .utf8)
            try "<sip:phone@127.0.0.1>;regint=0;audio_codecs=pcma\(encryption)\n".write(
                toFile: folder.file("accounts"), atomically: true, encoding: .utf8)
            let baresip = try PeerProgram(
                "baresip", ["-f", folder.path, "-e", "/dial sip:ivr@127.0.0.1:\(port)", "-t", "8"],
                in: folder.path)
            try await eventually("we heard four seconds") {
                exchange.calls.first.map { $0.heard.count { abs(Int($0)) > 100 } > 30_000 } ?? false
            }
            try await eventually("baresip hangs up") { exchange.calls[0].hasHungUp }
            try await eventually("baresip is done") { baresip.status != nil }

            // Its first report, which opens the way through a NAT, is in the clear.
            #expect(exchange.calls[0].quality.unauthentic <= 1)
            // What is compared was said in its first seconds.
            let heard = Array(exchange.calls[0].heard.prefix(7 * 8_000))
            let pieces = stride(from: 8_000, to: 24_000, by: 4_000).map { $0..<$0 + 800 }
            #expect(pieces.count { TestVoice.correlation(of: theirs[$0], in: heard) > 0.97 } >= 3)
            let recorded = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix("-dec.wav") }
            let name = try #require(recorded.first)
            let echo = try AudioFile.read(folder.file(name)).samples
            #expect(pieces.count { TestVoice.correlation(of: ours[$0], in: echo) > 0.97 } >= 3)
        }
    }
}
