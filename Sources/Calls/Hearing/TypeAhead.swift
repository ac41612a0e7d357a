/// Keys that were pressed before the question was put that they answer, as VoiceXML's type-ahead buffer keeps them.
struct TypeAhead: Sendable {
    /// What becomes of keys when something else is listened for.
    enum Rule: Sendable {
        /// A prompt plays that asks nothing: keys that are no command wait for the next question.
        case collects
        /// A question is put that waiting keys may answer.
        case answers
        /// Nothing pressed before counts.
        case flushes
    }

    /// Keys beyond this are dropped: nobody types further ahead.
    static let maximumKeys = 32

    private var keys: [Character] = []

    var isEmpty: Bool { keys.isEmpty }

    mutating func keep(_ more: some Sequence<Character>) {
        for key in more where keys.count < Self.maximumKeys { keys.append(key) }
    }

    mutating func flush() { keys = [] }

    /// The key that was pressed first.
    mutating func next() -> Character? { keys.isEmpty ? nil : keys.removeFirst() }
}
