import Dialog

/// Turns a JSON document into an account; says what is wrong by path, never by value.
struct AccountReader {
    private(set) var problems: [AccountFileFailure.Problem] = []

    mutating func account(_ document: JSONValue) -> Account? {
        guard let object = object(document, "", AccountFile.Key.self, optional: AccountFile.Key.optional)
        else { return nil }
        let id = text(object, "account", in: "", expected: "the account's reference") { $0.utf8.count <= 64 }
        if let id, AccountID(id).isOfErased {
            report("account", "must not begin with '\(AccountID.erasedPrefix)', a name of erased accounts")
        }
        let debtor = text(object, "debtor", in: "", expected: "the debtor's reference") {
            $0.utf8.count <= 64
        }
        let language = text(
            object, "language", in: "", expected: "a language tag such as en-US", LanguageRule.holds)
        let zone = text(
            object, "time_zone", in: "", expected: "an IANA time zone such as America/New_York",
            AccountFile.isKnownTimeZone)
        let country = text(
            object, "country", in: "", expected: "a country of two capital letters, such as US"
        ) {
            $0.utf8.count == 2 && $0.utf8.allSatisfy { (65...90).contains($0) }
        }
        let currency = word(object, "currency", in: "", of: Currency.self)
        let communication = word(object, "communication", in: "", of: AccountFile.Communication.self)
        let phones = phones(object["phones"])
        let flags = flags(object["flags"])
        let values = values(object["data"])
        guard let id, let language, let zone, let country, let currency, let communication else { return nil }
        return Account(
            id: AccountID(id), debtor: debtor.map { DebtorID($0) }, language: LanguageTag(language),
            timeZone: zone, currency: currency, country: country, phones: phones, flags: flags,
            isInitialCommunication: communication == .initial, values: values)
    }

    private mutating func report(_ path: String, _ message: String) {
        problems.append(.init(path: path, message: message))
    }

    private func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    // MARK: Parts

    private mutating func phones(_ value: JSONValue?) -> [Account.Phone] {
        guard let list = list(value, "phones") else { return [] }
        if list.count > AccountFile.maximumPhones {
            report("phones", "has more than \(AccountFile.maximumPhones) telephones")
            return []
        }
        var phones: [Account.Phone] = []
        for (index, item) in list.enumerated() {
            let path = "phones[\(index)]"
            guard let object = object(item, path, AccountFile.PhoneKey.self) else { continue }
            let number = text(
                object, "number", in: path, expected: "a number such as +12025550123 (E.164)",
                PhoneRule.isE164)
            let kind = word(object, "type", in: path, of: Account.Phone.Kind.self)
            let consent = word(object, "consent", in: path, of: Account.Phone.Consent.self)
            if let number, let kind, let consent {
                phones.append(Account.Phone(number: number, kind: kind, consent: consent))
            }
        }
        return phones
    }

    private mutating func flags(_ value: JSONValue?) -> Set<Account.Flag> {
        var flags: Set<Account.Flag> = []
        for (index, item) in (list(value, "flags") ?? []).enumerated() {
            if let flag = word(item, "flags[\(index)]", of: Account.Flag.self) { flags.insert(flag) }
        }
        return flags
    }

    private mutating func values(_ value: JSONValue?) -> [FieldName: Value] {
        guard let value else { return [:] }
        guard case .object(let object) = value else {
            report("data", "must be an object, not \(value.kindName)")
            return [:]
        }
        var values: [FieldName: Value] = [:]
        for (key, value) in object.sorted(by: { $0.key < $1.key }) {
            let path = join("data", key.shortened)
            if !NameRule.holds(for: key) {
                report(path, "is no name: lower-case letters, digits and '_', a letter first")
            }
            switch value {
            case .integer(let number): values[FieldName(key)] = .number(number)
            case .text(let text) where TextRule.holds(for: text): values[FieldName(key)] = .text(text)
            case .text:
                report(path, "must be text of 1 to \(AccountFile.maximumTextLength) characters in one line")
            case .null, .truth, .fraction, .list, .object:
                report(path, "must be text or a whole number, not \(value.kindName)")
            }
        }
        return values
    }

    // MARK: Values

    private mutating func object<Key: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue, _ path: String, _ keys: Key.Type, optional: [Key] = []
    ) -> [String: JSONValue]? {
        guard case .object(let object) = value else {
            report(path, "must be an object, not \(value.kindName)")
            return nil
        }
        let names = keys.allCases.map(\.rawValue)
        for key in object.keys.sorted() where !names.contains(key) {
            report(join(path, key.shortened), "unknown key\(Spelling.hint(for: key, among: names))")
        }
        let required = Set(names).subtracting(optional.map(\.rawValue))
        for name in names where object[name] == nil && required.contains(name) {
            report(join(path, name), "is missing")
        }
        return object
    }

    private mutating func list(_ value: JSONValue?, _ path: String) -> [JSONValue]? {
        guard let value else { return nil }
        if case .list(let list) = value { return list }
        report(path, "must be a list, not \(value.kindName)")
        return nil
    }

    private mutating func text(
        _ object: [String: JSONValue], _ key: String, in path: String, expected: String,
        _ isValid: (String) -> Bool
    ) -> String? {
        guard let value = object[key] else { return nil }
        if case .text(let text) = value, TextRule.holds(for: text), isValid(text) { return text }
        report(join(path, key), "must be \(expected)")
        return nil
    }

    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ object: [String: JSONValue], _ key: String, in path: String, of type: Word.Type
    ) -> Word? {
        object[key].flatMap { word($0, join(path, key), of: type) }
    }

    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue, _ path: String, of type: Word.Type
    ) -> Word? {
        if case .text(let text) = value, let word = Word(rawValue: text) { return word }
        report(path, "must be one of \(type.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }
}

/// What a text of an account may be: one line, not blank, not endless.
enum TextRule {
    static func holds(for text: String) -> Bool {
        guard (1...AccountFile.maximumTextLength).contains(text.unicodeScalars.count) else { return false }
        let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        return !isBlank
            && !text.unicodeScalars.contains { scalar in
                scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    || (0x2028...0x2029).contains(scalar.value)
            }
    }
}

/// How telephone numbers are written.
enum PhoneRule {
    /// `+12025550123`.
    static func isE164(_ text: String) -> Bool {
        text.hasPrefix("+") && (7...15).contains(text.utf8.count - 1) && Literal.isDigits(text.dropFirst())
            && !text.hasPrefix("+0")
    }

    /// The number without the spaces, dots, hyphens and brackets that people write; nil if it is none.
    static func normalized(_ text: String) -> String? {
        let body = text.hasPrefix("+") ? text.dropFirst() : Substring(text)
        let digits = body.filter { !" .-()".contains($0) }
        guard (3...15).contains(digits.utf8.count), Literal.isDigits(digits) else { return nil }
        return (text.hasPrefix("+") ? "+" : "") + digits
    }
}
