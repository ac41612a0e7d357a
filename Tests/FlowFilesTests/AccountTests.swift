import Dialog
import Foundation
import Testing

@testable import FlowFiles

private let validAccount = """
    {
      "account": "A-1001", "debtor": "D-77", "language": "en-US", "time_zone": "America/New_York", "currency": "USD",
      "country": "US", "communication": "initial",
      "phones": [{"number": "+12025550123", "type": "mobile", "consent": "given"}],
      "flags": ["time_barred"],
      "data": {"debtor_name": "Jordan Rivera", "birth_date": "1980-03-15", "id_last4": "0821", "days": 31,
               "creditor": "Northwind Bank", "balance": "450.01"}
    }
    """

private func account(replacing old: String = "", with new: String = "") throws(AccountFileFailure) -> Account
{
    let text = old.isEmpty ? validAccount : validAccount.replacing(old, with: new)
    return try AccountFile.parse(Array(text.utf8), file: "a.json")
}

@Suite struct `Account files` {
    @Test func `a valid account is read`() throws {
        let account = try account()
        #expect(account.id == "A-1001")
        #expect(account.debtor == "D-77")
        #expect(account.timeZone == "America/New_York")
        #expect(account.currency == .usd)
        #expect(account.isInitialCommunication)
        #expect(account.flags == [.timeBarred])
        #expect(account.phones == [.init(number: "+12025550123", kind: .mobile, consent: .given)])
        #expect(account.values["id_last4"] == .text("0821"))
        #expect(account.values["days"] == .number(31))
    }

    @Test func `an account need not say whose it is`() throws {
        #expect(try account(replacing: "\"debtor\": \"D-77\", ", with: "").debtor == nil)
    }

    @Test(arguments: [
        (
            "\"D-77\"", "\"\(String(repeating: "Jordan", count: 11))\"",
            "debtor: must be the debtor's reference"
        ),
        ("\"D-77\"", "null", "debtor: must be the debtor's reference"),
        (
            "\"language\"", "\"langage\"",
            "langage: unknown key; did you mean 'language'?\na.json: error: language: is missing"
        ),
        (
            "\"type\": \"mobile\"", "\"type\": \"Jordan\"",
            "phones[0].type: must be one of mobile, landline, work, unknown"
        ),
        (
            "\"time_barred\"", "\"Jordan\"",
            "flags[0]: must be one of cease, attorney, bankrupt, deceased, dispute, time_barred"
        ),
        ("+12025550123", "202 555 Jordan", "phones[0].number: must be a number such as +12025550123 (E.164)"),
        (
            "America/New_York", "Jordan/Rivera",
            "time_zone: must be an IANA time zone such as America/New_York"
        ),
        ("America/New_York", "EST", "time_zone: must be an IANA time zone such as America/New_York"),
        (
            "A-1001", "erased-9223372036854775807",
            "account: must not begin with 'erased-', a name of erased accounts"
        ),
        ("\"USD\"", "\"JOR\"", "currency: must be one of USD, EUR, GBP"),
        ("\"en-US\"", "\"en_US\"", "language: must be a language tag such as en-US"),
        ("\"US\"", "1", "country: must be a country of two capital letters, such as US"),
        ("31", "31.5", "data.days: must be text or a whole number, not a number"),
        ("\"0821\"", "true", "data.id_last4: must be text or a whole number, not true or false"),
        ("\"0821\"", "\" \"", "data.id_last4: must be text of 1 to 500 characters in one line"),
        ("\"id_last4\"", "\"ID\"", "data.ID: is no name: lower-case letters, digits and '_', a letter first"),
        ("\"initial\"", "\"first\"", "communication: must be one of initial, later"),
        ("[\"time_barred\"]", "{}", "flags: must be a list, not an object"),
    ])
    func `a wrong account is refused by path and without its values`(
        old: String, new: String, message: String
    ) throws {
        let failure = try #require(throws: AccountFileFailure.self) { try account(replacing: old, with: new) }
        #expect(failure.description == "a.json: error: " + message)
        #expect(!failure.description.contains("Jordan"))
    }

