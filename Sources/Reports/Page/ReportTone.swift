import Dialog

/// The colour in which an outcome is shown.
enum ReportTone: String {
    /// Something was agreed.
    case agreed
    /// The person is to be left alone, or looked after.
    case care
    case trouble
    case plain

    init(_ disposition: Disposition) {
        self =
            switch disposition {
            case .promiseToPay, .partialPromise, .paymentPlan, .settlement, .alreadyPaid: .agreed
            case .doNotCall, .ceaseAndDesist, .attorney, .bankruptcy, .deceased, .identityFraud, .minor,
                .vulnerable, .hardship, .dispute:
                .care
            case .failed, .dropped, .error: .trouble
            case .busy, .noAnswer, .disconnected, .fax, .congestion, .answeringMachine,
                .limitedContentMessage, .messageCut, .wrongNumber, .thirdPartyContact, .languageBarrier,
                .noResponse,
                .notVerified, .hungUpBeforeVerification, .refused, .unableToPay, .callBack,
                .hungUpAfterVerification, .transferred:
                .plain
            }
    }
}
