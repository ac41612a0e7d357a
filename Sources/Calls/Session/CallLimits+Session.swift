package import Compliance
import Dialog

extension CallSession {
    /// The longest that one sound which came to nothing may hold a prompt up, with what is said of it again.
    static var longestFalseStart: Duration {
        let profile = Endpointer.Profile()
        return profile.shortestWord + profile.speechIncompleteTimeout + profile.noisyLineExtension
            + Speaker.rewind.most
    }
}

extension CallLimits {
    /// What a call over audio keeps to.
    package static let ofSession = CallLimits(
        answer: Endpointer.Profile().longestUtterance, greeting: PresenceDetector.longestWait,
        arrival: PresenceDetector.longestArrival, tone: ToneWait.longestTone,
        transfer: DialogMachine.transferTimeout, call: CallRunner.longestCallDefault,
        falseStarts: CallSession.longestFalseStart * DialogMachine.falseStartsLimit)
}
