import Audio
import Calls
import MediaAdapters
import NIOCore
import NIOPosix
import Testing

/// A TCP connection to the server, as Asterisk makes it.
struct AudioSocketUnderTest: AdapterUnderTest {
    let abilities: Set<Ability> = [.hearsUs, .weHangUp]
    var testDescription: String { "AudioSocket" }

    func carry(_ plan: CallPlan) async throws -> CarriedCall {
        var settings = AudioSocketSettings()
        settings.port = 0
        settings.introduction = .seconds(600)
        let group = MultiThreadedEventLoopGroup.singleton
        let adapter = AudioSocketAdapter(settings, on: group)
        let exchange = PlannedExchange(plan)
        let address = try #require(try await adapter.start(exchange).first)
        let port = try #require(Int(address.split(separator: ":").last ?? ""))
        let loop = group.next()
        // All on the loop: on a machine with other work the call may be over before this task goes on.
        let (channel, caller, task) = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AudioSocketCallerLine(channel))
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .flatMapThrowing { channel in
                let line = try channel.pipeline.syncOperations.handler(type: AudioSocketCallerLine.self)
                let caller = NIOLoopBound(PlannedCaller(line, plan.caller), eventLoop: loop)
                let task = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { _ in
                    caller.value.tick()
                }
                return (channel, caller, task)
            }
            .get()
        try await eventually("the call has run") { exchange.isDone }
        let noticed = try await loop.submit { caller.value.noticed }.get()
        task.cancel()
        try? await channel.close().get()
        await adapter.stop()
        return CarriedCall(inputs: exchange.inputs, caller: noticed)
    }
}

/// The caller's end of the connection.
private final class AudioSocketCallerLine: ChannelInboundHandler, CallerLine {
    typealias InboundIn = ByteBuffer

    private let channel: any Channel
    private var buffer = ByteBuffer()
    private var samples: [Int16] = []
    private var isEnded = false
    private var hasToldEnd = false

    init(_ channel: any Channel) { self.channel = channel }

    func channelActive(context: ChannelHandlerContext) { write(.identifier(Array(0..<16))) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        buffer.writeBuffer(&piece)
        while let message = AudioSocketMessage.next(in: &buffer) {
            if case .audio(let heard, _) = message { samples += heard }
            if message == .hangUp { isEnded = true }
        }
    }

    func say(_ frame: AudioFrame) { write(.audio(frame.samples, sampleRateHz: 8_000)) }
    func press(_ key: Character) { write(.key(key)) }
    func hangUp() { channel.close(promise: nil) }

    func receive() -> LegInput {
        defer { samples = [] }
        let hasHungUp = isEnded && !hasToldEnd
        hasToldEnd = isEnded
        return LegInput(frame: AudioFrame(samples), hasHungUp: hasHungUp)
    }

    private func write(_ message: AudioSocketMessage) {
        var buffer = channel.allocator.buffer(capacity: 400)
        message.write(to: &buffer)
        channel.writeAndFlush(buffer, promise: nil)
    }
}
