import Dialog
import FlowFiles
import Foundation
import Logging

/// The accounts of a service: a folder of JSON files, looked up by reference or by telephone number.
///
/// What is kept of them is where each is; a file is read anew for each call.
struct AccountFolder: Sendable {
    enum Problem: Error, CustomStringConvertible {
        /// No account, or more than one, fits.
        case notFound
        case unreadable

        var description: String {
            switch self {
            case .notFound: "there is no such account"
            case .unreadable: "the account's file can't be read"
            }
        }
    }

    private let files: [AccountID: String]
    /// Numbers as digits; a number that several accounts have is nobody's.
    private let byNumber: [String: AccountID]
    /// Files that can't be read, and where they are wrong, for the log.
    let unreadable: [(file: String, place: String)]

    /// The folder can't be read at all.
    struct NoFolder: Error, CustomStringConvertible {
        let path: String
        var description: String { "the folder of accounts '\(path)' can't be read" }
    }

    init(_ folder: String) throws(NoFolder) {
        var files: [AccountID: String] = [:]
        var byNumber: [String: [AccountID]] = [:]
        var unreadable: [(file: String, place: String)] = []
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw NoFolder(path: folder)
        }
        for name in names.sorted() where name.hasSuffix(".json") {
            let path = (folder as NSString).appendingPathComponent(name)
            let account: Account
            do throws(AccountFileFailure) {
                account = try AccountFile.load(path: path)
            } catch {
                // What is wrong may quote a value; where it is does not.
                let places = error.problems.prefix(5).map { $0.path.isEmpty ? "the whole file" : $0.path }
                unreadable.append((path, places.joined(separator: ", ")))
                continue
            }
            files[account.id] = path
            for number in Set(account.phones.map { Self.digits($0.number) }) {
                byNumber[number, default: []].append(account.id)
            }
        }
        self.files = files
        self.byNumber = byNumber.compactMapValues { $0.count == 1 ? $0.first : nil }
        self.unreadable = unreadable
    }

    var count: Int { files.count }

    /// Logs which accounts can't be called about.
    func warn(_ log: Logger) {
        for (file, place) in unreadable {
            log.warning("an account can't be read", metadata: ["file": "\(file)", "at": "\(place)"])
        }
    }

    func account(_ id: AccountID) throws(Problem) -> Account {
        guard let file = files[id] else { throw .notFound }
        // The file may have been changed since the folder was read.
        guard let account = try? AccountFile.load(path: file), account.id == id else { throw .unreadable }
        return account
    }

    /// The one account that has a number.
    func account(withNumber number: String) -> AccountID? { byNumber[Self.digits(number)] }

    private static func digits(_ number: String) -> String {
        number.filter { $0.isASCII && $0.isNumber }
    }
}
