import CSpanDSP

/// Hears a facsimile machine in the audio of one call by spandsp's detectors; used on one thread at a time.
///
/// The tone of a machine that answers (CED of ITU-T T.30: 2,100 Hz, with or without the phase reversals and the
/// modulation of a modem) is heard after 0.8 s, with reversals after 1.6 s; the tone of one that calls (CNG: 1,100 Hz for
/// half a second) after 0.4 s; the flags of V.21 that follow both, too.
package final class FaxToneDetector {
    package enum Tone: String, Sendable, Hashable {
        /// A machine answered: CED, or the flags that come before its first message.
        case answering
        /// A machine calls.
        case calling
    }

    private let answering: OpaquePointer
    private let calling: OpaquePointer

    package init() {
        guard
            let answering = modem_connect_tones_rx_init(
                nil, Int32(MODEM_CONNECT_TONES_FAX_CED_OR_PREAMBLE), nil, nil),
            let calling = modem_connect_tones_rx_init(
                nil, Int32(MODEM_CONNECT_TONES_FAX_CNG), nil, nil)
        else {
            // Like any allocation in Swift: there is nothing to go on with.
            preconditionFailure("spandsp: no memory for a detector of fax tones")
        }
        self.answering = answering
        self.calling = calling
    }

    deinit {
        modem_connect_tones_rx_free(answering)
        modem_connect_tones_rx_free(calling)
    }

    /// Takes the next frame (8 kHz) and returns the tone that it made sure of.
    package func process(_ frame: AudioFrame) -> Tone? {
        frame.samples.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            _ = modem_connect_tones_rx(answering, base, Int32(buffer.count))
            _ = modem_connect_tones_rx(calling, base, Int32(buffer.count))
        }
        if modem_connect_tones_rx_get(answering) != 0 { return .answering }
        return modem_connect_tones_rx_get(calling) != 0 ? .calling : nil
    }
}
