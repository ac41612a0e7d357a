/// What a binary model definition, `mdef`, says about its own parts, checked against its size.
///
/// The decoder trusts the file: a short one makes it read past its end. Layout after `bin_mdef.c` of pocketsphinx
/// 5prealpha.
struct DefinitionLayout {
    /// More than any model has of anything; products of three stay far from overflow.
    static let limit = 1 << 20
    private static let longestText = 4_096

    /// Base phones first, then those in context.
    let phones: Int
    /// Emitting states of a phone.
    let states: Int
    let senones: Int
    let matrices: Int
    /// Sequences of senones, one for each state.
    let sequences: Int
    let basePhones: [String]
    /// Where the phones begin: twelve bytes each.
    let phonesOffset: Int
    /// Where the sequences begin: two bytes for each senone.
    let sequencesOffset: Int

    init(_ bytes: [UInt8], path: String) throws(TelephoneModelFailure) {
        var reader = ByteReader(bytes)
        guard let mark = reader.take(4), mark.elementsEqual("BMDF".utf8) else {
            throw .baseFileDamaged(path: path, expected: "a little-endian binary model definition (BMDF)")
        }
        guard reader.word() == 1, let text = reader.count(upTo: Self.longestText), reader.take(text) != nil
        else {
            throw .baseFileDamaged(path: path, expected: "a model definition of version 1")
        }
        var counts: [Int] = []
        for _ in 0..<10 {
            guard let count = reader.count(upTo: Self.limit) else {
                throw .baseFileDamaged(path: path, expected: "ten counts of phones, states and senones")
            }
            counts.append(count)
        }
        let nodes = counts[8]
        (phones, states, senones, matrices, sequences) = (
            counts[1], counts[2], counts[4], counts[5], counts[6]
        )
        let namesStart = reader.position
        var names: [String] = []
        for _ in 0..<counts[0] {
            guard let name = reader.take(through: [0], within: Self.longestText) else {
                throw .baseFileDamaged(path: path, expected: "\(counts[0]) names of phones")
            }
            names.append(String(decoding: name, as: UTF8.self))
        }
        basePhones = names
        let padding = (4 - (reader.position - namesStart) % 4) % 4
        // Nodes of the context tree, phones, one count, and the senones of each sequence of states.
        let expected = padding + nodes * 8 + phones * 12 + 4 + sequences * states * 2
        guard states > 0, reader.remaining == expected else {
            throw .baseFileDamaged(
                path: path, expected: "a size of \(reader.position + expected) bytes, by its own counts")
        }
        phonesOffset = reader.position + padding + nodes * 8
        sequencesOffset = phonesOffset + phones * 12 + 4
    }
}
