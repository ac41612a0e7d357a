import Foundation
import Glibc
import Testing

@testable import promesa

@Suite struct SealedRecordingTests {
    private let folder: ScratchFolder
    private let key: RecordingKey

    init() throws {
        folder = try ScratchFolder()
        key = try #require(RecordingKey(String(repeating: "0f", count: 32)))
    }

    private static let chunks: [[UInt8]] = (0..<5).map { chunk in
        (0..<1_000 + chunk).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ chunk) }
    }

    @discardableResult
    private func record(_ name: String = "a", isFinished: Bool = true) throws -> Data {
        let writer = try SealedRecordingWriter(path: folder.path(name), key: key)
        for chunk in Self.chunks { try writer.append(chunk) }
        if isFinished { try writer.finish() }
        return try folder.data(name)
    }

    private func read(_ bytes: Data, _ key: RecordingKey? = nil) throws -> [[UInt8]] {
        let name = UUID().uuidString
        try bytes.write(to: folder.url.appendingPathComponent(name))
        let reader = try SealedRecordingReader(path: folder.path(name), key: key ?? self.key)
        var read: [[UInt8]] = []
        while let chunk = try reader.next() { read.append(chunk) }
        return read
    }

    /// Where each chunk begins, the last one too, and the end.
    private func places(in bytes: Data) -> [Int] {
        var places = [24]
        while let place = places.last, place + 4 <= bytes.count {
            let word = bytes[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            places.append(place + 4 + Int(word & 0x7FFF_FFFF))
        }
        return places
    }

    @Test func `what was recorded is read, its owner's alone, and nothing of it stands in the file`() throws {
        let bytes = try record()
        #expect(try read(bytes) == Self.chunks + [[]])
        #expect(bytes.range(of: Data(Self.chunks[0].prefix(16))) == nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("a"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try record("b") != bytes, "the same sound has other bytes in another file")
    }

    @Test func `any byte that was changed is found`() throws {
        let bytes = try record()
        for index in stride(from: 0, to: bytes.count, by: 97) {
            var changed = bytes
            changed[index] ^= 0x10
            #expect(throws: SealedRecordingFailure.self, "byte \(index)") { try read(changed) }
        }
    }

    @Test func `a file that was cut off anywhere is found`() throws {
        let bytes = try record()
        for count in stride(from: 24, to: bytes.count, by: 101) {
            #expect(throws: SealedRecordingFailure.self, "\(count) bytes") { try read(bytes.prefix(count)) }
        }
        let places = places(in: bytes)
        let last = places[places.count - 2]
        #expect(throws: SealedRecordingFailure.cutOff(afterChunks: 5)) { try read(bytes.prefix(last)) }
        #expect(throws: SealedRecordingFailure.cutOff(afterChunks: 5)) {
            try read(try record("b", isFinished: false))
        }
    }

    @Test func `chunks that were moved, left out, said twice, put behind or made the last are found`() throws
    {
        let bytes = try record()
        let at = places(in: bytes)
        func piece(_ index: Int) -> Data { bytes[at[index]..<at[index + 1]] }
        let head = bytes.prefix(24)
        let rest = (3..<6).reduce(Data()) { $0 + piece($1) }
        #expect(try read(head + piece(0) + piece(1) + piece(2) + rest).count == 6)
        #expect(throws: SealedRecordingFailure.notAuthentic(chunk: 1)) {
            try read(head + piece(0) + piece(2) + piece(1) + rest)
        }
        #expect(throws: SealedRecordingFailure.notAuthentic(chunk: 1)) {
            try read(head + piece(0) + piece(2) + rest)
        }
        #expect(throws: SealedRecordingFailure.notAuthentic(chunk: 1)) {
            try read(head + piece(0) + piece(0) + piece(1) + piece(2) + rest)
        }
        #expect(throws: SealedRecordingFailure.self) { try read(bytes + [0]) }
        var shortened = Data(head + piece(0) + piece(1))
        shortened[at[1]] |= 0x80
        #expect(throws: SealedRecordingFailure.notAuthentic(chunk: 1)) { try read(shortened) }
        let other = try record("b")
        #expect(throws: SealedRecordingFailure.notAuthentic(chunk: 0)) {
            try read(head + other.dropFirst(24))
        }
    }

    @Test func `another key opens nothing, and a text that is no key is none`() throws {
        let bytes = try record()
        let other = try #require(RecordingKey(String(repeating: "0e", count: 32)))
        #expect(throws: SealedRecordingFailure.notAuthentic(chunk: 0)) { try read(bytes, other) }
        #expect(throws: SealedRecordingFailure.notARecording) { try read(Data("RIFF".utf8)) }
        for text in ["", "0f", String(repeating: "0g", count: 32), String(repeating: "+f", count: 32)] {
            #expect(RecordingKey(text) == nil)
        }
    }

    @Test func `a full disk is told`() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        try #require(descriptor >= 0)
        #expect(throws: SealedRecordingFailure.self) {
            try SealedRecordingWriter(descriptor: descriptor, key: key)
        }
    }

    @Test func `random bytes are never read as a recording`() throws {
        let head = try record().prefix(24)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let count = Int.random(in: 0..<200, using: &generator)
            let noise = Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
            #expect(throws: SealedRecordingFailure.self) { try read(head + noise) }
        }
    }
}
