package import Calls

/// What all calls of a service share.
package struct LiveResources: Sendable {
    /// Decodes and speaks.
    package let speechPool: any JobQueue
    /// Writes to the store: one thread, so that each call's writes keep their order.
    package let storePool: any JobQueue
    package let recognizers: RecognizerPool
    package let speech: SpeechJobs
    package let journal: any CallJournal

    package init(
        speechPool: any JobQueue, storePool: any JobQueue, recognizers: RecognizerPool, speech: SpeechJobs,
        journal: any CallJournal
    ) {
        self.speechPool = speechPool
        self.storePool = storePool
        self.recognizers = recognizers
        self.speech = speech
        self.journal = journal
    }
}
