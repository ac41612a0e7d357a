package import Dialog

/// What a key, or the silence after it, led to.
package enum KeyCollection: Sendable, Hashable {
    /// More keys may come.
    case collecting
    case finished(Answer.Meaning)
    /// The entry is over and means nothing.
    case rejected
}

/// Gathers keys into an entry; one collector per listening moment, timers are the caller's.
///
/// `#` or the inter-digit time-out ends an entry. It ends by itself once nothing may follow: digits, dates and cents of
/// full length, and the keys of a choice or a universal that begin no other's. `*9` as the first keys always means
/// `stop_calling`, and so does a bare `9` where no digits are collected. After an end the next entry begins.
package struct KeyCollector: Sendable, Hashable {
    package static let maximumKeys = 32

    private let plan: KeyPlan
    /// The keys of the entry so far.
    package private(set) var entry = ""

    package init(_ grammar: ListeningGrammar) { plan = KeyPlan(grammar) }

    /// Takes a key, `0`–`9`, `*` or `#`; others are ignored, and so is a `#` without an entry.
    ///
    /// Callers often press `#` after an entry that has ended by itself.
    package mutating func press(_ key: Character) -> KeyCollection {
        if key == "#" { return timeout() }
        guard key == "*" || (key.isASCII && key.isWholeNumber) else { return .collecting }
        entry.append(key)
        if plan.isComplete(entry) { return finish() }
        if entry.utf8.count < Self.maximumKeys { return .collecting }
        return finish()
    }

    /// Ends the entry after the inter-digit time-out; nothing happens without one.
    package mutating func timeout() -> KeyCollection { entry.isEmpty ? .collecting : finish() }

    private mutating func finish() -> KeyCollection {
        defer { entry = "" }
        return plan.meaning(of: entry).map { .finished($0) } ?? .rejected
    }
}
