import Audio
import Calls
import Dialog
import Glibc
import Live
import NIOCore

/// An answered SIP call on its event loop: the sans-I/O stream with its sockets and clock around it.
final class SIPLeg: CallingLeg {
    /// So long without a datagram of the other side, while it should send, the call is taken for dead.
    private static let mostQuietTicks = 3_000

    enum State {
        case running
        /// Handed over: a bridge has the audio, and ends the call.
        case bridged
        /// They ended it; the session is yet to be told.
        case theirsToTell
        case over
    }

    let call: SIPCall
    private let sockets: MediaSockets
    private var stream: MediaStream
    var state = State.running
    private var quietTicks = 0
    var transferDone: ((TransferOutcome) -> Void)?
    /// A report of a transfer that was given up is told apart by this.
    var transferNumber = 0
    /// Whom the call goes to, and by what reference they know it.
    var transferTarget: (destination: String, reference: String)?
    var bridge: SIPBridge?

    init(_ call: SIPCall, _ terms: MediaTerms, _ sockets: MediaSockets) {
        var generator = SystemRandomNumberGenerator()
        self.call = call
        self.sockets = sockets
        stream = MediaStream(terms, using: &generator)
        sockets.received = { [weak self] kind, bytes, sender in self?.receive(kind, bytes, sender) }
    }

    var quality: LineQuality { stream.quality }
    var arrived: (([Int16]) -> Void)? {
        get { stream.arrived }
        set { stream.arrived = newValue }
    }

    func send(_ output: LegOutput) {
        if case .running = state { transmit(output) }
    }

    /// Puts a frame, and the report that is due, on the wire.
    func transmit(_ output: LegOutput) {
        for bytes in stream.send(output.frame) { sockets.sendAudio(bytes, to: stream.peer) }
        let (now, ntpSeconds) = Self.clocks()
        if let report = stream.report(now: now, ntpSeconds: ntpSeconds) {
            sockets.sendReport(report, to: stream.reportsPeer)
        }
    }

    func receive() -> LegInput {
        switch state {
        case .over, .bridged: return LegInput()
        case .theirsToTell:
            state = .over
            let (_, keys) = stream.next()
            return LegInput(keys: keys, hasHungUp: true)
        case .running: return takeInput()
        }
    }

    /// What came in this tick.
    func takeInput() -> LegInput {
        quietTicks = stream.expectsAudio ? quietTicks + 1 : 0
        if quietTicks > Self.mostQuietTicks {
            call.hangUp()
            end(.over)
            return LegInput(hasHungUp: true, trouble: "no audio came from the other side for a minute")
        }
        let (frame, keys) = stream.next()
        return LegInput(frame: frame, keys: keys)
    }

    func hangUp() {
        switch state {
        case .running:
            call.hangUp()
            end(.over)
        case .theirsToTell: state = .over
        // The session is done with it; the bridge is not.
        case .bridged, .over: break
        }
    }

    /// Presses keys towards the other side (RFC 4733).
    func press(_ keys: String) { stream.press(keys) }
}

// MARK: - What the call tells

extension SIPLeg {
    func changed(_ terms: MediaTerms) {
        stream.change(to: terms)
        quietTicks = 0
    }

    /// The other side hung up.
    func ended() {
        switch state {
        case .running: end(.theirsToTell)
        case .bridged:
            let bridge = bridge
            end(.theirsToTell)
            bridge?.end()
        case .theirsToTell, .over: break
        }
    }

    /// Only a leg whose call runs comes here: its ports are given back once.
    func end(_ next: State) {
        let ringing = transferDone == nil ? nil : bridge
        state = next
        bridge = nil
        sockets.close()
        ringing?.cancel()
        guard let done = transferDone else { return }
        transferDone = nil
        done(.failed)
    }

    private func receive(_ kind: DatagramReceiver.Kind, _ bytes: [UInt8], _ sender: Endpoint) {
        let (now, _) = Self.clocks()
        let isTheirs =
            switch kind {
            case .audio: stream.receive(bytes, from: sender, now: now)
            case .report: stream.receiveReport(bytes, from: sender, now: now)
            }
        if isTheirs { quietTicks = 0 }
    }

    /// A steady clock, and seconds since 1900 for reports.
    private static func clocks() -> (now: Double, ntpSeconds: Double) {
        var steady = timespec()
        var wall = timespec()
        clock_gettime(CLOCK_MONOTONIC, &steady)
        clock_gettime(CLOCK_REALTIME, &wall)
        func seconds(_ time: timespec) -> Double { Double(time.tv_sec) + Double(time.tv_nsec) / 1e9 }
        return (seconds(steady), seconds(wall) + 2_208_988_800)
    }
}
