package import Dialog
import Foundation

/// Why an account file was refused: every problem, by its place in the document, and none of its values.
package struct AccountFileFailure: Error, Hashable, CustomStringConvertible {
    package struct Problem: Hashable, Sendable, CustomStringConvertible {
        /// Such as `phones[0].type`; empty for the whole document.
        package let path: String
        package let message: String

        package var description: String { path.isEmpty ? message : "\(path): \(message)" }
    }

    package let file: String
    package let problems: [Problem]

    /// One line for each problem.
    package var description: String {
        problems.map { "\(file): error: \($0)" }.joined(separator: "\n")
    }
}

/// Reads an account file; `docs/account.schema.json` is its schema.
package enum AccountFile {
    /// The keys of an account.
    enum Key: String, CaseIterable {
        case account, debtor, language
        case timeZone = "time_zone"
        case currency, country, communication, phones, flags, data

        static let optional: [Key] = [.debtor]
    }

    /// The keys of a telephone.
    enum PhoneKey: String, CaseIterable { case number, type, consent }

    /// Whether the validation notice is still to be given.
    enum Communication: String, CaseIterable { case initial, later }

    static let maximumTextLength = 500
    static let maximumPhones = 20

    package static func load(path: String) throws(AccountFileFailure) -> Account {
        let findings = Findings()
        guard let bytes = ProjectFiles(findings: findings).bytes(of: path) else {
            let problems = findings.diagnostics.map {
                AccountFileFailure.Problem(path: "", message: $0.message)
            }
            throw AccountFileFailure(file: path, problems: problems)
        }
        return try parse(bytes, file: path)
    }

    /// Reads the bytes of a file; `file` is the path as messages show it.
    package static func parse(_ bytes: [UInt8], file: String) throws(AccountFileFailure) -> Account {
        guard bytes.count <= YAMLReader.maximumBytes else {
            throw AccountFileFailure(
                file: file, problems: [.init(path: "", message: "the file is over 1 MiB")])
        }
        let document: JSONValue
        do {
            document = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            throw AccountFileFailure(
                file: file, problems: [.init(path: "", message: "not valid JSON\(place(of: error))")])
        }
        var reader = AccountReader()
        let account = reader.account(document)
        guard let account, reader.problems.isEmpty else {
            throw AccountFileFailure(file: file, problems: reader.problems)
        }
        return account
    }

    /// ` near line 3, column 14`: the decoder's own message could quote the document.
    private static func place(of error: any Error) -> String {
        guard case .dataCorrupted(let context) = error as? DecodingError,
            let text = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String,
            let place = text.firstMatch(of: /line ([0-9]+), column ([0-9]+)/)
        else { return "" }
        return " near line \(place.1), column \(place.2)"
    }

    /// Whether the name is in the IANA time zone database; abbreviations and offsets are not.
    static func isKnownTimeZone(_ name: String) -> Bool {
        guard name == "UTC" || (name.contains("/") && name.utf8.count <= 64) else { return false }
        return TimeZone.knownTimeZoneIdentifiers.contains(name) || TimeZone(identifier: name) != nil
    }
}
