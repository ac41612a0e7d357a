package import Calls
package import Dialog

/// An answered call on a network: what `CallLeg` asks for, at the pace of the clock.
///
/// It belongs to one event loop. Every 20 ms `send` puts one frame on the wire and `receive` takes what has arrived; a
/// frame that is late or lost is concealed or silent, and keys and the hang-up of the other side are told once.
package protocol LiveLeg: AnyObject, CallLeg {
    /// Ends the call towards the other side; nothing is sent after it. Does nothing the second time.
    func hangUp()
    /// Hands the call to somebody else; the outcome is given once, on the event loop.
    ///
    /// What is handed along (`HandOff`) travels in no clear header.
    func transfer(to destination: String, _ handOff: HandOff, done: @escaping (TransferOutcome) -> Void)
    /// Gives a running transfer up; its outcome no longer matters.
    func cancelTransfer()
    /// What the line was like until now.
    var quality: LineQuality { get }
}

/// What whoever takes a transferred call needs to know.
package struct HandOff: Sendable, Hashable {
    package let call: CallID
    package let account: AccountID
    package let language: LanguageTag
    package let verified: VerificationLevel?

    package init(call: CallID, account: AccountID, language: LanguageTag, verified: VerificationLevel?) {
        self.call = call
        self.account = account
        self.language = language
        self.verified = verified
    }
}

/// What a line did to the audio of a call.
package struct LineQuality: Sendable, Hashable {
    /// Frames that were played to the recogniser as they came.
    package var received = 0
    /// Frames that never came, or too late, and were concealed.
    package var lost = 0
    /// Packets thrown away: twice the same, from elsewhere, not to be read.
    package var discarded = 0
    /// Those of them that were not protected as was agreed: changed, of another key, or sent again.
    package var unauthentic = 0
    /// RFC 3550 interarrival jitter.
    package var jitterMs = 0.0
    /// What the other side reports as lost of ours, 0…1; nil without a report.
    package var remoteLoss: Double?

    package init() {}
}
