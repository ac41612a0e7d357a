import Audio
package import Calls
package import Dialog
package import Live
package import NIOCore

/// One call over an AudioSocket connection, on the event loop of its channel.
package final class AudioSocketLeg: LiveLeg {
    /// A connection that has taken nothing from us for so many ticks is given up.
    private static let longestStall = 250
    /// A connection from which nothing has come for so many ticks is given up: the other side sends silence, too.
    private static let longestSilence = 500

    private enum State {
        case running
        /// They ended it, or the line is dead; the session is yet to be told.
        case theirsToTell
        /// Told, or ended by us: nothing comes and nothing goes.
        case over
    }

    private let channel: any Channel
    private var state = State.running
    private var queue = PlayoutQueue()
    private var keys: [Character] = []
    private var hasHungUp = false
    private var stalled = 0
    private var sinceLast = 0
    private var discarded = 0

    package init(_ channel: any Channel) { self.channel = channel }

    // MARK: - From the wire

    package func receive(_ message: AudioSocketMessage) {
        guard case .running = state else { return }
        sinceLast = 0
        switch message {
        case .audio(let samples, AudioFrame.sampleRateHz): queue.push(samples)
        case .key(let key) where keys.count < 64: keys.append(key)
        case .hangUp, .error: close()
        case .audio, .key, .identifier, .unknown: discarded += 1
        }
    }

    /// The other side is gone.
    package func close() {
        if case .running = state { state = .theirsToTell }
    }

    // MARK: - The call

    package func send(_ output: LegOutput) {
        guard case .running = state else { return }
        guard channel.isWritable else {
            // What can't be sent now would be late: it is left out.
            stalled += 1
            if stalled > Self.longestStall { close() }
            return
        }
        stalled = 0
        var buffer = channel.allocator.buffer(capacity: 3 + AudioFrame.length * 2)
        AudioSocketMessage.audio(output.frame.samples, sampleRateHz: AudioFrame.sampleRateHz).write(
            to: &buffer)
        channel.writeAndFlush(buffer, promise: nil)
    }

    package func receive() -> LegInput {
        sinceLast += 1
        if sinceLast > Self.longestSilence { close() }
        defer { keys = [] }
        switch state {
        case .running: return LegInput(frame: queue.pop(), keys: keys)
        case .theirsToTell:
            state = .over
            return LegInput(keys: keys, hasHungUp: true)
        case .over: return LegInput()
        }
    }

    /// Once they ended it there is nobody to tell; the connection is closed all the same.
    package func hangUp() {
        guard !hasHungUp else { return }
        hasHungUp = true
        state = .over
        var buffer = channel.allocator.buffer(capacity: 3)
        AudioSocketMessage.hangUp.write(to: &buffer)
        let channel = channel
        channel.writeAndFlush(buffer).whenComplete { _ in channel.close(promise: nil) }
    }

    /// Asterisk goes on in its dial plan when the call is ended: it is the one to connect somebody else.
    package func transfer(
        to destination: String, _ handOff: HandOff, done: @escaping (TransferOutcome) -> Void
    ) {
        done(.failed)
    }

    package func cancelTransfer() {}

    package var quality: LineQuality {
        var quality = LineQuality()
        (quality.received, quality.lost) = (queue.given, queue.missing)
        quality.discarded = discarded + queue.surplus
        return quality
    }
}
