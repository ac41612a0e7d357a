import CSpeexDSP

/// Takes what we said out of what comes back, by speexdsp's echo canceller; used by one call on one thread at a time.
package final class EchoCanceller {
    /// An echo that comes back later than this (300 ms) stays; a whole number of frames.
    private static let tail = 15 * AudioFrame.length

    private let canceller: OpaquePointer

    package init() {
        guard let canceller = speex_echo_state_init(Int32(AudioFrame.length), Int32(Self.tail)) else {
            // Like any allocation in Swift: there is nothing to go on with.
            preconditionFailure("speexdsp: no memory for an echo canceller")
        }
        self.canceller = canceller
        var rate = Int32(AudioFrame.sampleRateHz)
        speex_echo_ctl(canceller, SPEEX_ECHO_SET_SAMPLING_RATE, &rate)
    }

    deinit { speex_echo_state_destroy(canceller) }

    /// The received frame without what came back of the frames that were sent, the last one in the same tick.
    package func process(received: AudioFrame, sent: AudioFrame) -> AudioFrame {
        let clean = [Int16](unsafeUninitializedCapacity: AudioFrame.length) { buffer, count in
            received.samples.withUnsafeBufferPointer { received in
                sent.samples.withUnsafeBufferPointer { sent in
                    speex_echo_cancellation(
                        canceller, received.baseAddress, sent.baseAddress, buffer.baseAddress)
                }
            }
            count = AudioFrame.length
        }
        return AudioFrame(clean)
    }
}
