/// A reader of what comes from the network, and what must hold of it whatever comes.
package struct FuzzTarget: Sendable {
    /// What came of one input.
    package enum Verdict: Sendable, Hashable {
        /// Read, and all that must hold does.
        case accepted
        /// Turned away as it should be.
        case refused
        /// Something that must hold doesn't: what.
        case broken(String)
    }

    /// Reads inputs one after the other; it may keep state, as a call does.
    package typealias Reader = ([UInt8]) -> Verdict

    package let name: String
    /// What it reads and what must hold, in a line for people.
    package let subject: String
    /// Inputs that are in order; each of them must be accepted undamaged.
    package let samples: [[UInt8]]
    /// A reader in its first state.
    package let reader: @Sendable () -> Reader

    package init(
        _ name: String, _ subject: String, samples: [[UInt8]], reader: @escaping @Sendable () -> Reader
    ) {
        self.name = name
        self.subject = subject
        self.samples = samples
        self.reader = reader
    }

    /// A target whose reader keeps nothing from one input to the next.
    package init(
        _ name: String, _ subject: String, samples: [[UInt8]],
        reading read: @escaping @Sendable ([UInt8]) -> Verdict
    ) {
        self.init(name, subject, samples: samples) { read }
    }

    /// Every reader of network input in this module.
    package static var media: [FuzzTarget] {
        [
            audioSocket, rtp, rtcp, protectedPacket, telephoneEvent, mediaStream, sessionDescription,
            cryptoAttribute, sipMessage, sipValues,
        ]
    }
}
