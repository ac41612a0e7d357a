/// What a disposition implies: for counting calls, for the rules, and for what happens to the account next.
///
/// Retry and queue values are defaults of policy; rules and operators may only be stricter.
package struct DispositionEntry: Sendable, Hashable {
    /// Whether something holds for every call with the disposition.
    package enum Holds: String, Sendable, Hashable, CaseIterable {
        case yes, no
        /// The call's own record says it: who answered, and whether they were verified.
        case byCall = "by the call"

        /// Decides with what the call's record says.
        package func resolved(by fact: Bool) -> Bool {
            switch self {
            case .yes: true
            case .no: false
            case .byCall: fact
            }
        }
    }

    /// When and how often the same number may be tried again.
    package struct Retry: Sendable, Hashable {
        package enum Delay: Sendable, Hashable {
            case hours(Int)
            case days(Int)
            /// On the day for which the person asked.
            case requestedDay
        }

        package let delay: Delay
        /// Retries after this disposition, before the account moves to its queue.
        package let max: Int
        package init(after delay: Delay, max: Int) {
            self.delay = delay
            self.max = max
        }
    }

    /// Where the account goes when it isn't tried again on the same number.
    package enum Queue: String, Sendable, Hashable, CaseIterable {
        case nextNumber = "next number"
        case awaitPayment = "await payment"
        case humanAgent = "human agent"
        case paymentCheck = "payment check"
        case disputeDesk = "dispute desk"
        case specialist = "specialist care"
        case closed = "closed to calls"
    }

    package let disposition: Disposition
    /// One phrase for people.
    package let meaning: String
    /// A person answered, not a machine and not nobody.
    package let isHumanAnswered: Holds
    /// That person was verified as the right party.
    package let isRightParty: Holds
    /// Counts as a conversation for the cap on calls (rule F1: none within seven days after one).
    package let countsAsConversation: Holds
    /// No virtual agent calls this account again, on whichever number.
    package let isTerminal: Bool
    /// Nil: the number is not tried again.
    package let retry: Retry?
    package let queue: Queue

    package var code: String { disposition.rawValue }
    package var word: String { disposition.word }
}

extension Disposition {
    package var entry: DispositionEntry {
        DispositionEntry(
            disposition: self, meaning: meaning, isHumanAnswered: isHumanAnswered, isRightParty: isRightParty,
            countsAsConversation: countsAsConversation, isTerminal: isTerminal, retry: retry, queue: queue)
    }

    private var meaning: String {
        switch self {
        case .busy: "the line was busy"
        case .noAnswer: "nobody answered"
        case .failed: "the call could not be set up"
        case .disconnected: "the number is out of service"
        case .fax: "a fax answered"
        case .congestion: "the network was congested"
        case .answeringMachine: "a machine answered; nothing was left on it"
        case .limitedContentMessage: "a machine answered; the limited-content message was left on it"
        case .messageCut: "a machine answered; the limited-content message on it was cut short"
        case .wrongNumber: "the person is not known there"
        case .thirdPartyContact: "somebody else answered and was asked to pass on our number"
        case .languageBarrier: "the person speaks a language that the flow doesn't"
        case .noResponse: "the line was answered, but nobody said or keyed anything that could be used"
        case .notVerified: "a person answered, but who they are was not verified"
        case .hungUpBeforeVerification: "the person hung up before they were verified"
        case .promiseToPay: "the right party promised to pay the whole balance by a date"
        case .partialPromise: "the right party promised to pay a part of the balance"
        case .paymentPlan: "the right party promised to pay in several payments"
        case .settlement: "the right party promised to pay an approved settlement"
        case .alreadyPaid: "the right party says that it is paid"
        case .refused: "the right party refused to pay"
        case .unableToPay: "the right party can't pay now"
        case .hardship: "the right party is in hardship"
        case .dispute: "the right party disputes the debt"
        case .callBack: "the person asked to be called at another time"
        case .hungUpAfterVerification: "the right party hung up before an outcome"
        case .doNotCall: "the person asked not to be called again"
        case .ceaseAndDesist: "the person demanded that all contact cease"
        case .attorney: "an attorney represents the person"
        case .bankruptcy: "the person is bankrupt"
        case .deceased: "the person has died"
        case .identityFraud: "the person says that somebody else made the debt in their name"
        case .minor: "the person is a minor"
        case .vulnerable: "the person is vulnerable and needs human care"
        case .dropped: "we dropped the call although a person had answered"
        case .transferred: "the call was handed to a human agent"
        case .error: "a part of our system failed"
        }
    }

    private var isHumanAnswered: DispositionEntry.Holds {
        switch self {
        case .busy, .noAnswer, .failed, .disconnected, .fax, .congestion, .answeringMachine,
            .limitedContentMessage, .messageCut:
            .no
        case .wrongNumber, .thirdPartyContact, .languageBarrier, .notVerified, .hungUpBeforeVerification,
            .promiseToPay, .partialPromise, .paymentPlan, .settlement, .alreadyPaid, .refused, .unableToPay,
            .hardship, .dispute, .callBack, .hungUpAfterVerification, .doNotCall, .ceaseAndDesist, .attorney,
            .bankruptcy, .deceased, .identityFraud, .minor, .vulnerable, .dropped, .transferred:
            .yes
        // Silence may be a person who doesn't speak, and a failure may come before anybody answers.
        case .noResponse, .error: .byCall
        }
    }

