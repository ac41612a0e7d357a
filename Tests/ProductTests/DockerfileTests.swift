import FlowFiles
import Foundation
import Testing

/// The image is described by what the project is; no daemon builds it here.
@Suite struct DockerfileTests {
    private struct Instruction {
        let name: String
        let arguments: String
        /// Of `FROM … AS build`, or of the last stage.
        let stage: Int

        var words: [String] { arguments.split(whereSeparator: \.isWhitespace).map(String.init) }
    }

    private let instructions: [Instruction]
    private let ignored: [Substring]

    init() throws {
        let file = try #require(try ProjectTree.file("deploy/Dockerfile"))
        let whole = file.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
            .replacing("\\\n", with: " ")
        var stage = -1
        instructions = whole.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            if parts[0] == "FROM" { stage += 1 }
            return Instruction(name: parts[0], arguments: parts.count > 1 ? parts[1] : "", stage: stage)
        }
        ignored = try #require(try ProjectTree.file("deploy/Dockerfile.dockerignore")).lines
    }

    private func all(_ name: String, stage: Int? = nil) -> [Instruction] {
        instructions.filter { $0.name == name && (stage == nil || $0.stage == stage) }
    }

    /// The Debian packages that a stage installs.
    private func packages(_ stage: Int) -> Set<String> {
        let commands = all("RUN", stage: stage).flatMap { $0.arguments.components(separatedBy: "&&") }
        let install = commands.filter { $0.contains("apt-get -q -y install") }
            .flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        return Set(install.drop { $0 != "--no-install-recommends" }.dropFirst())
    }

    private func list(_ name: String) throws -> Set<String> {
        let text = try #require(try ProjectTree.file("scripts/setup")).text
        let begin = try #require(text.range(of: "\(name)=("))
        return Set(
            text[begin.upperBound...].prefix { $0 != ")" }.split(whereSeparator: \.isWhitespace).map(
                String.init))
    }

    /// Runs a program of the system; what it prints.
    private func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test func `what is copied is there, and nothing but that is sent to the builder`() throws {
        let copied = all("COPY").filter { !$0.arguments.hasPrefix("--from") }.compactMap(\.words.first)
        #expect(copied.count >= 6)
        for path in copied {
            let url = ProjectTree.root.appendingPathComponent(path)
            #expect(FileManager.default.fileExists(atPath: url.path), "\(path)")
        }
        #expect(Set(ignored.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }) == Set(copied))
        #expect(ignored.contains("*"))
    }

    @Test func `every folder of the manifest is there to build`() throws {
        let manifest = try #require(try ProjectTree.file("Package.swift")).text
        let copied = Set(all("COPY", stage: 0).compactMap(\.words.first))
        for match in manifest.matches(of: /path: "([A-Za-z]+)\//) {
            #expect(copied.contains(String(match.output.1)))
        }
        #expect(copied.isSuperset(of: ["Package.swift", "Sources", "Tests"]))
        // The minor version of Swift is one that the set-up takes.
        let setup = try #require(try ProjectTree.file("scripts/setup")).text
        let least = try #require(setup.firstMatch(of: /swift_minor=(\d+)/)?.output.1)
        for from in all("FROM") {
            let minor = try #require(from.arguments.firstMatch(of: /^swift:6\.(\d+)-bookworm/)?.output.1)
            #expect(Int(minor) ?? 0 >= Int(least) ?? .max)
        }
    }

    @Test func `the packages to build are those of the set-up`() throws {
        #expect(packages(0) == (try list("build_packages")))
        // Pictures of flows are drawn elsewhere.
        #expect(packages(1).isSuperset(of: try list("run_packages").subtracting(["graphviz"])))
    }

    @Test func `every library that the programs are linked with is installed`() throws {
        let folder = try PromesaProcess.executable.deletingLastPathComponent()
        var missing: Set<String> = []
        var seen = 0
        for program in ["promesa", "promesa-voice"] {
            let dynamic = try output("readelf", ["-d", folder.appendingPathComponent(program).path])
            for match in dynamic.matches(of: /NEEDED.*\[(.+?)\]/) {
                let library = String(match.output.1)
                // Swift's own are in the image that we begin with.
                if try !output("dpkg-query", ["-S", "*/\(library)"]).contains(":") { continue }
                let owner = try output("dpkg-query", ["-S", "*/\(library)"]).prefix { $0 != ":" }
                seen += 1
                if !packages(1).union(["libc6", "libgcc-s1", "libstdc++6"]).contains(String(owner)) {
                    missing.insert("\(library) of \(owner)")
                }
            }
        }
        #expect(missing == [])
        #expect(seen >= 10)
    }

    @Test func `the programs are those that are built, and not run as root`() throws {
        let manifest = try #require(try ProjectTree.file("Package.swift")).text
        for copy in all("COPY", stage: 1) where copy.arguments.hasPrefix("--from=build") {
            let name = try #require(copy.words[1].split(separator: "/").last)
            #expect(manifest.contains(".executable(name: \"\(name)\""))
            #expect(all("RUN", stage: 0).contains { $0.arguments.contains("--product \(name)") })
            #expect(copy.words.last == "/usr/local/bin/\(name)")
        }
        let user = try #require(all("USER").last?.arguments.prefix { $0 != ":" })
        #expect(Int(user) ?? 0 > 0)
        #expect(all("RUN", stage: 1).contains { $0.arguments.contains("useradd --system --uid \(user) ") })
        let volume = try #require(all("VOLUME").last?.arguments.firstMatch(of: /"(.+)"/)?.output.1)
        #expect(all("WORKDIR").last?.arguments == String(volume))
        #expect(all("ENTRYPOINT").map(\.arguments) == [#"["/usr/local/bin/promesa"]"#])
        let unit = try #require(try ProjectTree.file("deploy/promesa.service")).text
        let command = all("CMD").last?.arguments.matches(of: /"([^"]+)"/).map { String($0.output.1) } ?? []
        #expect(unit.contains("ExecStart=/usr/local/bin/promesa \(command.joined(separator: " "))\n"))
    }

    @Test func `the ports are the configuration's own`() throws {
        func fallback(_ section: String, _ name: String) -> String {
            ServiceKey.of(section).first { $0.name == name }?.fallback ?? ""
        }
        func port(_ section: String) throws -> String {
            String(try #require(fallback(section, "listen").firstMatch(of: /:(\d+)['\]]*$/)?.output.1))
        }
        let monitoring = try port("monitoring")
        let exposed = try #require(all("EXPOSE").first?.words)
        #expect(
            Set(exposed) == [
                "\(try port("sip"))/udp", "\(try port("audiosocket"))/tcp", "\(monitoring)/tcp",
                "\(fallback("sip", "media_ports"))/udp",
            ])
        let check = try #require(all("HEALTHCHECK").first?.arguments)
        #expect(check.contains("/dev/tcp/127.0.0.1/\(monitoring) ") && check.contains("GET /healthz "))
    }
}
