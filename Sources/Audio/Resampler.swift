import CSoxr

/// Changes the sample rate of mono audio by soxr's high-quality linear-phase filter.
///
/// The same samples give the same result each time: one thread and no dither.
package enum Resampler {
    /// The rates that speech is recorded at, from narrow band to studio.
    package static let allowedRatesHz = 2_000...384_000

    /// Returns the samples at another rate; the length is the input's duration, rounded to the nearest
    /// sample.
    ///
    /// Loud input saturates instead of wrapping round. Equal rates return the samples untouched.
    package static func resample(_ samples: [Int16], fromHz: Int, toHz: Int) throws(AudioFailure) -> [Int16] {
        for rate in [fromHz, toHz] where !allowedRatesHz.contains(rate) {
            throw .rateRefused(hertz: rate, allowed: allowedRatesHz)
        }
        guard fromHz != toHz, !samples.isEmpty else { return samples }
        let (product, overflow) = samples.count.multipliedReportingOverflow(by: toHz)
        guard !overflow else { throw .resamplingFailed(reason: "too many samples") }
        let length = (product + fromHz / 2) / fromHz
        var failure: String?
        let resampled = [Int16](unsafeUninitializedCapacity: length) { buffer, count in
            buffer.initialize(repeating: 0)
            count = length
            failure = convert(samples, into: buffer, ratio: (from: Double(fromHz), to: Double(toHz)))
        }
        if let failure { throw .resamplingFailed(reason: failure) }
        return resampled
    }

    /// Fills the buffer and returns what went wrong, if anything; samples that soxr does not give stay zero.
    private static func convert(
        _ samples: [Int16], into buffer: UnsafeMutableBufferPointer<Int16>, ratio: (from: Double, to: Double)
    ) -> String? {
        var format = soxr_io_spec(SOXR_INT16_I, SOXR_INT16_I)
        // Dither would make equal calls differ from each other.
        format.flags = UInt(SOXR_NO_DITHER)
        var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
        var runtime = soxr_runtime_spec(1)
        var taken = 0
        var given = 0
        let error = samples.withUnsafeBufferPointer { input in
            soxr_oneshot(
                ratio.from, ratio.to, 1, input.baseAddress, input.count, &taken, buffer.baseAddress,
                buffer.count,
                &given, &format, &quality, &runtime)
        }
        return error.map { String(cString: $0) }
    }
}
