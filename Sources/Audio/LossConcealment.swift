import CSpanDSP

/// Fills gaps in the audio of one call by spandsp's concealment (ITU-T G.711 Appendix I).
///
/// The last pitch goes on and fades to silence in about 50 ms. Used on one thread at a time.
package final class LossConcealment {
    private let state: UnsafeMutablePointer<plc_state_t>

    package init() {
        guard let state = plc_init(nil) else {
            // Like any allocation in Swift: there is nothing to go on with.
            preconditionFailure("spandsp: no memory for loss concealment")
        }
        self.state = state
    }

    deinit { plc_free(state) }

    /// Takes audio as it arrived and returns it, its beginning blended with what was made up before it.
    package func heard(_ samples: [Int16]) -> [Int16] {
        run(samples, plc_rx)
    }

    /// Makes up the next samples.
    package func missing(_ count: Int) -> [Int16] {
        run([Int16](repeating: 0, count: max(count, 0)), plc_fillin)
    }

    private func run(
        _ samples: [Int16],
        _ step: (UnsafeMutablePointer<plc_state_t>?, UnsafeMutablePointer<Int16>?, Int32) -> Int32
    ) -> [Int16] {
        guard !samples.isEmpty else { return [] }
        var samples = samples
        samples.withUnsafeMutableBufferPointer { buffer in
            _ = step(state, buffer.baseAddress, Int32(clamping: buffer.count))
        }
        return samples
    }
}
