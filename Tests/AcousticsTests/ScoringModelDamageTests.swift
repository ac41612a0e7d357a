import Foundation
import Testing

@testable import Acoustics

/// A model of our own in a folder of files may be anything: it is refused with the file's name, and nothing traps.
struct ScoringModelDamageTests {
    private static let files = [
        "means", "variances", "transition_matrices", "mdef", "sendump", "feat.params",
    ]

    /// The packaged model with one file replaced.
    private final class Folder {
        let path = FileManager.default.temporaryDirectory.path + "/scoring-" + UUID().uuidString

        init() throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for file in files {
                try FileManager.default.createSymbolicLink(
                    atPath: path + "/" + file, withDestinationPath: Voices.model + "/" + file)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func replace(_ file: String, by bytes: [UInt8]?) throws {
            try? FileManager.default.removeItem(atPath: path + "/" + file)
            if let bytes { try Data(bytes).write(to: URL(filePath: path + "/" + file)) }
        }

        func failure() -> TelephoneModelFailure? {
            do {
                _ = try ScoringModel(folder: path)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test func `the packaged model is taken as it is`() throws {
        #expect(try Folder().failure() == nil)
    }

    @Test(arguments: files) func `a missing, an empty and a short file are named`(_ file: String) throws {
        let folder = try Folder()
        let good = Array(try Data(contentsOf: URL(filePath: Voices.model + "/" + file)))
        try folder.replace(file, by: nil)
        #expect("\(try #require(folder.failure()))".contains("/" + file))
        for length in [0, 3, 40, good.count / 3] where file != "feat.params" || length < 40 {
            try folder.replace(file, by: Array(good[..<length]))
            #expect("\(try #require(folder.failure()))".contains("/" + file), "\(length) bytes")
        }
    }

    @Test func `numbers of phones, senones and sequences out of range don't trap`() throws {
        let good = Array(try Data(contentsOf: URL(filePath: Voices.model + "/mdef")))
        let layout = try DefinitionLayout(good, path: "mdef")
        var places: [Int] = []
        // Beginnings of a base phone, of phones in context, and of sequences of senones.
        for phone in [0, 7, 42, 43, 100_000] {
            places += (0..<12).map { layout.phonesOffset + phone * 12 + $0 }
        }
        places += (0..<4).map { layout.sequencesOffset + $0 }
        for place in places {
            var bytes = good
            bytes[place] ^= 0xff
            do {
                let definition = try ModelDefinition(bytes, path: "mdef")
                #expect(definition.senones == 5_126)
            } catch {
                #expect("\(error)".contains("mdef"))
            }
        }
    }

    @Test func `files of different models don't go together`() throws {
        let folder = try Folder()
        let fixture = try TelephoneModelFixture()
        for file in ["means", "variances", "sendump", "transition_matrices", "mdef"] {
            let other = try Folder()
            try other.replace(file, by: fixture.bytes(file))
            #expect(other.failure() != nil, "\(file)")
        }
        #expect(folder.failure() == nil)
    }
}
