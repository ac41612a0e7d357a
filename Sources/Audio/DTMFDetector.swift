import CSpanDSP

/// Hears keys in the audio of one call by spandsp's detector (ITU-T Q.24); used on one thread at a time.
///
/// A key is reported once, 25 to 40 ms after its press begins. A dip of up to 25 ms within a press, as one
/// lost packet leaves it, does not make two of it; a pause of 50 ms does. The keys `A` to `D` no telephone
/// has: they are dropped.
package final class DTMFDetector {
    /// spandsp judges blocks of 102 samples and needs two alike, so a pause of 20 ms shows as up to three
    /// blocks (306 samples) and one of 50 ms as four or more (408): this tells them apart.
    private static let bridgedSamples = 360
    /// Audio is handed over in such pieces, so that the time of each change is known well enough.
    private static let pieceLength = 40
    private static let keys = Set("0123456789*#")

    private let detector: OpaquePointer
    private let changes: Changes
    /// Samples heard so far.
    private var position = 0
    private var tone: Tone = .none

    private enum Tone {
        case none
        case pressed(Character)
        case released(Character, at: Int)
    }

    /// Gathers what the C callback reports.
    private final class Changes {
        /// The tone now heard in ASCII, 0 for none.
        var codes: [Int32] = []
    }

    package init() {
        guard let detector = dtmf_rx_init(nil, nil, nil) else {
            // Like any allocation in Swift: there is nothing to go on with.
            preconditionFailure("spandsp: no memory for a DTMF detector")
        }
        self.detector = detector
        changes = Changes()
        dtmf_rx_set_realtime_callback(
            detector,
            { context, code, _, _ in
                guard let context else { return }
                Unmanaged<Changes>.fromOpaque(context).takeUnretainedValue().codes.append(code)
            },
            // Unretained is safe: the detector, which alone calls back, goes before `changes` does.
            Unmanaged.passUnretained(changes).toOpaque())
    }

    deinit { dtmf_rx_free(detector) }

    /// Whether a key is held down now; its tone is no speech.
    package var isToneHeard: Bool {
        if case .pressed = tone { true } else { false }
    }

    /// Takes the next audio and returns the keys whose press it revealed.
    package func process(_ samples: [Int16]) -> [Character] {
        var found: [Character] = []
        var start = 0
        while start < samples.count {
            let length = min(Self.pieceLength, samples.count - start)
            samples.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                _ = dtmf_rx(detector, base + start, Int32(length))
            }
            start += length
            position += length
            for code in changes.codes { found += change(to: code) }
            changes.codes.removeAll(keepingCapacity: true)
        }
        return found
    }

    package func process(_ frame: AudioFrame) -> [Character] { process(frame.samples) }

    /// Follows a change of tone and returns the key if a new press began.
    private func change(to code: Int32) -> [Character] {
        guard let byte = UInt8(exactly: code), byte > 0 else {
            if case .pressed(let key) = tone { tone = .released(key, at: position) }
            return []
        }
        let key = Character(UnicodeScalar(byte))
        defer { tone = .pressed(key) }
        switch tone {
        case .pressed(let held) where held == key: return []
        case .released(let last, let at) where last == key && position - at < Self.bridgedSamples: return []
        case .none, .pressed, .released: return Self.keys.contains(key) ? [key] : []
        }
    }
}