    @Test(arguments: [
        "", "{", "[]", "nul", "{\"account\": \"Jordan Rivera}", String(repeating: "[", count: 5000),
    ])
    func `what is no account is refused without a trap or a value`(text: String) throws {
        let failure = try #require(throws: AccountFileFailure.self) {
            try AccountFile.parse(Array(text.utf8), file: "a.json")
        }
        #expect(!failure.problems.isEmpty)
        #expect(!failure.description.contains("Jordan"))
    }

    @Test func `a missing file is refused`() throws {
        let failure = try #require(throws: AccountFileFailure.self) {
            try AccountFile.load(path: "nowhere.json")
        }
        #expect(failure.description == "nowhere.json: error: no such file")
    }

    @Test func `the schema has the keys and words of the code`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appendingPathComponent("docs/account.schema.json"))
        guard case .object(let schema) = try JSONDecoder().decode(JSONValue.self, from: data) else {
            Issue.record("no object")
            return
        }
        let properties = schema.object("properties")
        let keys = Set(AccountFile.Key.allCases.map(\.rawValue))
        #expect(Set(properties.keys) == keys)
        #expect(Set(schema.texts("required")) == keys.subtracting(AccountFile.Key.optional.map(\.rawValue)))
        #expect(properties.object("currency").texts("enum") == Currency.allCases.map(\.rawValue))
        #expect(
            properties.object("communication").texts("enum")
                == AccountFile.Communication.allCases.map(\.rawValue))
        #expect(
            properties.object("flags").object("items").texts("enum") == Account.Flag.allCases.map(\.rawValue))
        let phone = properties.object("phones").object("items")
        let phoneKeys = Set(AccountFile.PhoneKey.allCases.map(\.rawValue))
        #expect(Set(phone.object("properties").keys) == phoneKeys)
        #expect(Set(phone.texts("required")) == phoneKeys)
        #expect(
            phone.object("properties").object("type").texts("enum")
                == Account.Phone.Kind.allCases.map(\.rawValue))
        #expect(
            phone.object("properties").object("consent").texts("enum")
                == Account.Phone.Consent.allCases.map(\.rawValue))
    }
}

extension [String: JSONValue] {
    fileprivate func object(_ key: String) -> [String: JSONValue] {
        if case .object(let object) = self[key] { object } else { [:] }
    }

    fileprivate func texts(_ key: String) -> [String] {
        guard case .list(let list) = self[key] else { return [] }
        return list.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}

@Suite struct `Organisation files` {
    @Test func `facts are read as text`() {
        let text = "company: Lakeside Services\ncallback: \"+1 800 555 0142\"\nlunch: 12 to 1\n"
        let loaded = OrganisationFile.parse(Array(text.utf8), file: "o.yaml")
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.organisation?.values["callback"] == .text("+1 800 555 0142"))
        #expect(loaded.organisation?.values["lunch"] == .text("12 to 1"))
        #expect(loaded.organisation?.agentHours == nil)
    }

    @Test func `problems are told by line and column`() {
        let text = "Company: X\ncallback: [1]\n"
        let loaded = OrganisationFile.parse(Array(text.utf8), file: "o.yaml")
        #expect(loaded.organisation == nil)
        #expect(
            loaded.diagnostics.map(\.description) == [
                "o.yaml:1:1: error: a fact must be a name (lower-case letters, digits and '_', a letter first), not "
                    + "'Company'", "o.yaml:2:11: error: 'callback' must be text, not a list",
            ])
        #expect(
            OrganisationFile.parse(Array("a: b".utf8), file: "o.yaml").diagnostics.map(\.message) == [
                "the organisation needs 'company': the name that callers hear"
            ])
    }
}
