import Audio

/// What two sides agreed on for the audio of a call.
struct MediaTerms: Sendable, Hashable {
    /// Which way audio flows, as we see it.
    struct Direction: Sendable, Hashable {
        var sends: Bool
        var receives: Bool
        static let both = Direction(sends: true, receives: true)
    }

    let law: G711
    let payloadType: UInt8
    /// The payload type of key presses (RFC 4733); nil if the other side knows none.
    let eventPayloadType: UInt8?
    /// Where the other side receives audio, and its reports.
    let peer: Endpoint
    let peerReports: Endpoint
    var direction: Direction
    /// Nil for audio in the clear.
    var protection: MediaProtection?
}
