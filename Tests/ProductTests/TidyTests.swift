import Foundation
import Testing

/// What a module may import: arrows point at the pure core, and only the command knows every module.
private let moduleTable: [String: Set<String>] = [
    "Dialog": [],
    "Compliance": ["Dialog"],
    "Counterproof": ["Dialog"],
    "SpokenForms": ["Dialog"],
    "FlowFiles": ["Dialog", "Compliance", "Yams"],
    "Audio": ["CSndFile", "CSpanDSP", "CSpeexDSP", "CSoxr"],
    "Calls": ["Dialog", "Audio", "SpokenForms", "Compliance"],
    "Acoustics": ["SpokenForms"],
    "Speech": ["Calls", "Audio", "Acoustics", "SpokenForms", "Dialog", "CPocketSphinx", "VoiceProcess"],
    "VoiceProcess": [],
    "promesa-voice": ["VoiceProcess", "CESpeakNG"],
    "Live": ["Calls", "Dialog", "Audio", "SpokenForms", "NIOCore"],
    "MediaAdapters": ["Calls", "Live", "Audio", "Dialog", "NIOCore", "NIOPosix", "CLibRe", "CSRTP"],
    "Telemetry": [
        "Logging", "CoreMetrics", "Tracing", "NIOCore", "NIOPosix", "NIOHTTP1", "FoundationNetworking",
    ],
    "Storage": ["Calls", "Dialog", "GRDB"],
    "Reports": ["Calls", "Dialog"],
    "Scenarios": [
        "Calls", "Dialog", "Audio", "SpokenForms", "Compliance", "Counterproof", "FlowFiles",
    ],
    "promesa": [
        "Dialog", "Compliance", "Counterproof", "SpokenForms", "FlowFiles", "Audio", "Calls", "Acoustics",
        "Speech",
        "MediaAdapters", "Live", "Telemetry", "Storage", "Reports", "Scenarios",
        "CScheduling", "ArgumentParser", "NIOCore", "NIOPosix", "NIOEmbedded", "Logging", "Metrics",
        "CoreMetrics", "Tracing",
        "Crypto",
    ],
]

/// Modules that do no input or output and know no platform.
private let pureModules: Set<String> = ["Dialog", "Compliance", "Counterproof", "SpokenForms"]

/// What every module may import besides: it comes with the language.
private let standardLibrary: Set<String> = ["Synchronization"]

/// What every module that isn't pure may import besides.
private let platform: Set<String> = ["Foundation", "Glibc", "Dispatch"]

private let lineCeiling = 500

@Suite struct `The project is tidy` {
    /// Every file that breaks a rule, as `path:line`, so that one run shows them all.
    private func places(_ files: [ProjectTree.File], where breaks: (ProjectTree.File, Substring) -> Bool)
        -> [String]
    {
        files.flatMap { file in
            file.lines.enumerated().compactMap { index, line in
                breaks(file, line) ? "\(file.path):\(index + 1)" : nil
            }
        }
    }

    /// The module of an import declaration, whatever its access level or attributes.
    private func importedModule(_ line: Substring) -> String? {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
            words[..<place].allSatisfy({
                $0.hasPrefix("@") || ["package", "internal", "private", "public"].contains($0)
            })
        else { return nil }
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
        ]
        let rest = words[(place + 1)...].drop { kinds.contains($0) }
        return rest.first?.split(separator: ".").first.map(String.init)
    }

    @Test func `there is something to check`() throws {
        let modules = Set(try ProjectTree.swiftFiles(under: "Sources").map(\.module))
        #expect(modules.isSuperset(of: ["Dialog", "Calls", "Storage", "promesa"]))
    }

    @Test func `imports are read as they are written`() {
        #expect(importedModule("import Dialog") == "Dialog")
        #expect(importedModule("package import Dialog") == "Dialog")
        #expect(importedModule("@testable import Storage") == "Storage")
        #expect(importedModule("import struct Foundation.Data") == "Foundation")
        #expect(importedModule("// import Dialog") == nil)
        #expect(importedModule("    let important = 1") == nil)
    }

    @Test func `every module is in the table`() throws {
        let modules = Set(try ProjectTree.swiftFiles(under: "Sources").map(\.module)).subtracting(["System"])
        #expect(modules.subtracting(moduleTable.keys) == [])
    }

    @Test func `a module imports only what the table allows`() throws {
        let wrong = places(try ProjectTree.swiftFiles(under: "Sources")) { file, line in
            guard let imported = importedModule(line), var allowed = moduleTable[file.module] else {
                return false
            }
            allowed.formUnion(standardLibrary)
            if !pureModules.contains(file.module) { allowed.formUnion(platform) }
            return !allowed.contains(imported)
        }
        #expect(wrong == [])
    }

    @Test func `the pure modules import no Foundation`() throws {
        let wrong = places(try ProjectTree.swiftFiles(under: "Sources")) { file, line in
            pureModules.contains(file.module) && importedModule(line).map(platform.contains) == true
        }
        #expect(wrong == [])
    }

    @Test func `no Swift file is longer than 500 lines`() throws {
        let long = try ProjectTree.swiftFiles(under: "Sources", "Tests").filter {
            $0.lines.count > lineCeiling + 1
        }
        #expect(long.map { "\($0.path): \($0.lines.count - 1) lines" } == [])
    }

    @Test func `nothing in Sources gives up on purpose`() throws {
        // Spelled in pieces, so that a search of the project doesn't find this test.
        let forbidden = ["try" + "!", "fatal" + "Error(", "as" + "! "]
        let wrong = places(try ProjectTree.swiftFiles(under: "Sources")) { _, line in
            let code = line.trimmingPrefix(while: \.isWhitespace)
            return !code.hasPrefix("//") && forbidden.contains(where: code.contains)
        }
        #expect(wrong == [])
    }

    @Test func `file names say what is in them`() throws {
        let vague = ["Util", "Helper", "Manager", "Common"]
        let wrong = try ProjectTree.swiftFiles(under: "Sources", "Tests").filter { file in
            vague.contains(where: file.name.contains)
        }
        #expect(wrong.map(\.path) == [])
    }

    @Test func `nothing refers to a folder of somebody's machine`() throws {
        let homes = ["/" + "home/", "/" + "Users/", "/" + "root/", "/" + "work/"]
        let wrong = places(try ProjectTree.textFiles()) { _, line in
            homes.contains { home in
                line.ranges(of: home).contains { isStartOfPath($0.lowerBound, in: line) }
            }
        }
        #expect(wrong == [])
    }

    /// Not so for `docs/work/…`, whose slash has a name before it.
    private func isStartOfPath(_ index: Substring.Index, in line: Substring) -> Bool {
        guard index > line.startIndex else { return true }
        let before = line[line.index(before: index)]
        return !(before.isLetter || before.isNumber || "._-}/$)~".contains(before))
    }
}