    private var isRightParty: DispositionEntry.Holds {
        switch self {
        case .busy, .noAnswer, .failed, .disconnected, .fax, .congestion, .answeringMachine,
            .limitedContentMessage, .messageCut, .wrongNumber, .thirdPartyContact, .languageBarrier,
            .notVerified,
            .hungUpBeforeVerification, .deceased, .dropped:
            .no
        case .promiseToPay, .partialPromise, .paymentPlan, .settlement, .alreadyPaid, .refused, .unableToPay,
            .hardship, .dispute, .hungUpAfterVerification:
            .yes
        // Said at any moment of a call, before the person is verified too.
        case .noResponse, .callBack, .doNotCall, .ceaseAndDesist, .attorney, .bankruptcy, .identityFraud,
            .minor,
            .vulnerable, .transferred, .error:
            .byCall
        }
    }

    private var countsAsConversation: DispositionEntry.Holds {
        switch self {
        // An agent speaks on after us, so the cap counts a transfer whoever was verified before it.
        case .transferred: .yes
        case .busy, .noAnswer, .failed, .disconnected, .fax, .congestion, .answeringMachine,
            .limitedContentMessage, .messageCut, .wrongNumber, .thirdPartyContact, .languageBarrier,
            .noResponse,
            .notVerified,
            .hungUpBeforeVerification, .promiseToPay, .partialPromise, .paymentPlan, .settlement,
            .alreadyPaid,
            .refused, .unableToPay, .hardship, .dispute, .callBack, .hungUpAfterVerification, .doNotCall,
            .ceaseAndDesist, .attorney, .bankruptcy, .deceased, .identityFraud, .minor, .vulnerable, .dropped,
            .error:
            isRightParty
        }
    }

    private var isTerminal: Bool {
        switch self {
        case .doNotCall, .ceaseAndDesist, .attorney, .bankruptcy, .deceased, .identityFraud, .minor,
            .vulnerable:
            true
        case .busy, .noAnswer, .failed, .disconnected, .fax, .congestion, .answeringMachine,
            .limitedContentMessage, .messageCut, .wrongNumber, .thirdPartyContact, .languageBarrier,
            .noResponse,
            .notVerified,
            .hungUpBeforeVerification, .promiseToPay, .partialPromise, .paymentPlan, .settlement,
            .alreadyPaid,
            .refused, .unableToPay, .hardship, .dispute, .callBack, .hungUpAfterVerification, .dropped,
            .transferred, .error:
            false
        }
    }

    private var retry: DispositionEntry.Retry? {
        switch self {
        case .busy, .congestion: .init(after: .hours(1), max: 3)
        case .noAnswer: .init(after: .hours(4), max: 3)
        case .failed: .init(after: .hours(4), max: 2)
        case .answeringMachine, .hungUpBeforeVerification, .noResponse: .init(after: .days(1), max: 2)
        // Failed checks lock the account for the virtual agent for 24 hours.
        case .notVerified: .init(after: .days(1), max: 1)
        case .limitedContentMessage, .messageCut: .init(after: .days(3), max: 1)
        case .refused, .unableToPay, .hungUpAfterVerification: .init(after: .days(7), max: 1)
        case .callBack: .init(after: .requestedDay, max: 2)
        case .error: .init(after: .days(1), max: 1)
        case .disconnected, .fax, .wrongNumber, .thirdPartyContact, .languageBarrier, .promiseToPay,
            .partialPromise, .paymentPlan, .settlement, .alreadyPaid, .hardship, .dispute, .doNotCall,
            .ceaseAndDesist, .attorney, .bankruptcy, .deceased, .identityFraud, .minor, .vulnerable, .dropped,
            .transferred:
            nil
        }
    }

    private var queue: DispositionEntry.Queue {
        switch self {
        case .busy, .noAnswer, .failed, .disconnected, .fax, .congestion, .answeringMachine,
            .limitedContentMessage, .messageCut, .wrongNumber, .thirdPartyContact, .noResponse,
            .hungUpBeforeVerification:
            .nextNumber
        case .promiseToPay, .partialPromise, .paymentPlan, .settlement: .awaitPayment
        case .languageBarrier, .notVerified, .refused, .unableToPay, .callBack, .hungUpAfterVerification,
            .dropped,
            .transferred, .error:
            .humanAgent
        case .alreadyPaid: .paymentCheck
        case .dispute, .identityFraud: .disputeDesk
        case .hardship, .minor, .vulnerable: .specialist
        case .doNotCall, .ceaseAndDesist, .attorney, .bankruptcy, .deceased: .closed
        }
    }
}
