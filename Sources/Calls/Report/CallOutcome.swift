package import Dialog

/// What became of a call.
package struct CallOutcome: Sendable, Hashable {
    package let id: CallID
    package let account: AccountID
    package let end: CallEnd
    package let disposition: Disposition
    /// The promise that was made durable in this call.
    package let promise: PromiseToPay?
    package let promiseReference: String?
    /// Whether the caller heard that the promise was recorded.
    package let promiseWasAnnounced: Bool
    package let flow: FlowName
    package let flowVersion: Int
    /// In the order in which they were first spoken; at least one.
    package let languages: [LanguageTag]
    package let date: LocalDate
    package let seed: UInt64
    package let duration: Duration
    package let turns: [Turn]
    package let transcript: [TranscriptLine]
    /// What went wrong on the way without ending the call, such as a journal line that couldn't be written.
    package let troubles: [String]
    /// The rules that the flow breaks and that were allowed by name.
    package let unsafeAllowed: [String]
}
