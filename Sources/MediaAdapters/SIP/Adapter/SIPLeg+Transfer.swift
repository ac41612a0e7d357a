import Calls
import Dialog
import Live

// MARK: - Handing the call over

extension SIPLeg {
    func transfer(to destination: String, _ handOff: HandOff, done: @escaping (TransferOutcome) -> Void) {
        guard case .running = state, transferDone == nil else { return done(.failed) }
        transferDone = done
        transferNumber += 1
        // A reference and nothing else: who answers looks up whom it is about.
        transferTarget = (destination, handOff.call.rawValue)
        switch call.transferMode {
        case .refer, .referOrBridge:
            call.transfer(to: destination, reference: handOff.call.rawValue, number: transferNumber)
        case .bridge: call.bridge(to: destination, reference: handOff.call.rawValue, number: transferNumber)
        }
    }

    func cancelTransfer() {
        guard transferDone != nil else { return }
        transferDone = nil
        bridge?.cancel()
        bridge = nil
        call.cancelTransfer()
    }

    /// A second call is placed for us; the description of whom to call is whole.
    func bridge(_ request: DialRequest, _ around: SIPCall.Surroundings, _ stack: SIPStack, number: Int) {
        guard case .running = state, number == transferNumber, transferDone != nil else { return }
        let bridge = SIPBridge(self, on: call.loop, counted: around.bridges) { [weak self] outcome in
            self?.transferEnded(outcome, number: number, wasRefused: false)
        }
        self.bridge = bridge
        bridge.begin(request, around, stack)
    }

    /// What the other side told of a transfer; refused, a second call may do what it would not.
    func transferEnded(_ outcome: TransferOutcome, number: Int, wasRefused: Bool) {
        guard number == transferNumber, let done = transferDone else { return }
        if wasRefused, case .referOrBridge = call.transferMode, let (destination, reference) = transferTarget
        {
            return call.bridge(to: destination, reference: reference, number: number)
        }
        transferDone = nil
        done(outcome)
    }
}

// MARK: - While a bridge carries the audio

extension SIPLeg {
    /// From now on the bridge has the audio, and the session silence; returns whether the call still runs.
    func cross(by bridge: SIPBridge) -> Bool {
        guard case .running = state, self.bridge === bridge else { return false }
        state = .bridged
        return true
    }

    func receiveAcross() -> LegInput {
        guard case .bridged = state else { return LegInput(hasHungUp: true) }
        return takeInput()
    }

    func sendAcross(_ output: LegOutput) {
        if case .bridged = state { transmit(output) }
    }

    /// The bridge is over: we hang up.
    func endAcross() {
        guard case .bridged = state else { return }
        call.hangUp()
        end(.theirsToTell)
    }
}
