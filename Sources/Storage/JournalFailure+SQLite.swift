import Calls
import GRDB
import Glibc

/// What a store refuses although SQLite would do it.
enum StoreRefusal: Error, Hashable {
    case callExists
    case callIsNotOpen
    case storeIsForQueries
    case promiseWithoutInstalments
    case noFreeReference
    /// Promises were judged as of a later day.
    case judgedLater(String)
    /// No call, payment or verdict is newer than that day.
    case judgedTooLate(String)
    case noSuchPromise
    /// An account has one open promise at most.
    case anotherIsOpen
    case callIsRunning
    case cannotBecome(PromiseStatus, PromiseStatus)
    /// A stored value that no version of the program writes.
    case damaged(table: String, column: String)

    var explanation: String {
        switch self {
        case .callExists:
            "a call with this identity is already there; use another --seed, --date or --data"
        case .callIsNotOpen: "the call was never opened or is already closed"
        case .storeIsForQueries: "the store was opened for queries only"
        case .promiseWithoutInstalments: "the promise has no payment, or payments that don't belong together"
        case .noFreeReference: "no free reference was found for the promise"
        case .judgedLater(let day):
            "promises were judged as of \(day) already; give that day or a later one"
        case .judgedTooLate(let newest):
            "the day is more than a year after \(newest), the newest day known of; give an earlier one"
        case .anotherIsOpen:
            "another promise of the account is open; cancel or renegotiate that one first"
        case .callIsRunning:
            "a call of the account is running; wait for its end"
        case .noSuchPromise: "there is no promise of that reference"
        case .cannotBecome(let was, let next): Self.refusal(was, next)
        case .damaged(let table, let column):
            "a value of '\(table).\(column)' is damaged; restore the store from a copy"
        }
    }

    private static func refusal(_ was: PromiseStatus, _ next: PromiseStatus) -> String {
        let choices = was.operatorChoices.map(\.rawValue).sorted().joined(separator: ", ")
        return "a promise that is \(was.rawValue) can't become \(next.rawValue); "
            + (choices.isEmpty ? "it stays as it is" : "it can become: \(choices)")
    }
}

extension JournalFailure {
    /// A call of the operating system failed; reads `errno`, so nothing may come between.
    static func systemError(_ purpose: String) -> JournalFailure {
        .unavailable("\(purpose) failed: \(String(cString: strerror(errno)))")
    }

    static func opening(_ path: String, _ error: any Error) -> JournalFailure {
        .unavailable("opening '\(path)': \(explanation(of: error))")
    }

    static func reading(_ purpose: String, _ path: String, _ error: any Error) -> JournalFailure {
        .unavailable("\(purpose) in '\(path)': \(explanation(of: error))")
    }

    static func writing(_ purpose: String, _ path: String, _ error: any Error) -> JournalFailure {
        .writeFailed("\(purpose) in '\(path)': \(explanation(of: error))")
    }

    /// Never the statement or its arguments: they hold debtor data.
    private static func explanation(of error: any Error) -> String {
        if let refusal = error as? StoreRefusal { return refusal.explanation }
        guard let error = error as? DatabaseError else { return "an unexpected error" }
        switch error.resultCode {
        case .SQLITE_FULL: return "the disk is full; free some space"
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: return "it can't be written; check its rights"
        case .SQLITE_BUSY, .SQLITE_LOCKED: return "another process was writing for too long; try again"
        case .SQLITE_CANTOPEN: return "it can't be opened; check the folder and its rights"
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return "the file is damaged; restore it from a copy"
        case .SQLITE_IOERR: return "the disk reports an error (SQLite \(error.extendedResultCode.rawValue))"
        // The text of a constraint has names of tables and columns, or is our trigger's.
        case .SQLITE_CONSTRAINT: return error.message ?? "the records contradict each other"
        default: return "SQLite reports error \(error.extendedResultCode.rawValue)"
        }
    }
}
