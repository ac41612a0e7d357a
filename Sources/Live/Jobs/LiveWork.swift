import Calls
import Dialog

/// Work that is done for a call elsewhere while its frames go on, for whoever watches how long it takes.
///
/// Lines of the journal are no part of it: nothing waits for them.
package enum LiveWork: String, Sendable, Hashable, CaseIterable {
    /// A whole utterance is decoded.
    case recognition
    /// Prompts are spoken.
    case synthesis
    /// Something is made durable.
    case commit
    /// It is stored that the promise was announced.
    case announcement
    /// The end of the call is stored.
    case closing
    case transfer

    /// How a piece of work goes on.
    package enum Progress: Sendable, Hashable {
        /// Somebody has begun with it.
        case taken
        /// It is done, or given up because nobody waits for it.
        case done
        case failed
    }

    /// Told how a piece of work goes on; its last word is `done` or `failed`.
    package typealias Watch = @Sendable (Progress) -> Void
}

extension LiveWork.Progress {
    /// How a piece of work ended.
    init(_ result: CallJobResult) {
        switch result {
        case .failed, .committed(.failed), .transferred(.failed): self = .failed
        case .recognized, .spoken, .committed, .transferred, .written: self = .done
        }
    }
}
