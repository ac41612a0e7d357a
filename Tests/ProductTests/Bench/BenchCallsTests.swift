import Foundation
import Testing

/// `promesa bench calls` against services on this machine; callers hang up once the opening was said.
@Suite(.serialized) struct BenchCallsTests {
    private static func bench(_ options: [String]) throws -> [String: Any] {
        let turns = try TemporaryFile("hangup\n")
        let result = try PromesaProcess.run(
            ["bench", "calls", "--seconds", "5", "--turns", turns.url.path, "--json"] + options)
        #expect(result.code == 0, "\(result.output)\(result.errors)")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test(arguments: ["sip", "audiosocket"])
    func `callers of a service of its own all come out like the first one`(adapter: String) throws {
        let report = try Self.bench(["--adapter", adapter, "--calls", "2"])
        #expect(report["adapter"] as? String == adapter)
        #expect(report["callsMade"] as? Int ?? 0 >= 3)
        #expect(report["callsNotTaken"] as? Int == 0)
        #expect(report["wrongOutcomes"] as? Int == 0)
        #expect(report["lostOutcomes"] as? Int == 0)
        #expect(report["exitCode"] as? Int == 0)
        #expect(report["coresUsed"] as? Double ?? 0 > 0)
        let sent = try #require(report["sendDeviationMs"] as? [String: Any])
        #expect(sent["n"] as? Int ?? 0 > 100)
    }

    @Test func `a running service is called at its address, and tells by its metrics what it uses`()
        async throws
    {
        let service = try ServiceProcess("monitoring: {listen: '127.0.0.1:0'}")
        try service.account("A-1")
        try await service.start()
        let output = try String(contentsOfFile: service.folder.path("output"), encoding: .utf8)
        func address(_ name: String) throws -> String {
            let line = try #require(output.split(separator: "\n").first { $0.hasPrefix(name) })
            return try #require(line.split(separator: " ").last?.split(separator: "/").first.map(String.init))
        }
        let options = [
            "--adapter", "sip", "--calls", "1", "--address", try address("sip"), "--prefix", "A-",
            "--metrics", try address("monitoring"),
        ]
        let report = try Self.bench(options)
        #expect(report["callsMade"] as? Int ?? 0 >= 2)
        #expect(report["coresUsed"] as? Double ?? 0 > 0)
        #expect(report["wrongOutcomes"] is NSNull)
        #expect(report["exitCode"] is NSNull)
        service.stop()
    }

    @Test func `options that belong to a running service need its address`() throws {
        let result = try PromesaProcess.run(["bench", "calls", "--metrics", "127.0.0.1:9464"])
        #expect(result.code != 0)
        #expect(result.errors.contains("need --address"))
    }

    @Test func `a service that is started with a lifeline ends with whoever held it`() throws {
        let service = try ServiceProcess("monitoring: {listen: '127.0.0.1:0'}")
        try service.account("A-1")
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = try PromesaProcess.executable
        process.arguments = ["serve", "--config", service.configuration, "--until-input-ends"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        while !text.contains("ready\n") {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "\(text)")
            text += String(decoding: data, as: UTF8.self)
        }
        #expect(process.isRunning)
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
