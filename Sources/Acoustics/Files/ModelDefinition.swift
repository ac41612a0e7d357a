/// The phones of a model, alone and between others, and the senones of their states.
package struct ModelDefinition: Sendable {
    /// Where in a word a phone stands; the numbers are those of the file.
    enum WordPosition: UInt32, CaseIterable {
        case inside, beginning, end, alone
    }

    /// Nothing but silence.
    static let silenceName = "SIL"
    /// Base phones beyond this don't fit a byte of a key.
    private static let mostPhones = 255

    /// The names of the base phones.
    let phones: [String]
    /// Whether each is not speech.
    let isFiller: [Bool]
    let silence: Int
    /// States of each phone.
    let states: Int
    let senones: Int
    let matrices: Int
    /// The base phone of each senone; a senone that no phone has is given to the first one.
    let phoneOfSenone: [Int32]
    /// Of each base phone: its sequence of senones and its transition matrix.
    private let base: [(sequence: Int32, matrix: Int32)]
    /// Phones in context, by rising key, and the sequence of each.
    private let keys: [UInt32]
    private let sequenceOfKey: [Int32]
    private let sequences: [UInt16]
    private let numbers: [String: Int]

    /// - Throws: `baseFileDamaged`.
    init(_ bytes: [UInt8], path: String) throws(TelephoneModelFailure) {
        let layout = try DefinitionLayout(bytes, path: path)
        let count = layout.basePhones.count
        guard let silence = layout.basePhones.firstIndex(of: Self.silenceName), count <= Self.mostPhones,
            count <= layout.phones
        else {
            throw .baseFileDamaged(
                path: path, expected: "up to \(Self.mostPhones) base phones, \(Self.silenceName) among them")
        }
        let table = try PhoneTable(bytes, layout, path: path)
        phones = layout.basePhones
        numbers = Dictionary(layout.basePhones.enumerated().map { ($1, $0) }) { first, _ in first }
        self.silence = silence
        (states, senones, matrices) = (layout.states, layout.senones, layout.matrices)
        isFiller = table.isFiller
        base = table.base
        keys = table.contexts.map(\.key)
        sequenceOfKey = table.contexts.map(\.sequence)
        sequences = table.sequences
        phoneOfSenone = table.phoneOfSenone(layout)
    }

    /// The number of a base phone; nil if the model lacks it.
    package func number(of phone: String) -> Int? { numbers[phone] }

    var phonesInContext: Int { keys.count }

    func matrix(of phone: Int) -> Int { Int(base[phone].matrix) }

    /// The senones of the states of a sequence.
    func senones(of sequence: Int) -> ArraySlice<UInt16> {
        sequences[sequence * states..<(sequence + 1) * states]
    }

    /// The sequence of a phone alone.
    func sequence(of phone: Int) -> Int { Int(base[phone].sequence) }

    /// The sequence of a phone between two others, or of what is nearest to it.
    ///
    /// That is the same elsewhere in a word, with silence around, or the phone alone: Sphinx searches in this order.
    func sequence(of phone: Int, left: Int, right: Int, _ position: WordPosition) -> Int {
        if isFiller[phone] { return sequence(of: phone) }
        if let found = exact(phone, left, right, position) { return found }
        let isFirst = position == .beginning || position == .alone
        let isLast = position == .end || position == .alone
        return exact(phone, isFirst ? silence : left, isLast ? silence : right, position)
            ?? sequence(of: phone)
    }

    /// The sequence of exactly these neighbours, at this place of a word or else at another.
    private func exact(_ phone: Int, _ left: Int, _ right: Int, _ position: WordPosition) -> Int? {
        let left = isFiller[left] ? silence : left
        let right = isFiller[right] ? silence : right
        if let found = lookUp(phone, left, right, position) { return found }
        for other in WordPosition.allCases where other != position {
            if let found = lookUp(phone, left, right, other) { return found }
        }
        return nil
    }

    private func lookUp(_ phone: Int, _ left: Int, _ right: Int, _ position: WordPosition) -> Int? {
        let key = PhoneTable.key(
            position.rawValue, UInt32(truncatingIfNeeded: phone), UInt32(truncatingIfNeeded: left),
            UInt32(truncatingIfNeeded: right))
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? Int(sequenceOfKey[low]) : nil
    }
}

/// The phones of a model definition as they are in the file, with every number in its range.
private struct PhoneTable {
    var isFiller: [Bool] = []
    var base: [(sequence: Int32, matrix: Int32)] = []
    var contexts: [(key: UInt32, sequence: Int32)] = []
    var sequences: [UInt16] = []

    init(_ bytes: [UInt8], _ layout: DefinitionLayout, path: String) throws(TelephoneModelFailure) {
        let failure = TelephoneModelFailure.baseFileDamaged(
            path: path, expected: "phones of known senones, matrices and neighbours")
        let basePhones = layout.basePhones.count
        var reader = ByteReader(bytes, from: layout.phonesOffset)
        contexts.reserveCapacity(layout.phones - basePhones)
        for phone in 0..<layout.phones {
            guard let sequence = reader.word(), sequence < layout.sequences, let matrix = reader.word(),
                matrix < layout.matrices, let context = reader.word()
            else { throw failure }
            if phone < basePhones {
                isFiller.append(context & 0xff != 0)
                base.append((Int32(sequence), Int32(matrix)))
            } else {
                // Four bytes: the place in the word, the phone, the one before and the one after.
                let parts = (0..<4).map { context >> (8 * UInt32($0)) & 0xff }
                guard parts[0] < 4, parts[1...].allSatisfy({ $0 < basePhones }) else { throw failure }
                contexts.append((Self.key(parts[0], parts[1], parts[2], parts[3]), Int32(sequence)))
            }
        }
        // They come in this order, as a rule.
        let isSorted = zip(contexts, contexts.dropFirst()).allSatisfy { $0.key < $1.key }
        if !isSorted { contexts.sort { ($0.key, $0.sequence) < ($1.key, $1.sequence) } }
        sequences = (0..<layout.sequences * layout.states).map { index in
            let offset = layout.sequencesOffset + 2 * index
            return UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
        }
        guard sequences.allSatisfy({ $0 < layout.senones }) else { throw failure }
    }

    static func key(_ position: UInt32, _ phone: UInt32, _ left: UInt32, _ right: UInt32) -> UInt32 {
        position << 24 | phone << 16 | left << 8 | right
    }

    func phoneOfSenone(_ layout: DefinitionLayout) -> [Int32] {
        var phones = [Int32](repeating: -1, count: layout.senones)
        func give(_ sequence: Int32, to phone: Int32) {
            for index in Int(sequence) * layout.states..<(Int(sequence) + 1) * layout.states
            where phones[Int(sequences[index])] < 0 {
                phones[Int(sequences[index])] = phone
            }
        }
        for (phone, entry) in base.enumerated() { give(entry.sequence, to: Int32(phone)) }
        for context in contexts { give(context.sequence, to: Int32(context.key >> 16 & 0xff)) }
        return phones.map { max($0, 0) }
    }
}
