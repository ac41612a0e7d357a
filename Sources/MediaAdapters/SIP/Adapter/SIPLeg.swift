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

    private enum State {
        case running
        /// They ended it; the session is yet to be told.
        case theirsToTell
        case over
    }

    private let call: SIPCall
    private let sockets: MediaSockets
    private var stream: MediaStream
    private var state = State.running
    private var quietTicks = 0
    private var transferDone: ((TransferOutcome) -> Void)?
    /// A report of a transfer that was given up is told apart by this.
    private var transferNumber = 0

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
        guard case .running = state else { return }
        for bytes in stream.send(output.frame) { sockets.sendAudio(bytes, to: stream.peer) }
        let (now, ntpSeconds) = Self.clocks()
        if let report = stream.report(now: now, ntpSeconds: ntpSeconds) {
            sockets.sendReport(report, to: stream.reportsPeer)
        }
    }

    func receive() -> LegInput {
        switch state {
        case .over: return LegInput()
        case .theirsToTell:
            state = .over
            let (_, keys) = stream.next()
            return LegInput(keys: keys, hasHungUp: true)
        case .running:
            quietTicks = stream.expectsAudio ? quietTicks + 1 : 0
            if quietTicks > Self.mostQuietTicks {
                hangUp()
                return LegInput(hasHungUp: true)
            }
            let (frame, keys) = stream.next()
            return LegInput(frame: frame, keys: keys)
        }
    }

    func hangUp() {
        switch state {
        case .running:
            call.hangUp()
            end(.over)
        case .theirsToTell: state = .over
        case .over: break
        }
    }

    func transfer(to destination: String, _ handOff: HandOff, done: @escaping (TransferOutcome) -> Void) {
        guard case .running = state, transferDone == nil else { return done(.failed) }
        transferDone = done
        transferNumber += 1
        call.transfer(to: destination, reference: handOff.call.rawValue, number: transferNumber)
    }

    func cancelTransfer() {
        guard transferDone != nil else { return }
        transferDone = nil
        call.cancelTransfer()
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

    func transferEnded(_ outcome: TransferOutcome, number: Int) {
        guard number == transferNumber, let done = transferDone else { return }
        transferDone = nil
        done(outcome)
    }

    /// The other side hung up.
    func ended() {
        guard case .running = state else { return }
        end(.theirsToTell)
    }

    /// Only a running leg comes here: its ports are given back once.
    private func end(_ next: State) {
        state = next
        sockets.close()
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
