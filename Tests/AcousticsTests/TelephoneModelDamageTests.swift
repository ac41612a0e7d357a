import Foundation
import Testing

@testable import Acoustics

struct TelephoneModelDamageTests {
    private static let files = [
        "means", "variances", "transition_matrices", "mdef", "sendump", "noisedict", "feat.params",
    ]

    @Test(arguments: files) func `a missing file is named with the package to install`(_ name: String) throws
    {
        let fixture = try TelephoneModelFixture()
        try FileManager.default.removeItem(atPath: fixture.base + "/" + name)
        let failure = try #require(try fixture.failure())
        #expect("\(failure)".contains(fixture.base + "/" + name))
        #expect("\(failure)".contains("pocketsphinx-en-us"))
        guard case .baseFileMissing = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(fixture.cached.isEmpty)
    }

    @Test(arguments: files.filter { $0 != "noisedict" && $0 != "feat.params" })
    func `a file cut short anywhere, or too long, is damaged and leaves nothing behind`(_ name: String) throws
    {
        let fixture = try TelephoneModelFixture()
        let good = try fixture.bytes(name)
        for length in good.indices {
            try fixture.write(name, Array(good[..<length]))
            try expectDamage(of: name, in: fixture, "cut to \(length) bytes")
        }
        try fixture.write(name, good + [0, 0, 0, 0])
        try expectDamage(of: name, in: fixture, "four bytes too long")
    }

    @Test(arguments: ["means", "variances", "transition_matrices"])
    func `a flipped bit of a file with a sum is damage`(_ name: String) throws {
        let fixture = try TelephoneModelFixture()
        let good = try fixture.bytes(name)
        for index in good.indices where index > 34 {
            var bytes = good
            bytes[index] ^= 1 << UInt8(index % 8)
            try fixture.write(name, bytes)
            try expectDamage(of: name, in: fixture, "bit of byte \(index)")
        }
    }

    @Test(arguments: ["mdef", "sendump", "means"])
    func `counts out of all bounds don't trap`(_ name: String) throws {
        let fixture = try TelephoneModelFixture()
        let good = try fixture.bytes(name)
        for index in 0..<(good.count - 4) {
            for word: UInt32 in [0xffff_ffff, 0x8000_0000, 0x7fff_ffff, 0x000f_ffff] {
                var bytes = good
                bytes.replaceSubrange(index..<index + 4, with: TelephoneModelFixture.little([word]))
                try fixture.write(name, bytes)
                // Some figures are free; the others must be refused, and none may trap.
                guard let failure = try fixture.failure() else { continue }
                #expect("\(failure)".contains(name))
            }
        }
    }

    @Test func `counts that a sum agrees with are bounded too`() throws {
        let fixture = try TelephoneModelFixture()
        for words: [UInt32] in [
            [], [1], [0, 3, 2], [1, 3, 2], [1, 99_999, 2, 2], [1, 3, 2, 2, 2, 0, 12], [1, 3, 2, 2, 2, 2, 11],
            [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [65_536, 1, 4_096, 256, 0, 1],
        ] {
            try fixture.write("means", Sphinx3File.encoded(words))
            try expectDamage(of: "means", in: fixture, "\(words)")
            try fixture.write("transition_matrices", Sphinx3File.encoded(words))
        }
        let nothing = TelephoneModelFixture.gaussians([.nan] + TelephoneModelFixture.means.dropFirst())
        try fixture.write("means", nothing)
        try expectDamage(of: "means", in: fixture, "not a number")
    }

    @Test func `a model with the bytes the other way round is refused as such`() throws {
        let fixture = try TelephoneModelFixture()
        var bytes = try fixture.bytes("means")
        bytes.replaceSubrange(34..<38, with: [0x11, 0x22, 0x33, 0x44])
        try fixture.write("means", bytes)
        #expect("\(try #require(try fixture.failure()))".contains("big-endian"))
    }

    @Test func `negative variances are damage`() throws {
        let fixture = try TelephoneModelFixture()
        try fixture.write(
            "variances", TelephoneModelFixture.gaussians([-1] + [Float](repeating: 1, count: 11)))
        try expectDamage(of: "variances", in: fixture, "negative")
    }

    @Test func `a base model of another front end is refused`() throws {
        let fixture = try TelephoneModelFixture()
        try fixture.write("feat.params", Array("-nfilt 40\n-lowerf 130\n".utf8))
        #expect("\(try #require(try fixture.failure()))".contains("-nfilt 25"))
        try fixture.write("feat.params", Array("-nfilt".utf8))
        #expect("\(try #require(try fixture.failure()))".contains("-lowerf 130"))
    }

    @Test(arguments: [
        ("not JSON", "not JSON"),
        (TelephoneModelFixture.transform(residuals: "[[1, 1], [1, 1]]"), "3 maps but 2 residuals"),
        (TelephoneModelFixture.transform(residuals: "[[1, 1], [1], [1, 1]]"), "stream 1"),
        (TelephoneModelFixture.transform(residuals: "[[1, 1], [1, -1], [1, 1]]"), "negative"),
        (TelephoneModelFixture.transform(maps: "[]", residuals: "[]"), "0 maps"),
        (TelephoneModelFixture.transform(maps: "[[[1, 1]]]", residuals: "[[1, 1]]"), "stream 0"),
        (TelephoneModelFixture.transform(maps: "[[[1, 1], [1, 1]]]", residuals: "[[1, 1]]"), "base model"),
        (TelephoneModelFixture.transform(residuals: "[[1, 1e300], [1, 1], [1, 1]]"), "out of range"),
    ])
    func `a transform that doesn't fit is refused`(_ transform: String, _ words: String) throws {
        let fixture = try TelephoneModelFixture()
        let failure = try #require(try fixture.failure(transform))
        guard case .transformRefused(let reason) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(reason.contains(words))
        #expect(fixture.cached.isEmpty)
    }

    private func expectDamage(of name: String, in fixture: TelephoneModelFixture, _ what: String) throws {
        let failure = try fixture.failure()
        guard case .baseFileDamaged(let path, let expected) = failure else {
            Issue.record("\(what): \(String(describing: failure))")
            return
        }
        #expect(path == fixture.base + "/" + name)
        #expect(!expected.isEmpty)
        #expect(fixture.cached.isEmpty)
    }
}
