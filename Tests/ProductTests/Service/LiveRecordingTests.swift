import Audio
import Foundation
import Storage
import Testing

/// The recording of a live call, from the notice to the erasure.
@Suite(.serialized) struct LiveRecordingTests {
    @Test func `a live call is recorded under the key, opens whole, and is erased with its account`()
        async throws
    {
        let phone = AnsweringPhone()
        let address = try await phone.start()
        let service = try ServiceProcess(
            """
            dial: {gateways: ['\(address)']}
            recordings: {folder: recordings, key: {file: key}}
            """)
        let key = service.folder.path("key")
        try String(repeating: "5a", count: 32).write(toFile: key, atomically: true, encoding: .utf8)
        try service.account("A-1")
        try await service.start()
        phone.behave(.listens)
        let dialled = try service.dial()
        #expect(dialled.code == 0, "\(dialled.output)")
        try await eventually("the call is over") { phone.endedCalls == 1 }
        service.stop()
        await phone.stop()

        let folder = service.folder.path("recordings")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        let file = try #require(files.first { $0.hasSuffix(".recording") }, "\(service.log)")
        let wav = service.folder.path("call.wav")
        func decrypt(_ key: String, _ file: String) throws -> Int32 {
            try PromesaProcess.run([
                "recording", "decrypt", file, "--key-file", key, "--output", wav,
            ]).code
        }
        let whole = (folder as NSString).appendingPathComponent(file)
        let other = service.folder.path("other-key")
        try String(repeating: "5b", count: 32).write(toFile: other, atomically: true, encoding: .utf8)
        #expect(try decrypt(other, whole) == 1)
        #expect(!FileManager.default.fileExists(atPath: wav), "what doesn't open leaves no file")
        #expect(try decrypt(key, whole) == 0)
        let ours = try AudioFile.read(wav, channels: .only(1)).telephone()
        #expect(ours.count > 8_000)
        #expect(LevelMeter.rmsDBFS(ours) > -45, "our side is on the right")

        let erased = try PromesaProcess.run([
            "erase", "--data", service.store, "--account", "A-1", "--as-of", "2026-03-20", "--recordings",
            folder,
        ])
        #expect(
            erased.code == 0 && erased.output.contains("1 recordings deleted"),
            "\(erased.output)\(erased.errors)")
        #expect(!FileManager.default.fileExists(atPath: whole))
    }
}
