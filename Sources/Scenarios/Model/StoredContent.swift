import Calls
import Dialog

/// How scenarios name what was made durable.
enum StoredContent {
    static let plainWords = ["promise", "call_back", "stop_request", "dispute"]
    static let words = plainWords + Disposition.allCases.map(\.word)

    static func word(_ content: CommitRecord.Content) -> String {
        switch content {
        case .promise: "promise"
        case .callBack: "call_back"
        case .stopCalling: "stop_request"
        case .dispute: "dispute"
        case .flag(let disposition): disposition.word
        }
    }
}
