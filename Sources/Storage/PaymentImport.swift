package import Dialog

/// Payments of one file, on their way into the store.
package struct PaymentImport: Sendable {
    /// Of the file's bytes.
    package let sha256: String
    package let payments: [Payment]
    /// How many rows of the file could not be taken.
    package let rejected: Int

    package init(file bytes: [UInt8], payments: [Payment], rejected: Int) {
        sha256 = SHA256.hex(bytes)
        self.payments = payments
        self.rejected = rejected
    }

    /// For each payment what tells it from all others: its source's number, or its facts and how many like it came
    /// before in the file.
    var keys: [String] {
        var seen: [String: Int] = [:]
        return payments.map { payment in
            let fields =
                payment.sourceID.map { ["id", payment.account.rawValue, $0] }
                ?? [
                    "facts", payment.account.rawValue, payment.posted.description,
                    payment.amount.description, payment.promiseReference ?? "",
                ]
            let facts = fields.map(Self.escaped).joined(separator: "|")
            let count = seen[facts, default: 0]
            // A source's number stands for one payment, however often a file repeats it.
            seen[facts] = payment.sourceID == nil ? count + 1 : 0
            return SHA256.hex("\(facts)|\(count)".utf8)
        }
    }

    /// A field without bars of its own; one that has none stays as it is, and so do the keys in stores.
    private static func escaped(_ field: String) -> String {
        var text = ""
        for scalar in field.unicodeScalars {
            if scalar == "|" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}

/// What an import and the judging after it came to.
package struct PaymentMatch: Sendable, Hashable {
    /// Payments that are new to the store.
    package let imported: Int
    /// Payments that the store had already.
    package let known: Int
    /// Promises by state, those that were judged and no others.
    package let judged: [PromiseStatus: Int]
    /// References of the promises whose state changed.
    package let changed: [String]

    package init(imported: Int, known: Int, judged: [PromiseStatus: Int], changed: [String]) {
        self.imported = imported
        self.known = known
        self.judged = judged
        self.changed = changed
    }
}
