package import Compliance
import Dialog

extension CallLimits {
    /// What a call over audio keeps to.
    package static let ofSession = CallLimits(
        answer: Endpointer.Profile().longestUtterance, greeting: PresenceDetector.longestWait,
        arrival: PresenceDetector.longestArrival, tone: ToneWait.longestTone,
        transfer: DialogMachine.transferTimeout,
        call: CallRunner.longestCallDefault)
}
