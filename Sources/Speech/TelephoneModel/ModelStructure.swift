/// Checks of the two files that a derived model takes over as they are and that carry no sum of their own.
///
/// The decoder trusts both: a short one makes it read past its end. Layouts after `bin_mdef.c` and `ptm_mgau.c` of
/// pocketsphinx 5prealpha.
enum ModelStructure {
    /// More than any model has of anything; products of three stay far from overflow.
    private static let limit = 1 << 20
    private static let longestText = 4_096

    /// Returns the number of senones of a binary model definition, `mdef`.
    static func senones(inDefinition bytes: [UInt8], path: String) throws(TelephoneModelFailure) -> Int {
        var reader = ByteReader(bytes)
        guard let mark = reader.take(4), mark.elementsEqual("BMDF".utf8) else {
            throw .baseFileDamaged(path: path, expected: "a little-endian binary model definition (BMDF)")
        }
        guard reader.word() == 1, let text = reader.count(upTo: longestText), reader.take(text) != nil else {
            throw .baseFileDamaged(path: path, expected: "a model definition of version 1")
        }
        var counts: [Int] = []
        for _ in 0..<10 {
            guard let count = reader.count(upTo: limit) else {
                throw .baseFileDamaged(path: path, expected: "ten counts of phones, states and senones")
            }
            counts.append(count)
        }
        let (basePhones, phones, states, senones) = (counts[0], counts[1], counts[2], counts[4])
        let (sequences, nodes) = (counts[6], counts[8])
        let namesStart = reader.position
        for _ in 0..<basePhones {
            guard reader.take(through: [0], within: longestText) != nil else {
                throw .baseFileDamaged(path: path, expected: "\(basePhones) names of phones")
            }
        }
        let padding = (4 - (reader.position - namesStart) % 4) % 4
        // Nodes of the context tree, phones, one count, and the senones of each sequence of states.
        let expected = padding + nodes * 8 + phones * 12 + 4 + sequences * states * 2
        guard states > 0, reader.remaining == expected else {
            throw .baseFileDamaged(
                path: path, expected: "a size of \(reader.position + expected) bytes, by its own counts")
        }
        return senones
    }

    /// Checks that compressed mixture weights, `sendump`, are for so many streams, densities and senones.
    static func checkMixtures(
        _ bytes: [UInt8], path: String, streams: Int, densities: Int, senones: Int
    ) throws(TelephoneModelFailure) {
        var reader = ByteReader(bytes)
        var facts: [String: Int] = [:]
        while true {
            guard let length = reader.count(upTo: longestText), let text = reader.take(length) else {
                throw .baseFileDamaged(path: path, expected: "a header of mixture weights")
            }
            guard length > 0 else { break }
            let words = String(decoding: text.dropLast(), as: UTF8.self).split(separator: " ")
            if words.count == 2 { facts[String(words[0])] = Int(words[1]) }
        }
        guard facts["cluster_count"] == 0, facts["feature_count"] == streams else {
            throw .baseFileDamaged(path: path, expected: "weights of one byte for \(streams) streams")
        }
        guard reader.count(upTo: limit) == densities, reader.count(upTo: limit) == senones,
            reader.remaining == streams * densities * senones
        else {
            throw .baseFileDamaged(
                path: path,
                expected:
                    "weights of \(densities) densities (as means has) for \(senones) senones (as mdef has)")
        }
    }

    /// Checks the sum and the size of `transition_matrices`.
    static func checkTransitions(_ bytes: [UInt8], path: String) throws(TelephoneModelFailure) {
        let words = try Sphinx3File.words(of: bytes, path: path)
        guard words.count >= 4, words.prefix(3).allSatisfy({ $0 > 0 && $0 <= UInt32(limit) }),
            words[0..<3].reduce(1, { $0 * Int($1) }) == Int(words[3]), words.count == 4 + Int(words[3])
        else { throw .baseFileDamaged(path: path, expected: "as many transitions as it says") }
    }
}
