import Foundation
import Testing

@testable import Acoustics

struct TelephoneModelTests {
    @Test func `means are mapped and variances mapped with squares and widened by the residual`() throws {
        let fixture = try TelephoneModelFixture()
        let model = try fixture.derive()
        func values(_ name: String) throws -> [Float] {
            let path = model.folder + "/" + name
            return try GaussianParameters(Array(Data(contentsOf: URL(fileURLWithPath: path))), path: path)
                .values
        }
        #expect(try values("means") == [2, 1, 4, 3, 10, 12, 14, 16, 9, 10, 11, 12])
        #expect(try values("variances") == [4.5, 1.25, 4.5, 1.25, 8, 8, 0.001, 0.001, 2, 2, 2, 2])
        #expect(model.sampleRateHz == 8_000)
        #expect(model.cmnPrior == [38.5, -2.25])
    }

    @Test func `the derived folder has the transform's features and the base's other files`() throws {
        let fixture = try TelephoneModelFixture()
        let model = try fixture.derive()
        let features = try String(contentsOfFile: model.folder + "/feat.params", encoding: .utf8)
        #expect(features == "-nfilt 18\n-samprate 8000\n-cmninit 38.5,-2.25\n")
        for name in ["mdef", "sendump", "transition_matrices", "noisedict"] {
            let carried = try Data(contentsOf: URL(fileURLWithPath: model.folder + "/" + name))
            #expect(try Array(carried) == fixture.bytes(name))
        }
        #expect(fixture.cached == [(model.folder as NSString).lastPathComponent])
    }

    @Test func `deriving again finds the model, and elsewhere gives the same bytes`() throws {
        let fixture = try TelephoneModelFixture()
        let first = try fixture.derive()
        #expect(first.origin == .derived)
        let again = try fixture.derive()
        #expect(again.origin == .cached)
        #expect(again.folder == first.folder)
        let other = try TelephoneModelFixture()
        let elsewhere = try other.derive()
        let names = try FileManager.default.contentsOfDirectory(atPath: first.folder).sorted()
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.folder).sorted() == names)
        for name in names {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: first.folder + "/" + name, andPath: elsewhere.folder + "/" + name))
        }
    }

    @Test func `another base or another transform has another folder`() throws {
        let fixture = try TelephoneModelFixture()
        let first = try fixture.derive()
        let moved = try fixture.derive(TelephoneModelFixture.transform(residuals: "[[1, 1], [1, 1], [1, 1]]"))
        #expect(moved.folder != first.folder)
        try fixture.write("noisedict", Array("<sil> SIL\n<cough> SIL\n".utf8))
        let other = try fixture.derive()
        #expect(other.folder != first.folder)
        #expect(fixture.cached.count == 3)
    }

    @Test func `many at once get one whole folder, written once`() async throws {
        let fixture = try TelephoneModelFixture()
        let (base, cache) = (fixture.base, fixture.cache)
        let transform = try BandTransform(json: Array(TelephoneModelFixture.transform().utf8))
        let models = try await withThrowingTaskGroup(of: DerivedModel.self) { group in
            for _ in 0..<8 {
                group.addTask { try TelephoneModel.derive(from: base, into: cache, with: transform) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(models.map(\.folder)).count == 1)
        #expect(models.count { $0.origin == .derived } == 1)
        #expect(fixture.cached.count == 1)
        #expect(try fixture.derive().origin == .cached)
    }

    @Test(arguments: ["means", "variances", "mdef", "sendump", "feat.params", "contents.txt"])
    func `a model damaged in the cache is made again`(_ name: String) throws {
        let fixture = try TelephoneModelFixture()
        let first = try fixture.derive()
        let path = first.folder + "/" + name
        let good = try Data(contentsOf: URL(fileURLWithPath: path))
        try good.dropLast(2).write(to: URL(fileURLWithPath: path))
        #expect(try fixture.derive().origin == .derived)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == good)
        #expect(fixture.cached.count == 1)
    }

    @Test func `what a killed writer left is not used and is removed`() throws {
        let fixture = try TelephoneModelFixture()
        let left = fixture.cache + "/.telephone-partial-telephone-1-0000"
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
        try Data([1]).write(to: URL(fileURLWithPath: left + "/means"))
        #expect(try fixture.derive().origin == .derived)
        #expect(fixture.cached.count == 1)
    }

    @Test func `a cache folder that can't be made is an error that names it`() throws {
        let fixture = try TelephoneModelFixture()
        try Data([1]).write(to: URL(fileURLWithPath: fixture.cache))
        let failure = try #require(try fixture.failure())
        guard case .cacheUnusable(let path, _) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(path == fixture.cache)
        #expect("\(failure)".contains("another cache folder"))
    }

    @Test func `the default cache folder follows the environment`() throws {
        #expect(
            try TelephoneModel.defaultCacheFolder(environment: ["XDG_CACHE_HOME": "/x", "HOME": "/h"])
                == "/x/promesa")
        #expect(
            try TelephoneModel.defaultCacheFolder(environment: ["XDG_CACHE_HOME": "x", "HOME": "/h"])
                == "/h/.cache/promesa")
        #expect(throws: TelephoneModelFailure.noCacheFolder) {
            try TelephoneModel.defaultCacheFolder(environment: [:])
        }
    }
}
