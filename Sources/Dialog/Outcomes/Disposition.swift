/// The business result of a call; exactly one per call.
///
/// The table in `docs/dispositions.md` gives the flow word, the code and what each implies.
package enum Disposition: String, Sendable, Hashable, CaseIterable {
    // Telephony.
    case busy = "BUSY"
    case noAnswer = "NA"
    case failed = "FAIL"
    case disconnected = "DISC"
    case fax = "FAX"
    case congestion = "CONG"
    // Machine.
    case answeringMachine = "AM"
    case limitedContentMessage = "LCM"
    case messageCut = "LCM_CUT"
    // Not the right party.
    case wrongNumber = "WN"
    case thirdPartyContact = "TPC"
    case languageBarrier = "LANG"
    case noResponse = "NOINPUT"
    case notVerified = "NOTVER"
    case hungUpBeforeVerification = "HANGUP_PRE"
    // Right party.
    case promiseToPay = "PTP"
    case partialPromise = "PTP_PART"
    case paymentPlan = "PLAN"
    case settlement = "SETTLE"
    case alreadyPaid = "PAID"
    case refused = "REFUSE"
    case unableToPay = "UNABLE"
    case hardship = "HARDSHIP"
    case dispute = "DISPUTE"
    case callBack = "CB"
    case hungUpAfterVerification = "HANGUP_POST"
    // Stop.
    case doNotCall = "DNC"
    case ceaseAndDesist = "CEASE"
    case attorney = "ATTY"
    case bankruptcy = "BKRPT"
    case deceased = "DECEASED"
    case identityFraud = "FRAUD_ID"
    case minor = "MINOR"
    case vulnerable = "VULN"
    // System.
    case dropped = "DROP"
    case transferred = "XFER"
    case error = "ERR"
}

extension Disposition {
    /// The word that a flow file uses after `end:` and `flag:`.
    package var word: String {
        switch self {
        case .busy: "busy"
        case .noAnswer: "no_answer"
        case .failed: "call_failed"
        case .disconnected: "disconnected"
        case .fax: "fax"
        case .congestion: "congestion"
        case .answeringMachine: "answering_machine"
        case .limitedContentMessage: "limited_content_message"
        case .messageCut: "message_cut"
        case .wrongNumber: "wrong_number"
        case .thirdPartyContact: "third_party"
        case .languageBarrier: "language_barrier"
        case .noResponse: "no_response"
        case .notVerified: "not_verified"
        case .hungUpBeforeVerification: "hung_up_before_verification"
        case .promiseToPay: "promise"
        case .partialPromise: "partial_promise"
        case .paymentPlan: "payment_plan"
        case .settlement: "settlement"
        case .alreadyPaid: "already_paid"
        case .refused: "refused"
        case .unableToPay: "unable_to_pay"
        case .hardship: "hardship"
        case .dispute: "dispute"
        case .callBack: "call_back"
        case .hungUpAfterVerification: "hung_up_after_verification"
        case .doNotCall: "do_not_call"
        case .ceaseAndDesist: "cease"
        case .attorney: "attorney"
        case .bankruptcy: "bankruptcy"
        case .deceased: "deceased"
        case .identityFraud: "identity_fraud"
        case .minor: "minor"
        case .vulnerable: "vulnerable"
        case .dropped: "dropped"
        case .transferred: "transferred"
        case .error: "error"
        }
    }

    /// Nil if no disposition has that flow word.
    package init?(word: String) {
        guard let match = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = match
    }
}

/// How a call ended, whatever its business result; exactly one per call.
package enum CallEnd: String, Sendable, Hashable, CaseIterable {
    case callerHungUp = "caller_hung_up"
    case weHungUp = "we_hung_up"
    case transferred = "transferred"
    case failed = "failed"
}
