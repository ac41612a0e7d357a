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

    /// spandsp begins a gap with up to a quarter of a pitch period, 30 samples, however short the gap is said to be.
    private static let fewestWritable = 64

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
        let spare = max(Self.fewestWritable - samples.count, 0)
        var room = samples + [Int16](repeating: 0, count: spare)
        room.withUnsafeMutableBufferPointer { buffer in
            _ = step(state, buffer.baseAddress, Int32(clamping: samples.count))
        }
        return Array(room.prefix(samples.count))
    }
}
