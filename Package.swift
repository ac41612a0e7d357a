// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: strict)
}

func nio(_ product: String) -> Target.Dependency { .product(name: product, package: "swift-nio") }

func system(_ name: String, _ pkgConfig: String, apt: [String]) -> Target {
    .systemLibrary(name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt(apt)])
}

let package = Package(
    name: "promesa",
    products: [
        .executable(name: "promesa", targets: ["promesa"]),
        .executable(name: "promesa-voice", targets: ["promesa-voice"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // C libraries, from Debian packages.
        system("CPocketSphinx", "pocketsphinx", apt: ["libpocketsphinx-dev"]),
        system("CESpeakNG", "espeak-ng", apt: ["libespeak-ng-dev"]),
        system("CSndFile", "sndfile", apt: ["libsndfile1-dev"]),
        system("CSpanDSP", "spandsp", apt: ["libspandsp-dev"]),
        system("CSpeexDSP", "speexdsp", apt: ["libspeexdsp-dev"]),
        system("CSoxr", "soxr", apt: ["libsoxr-dev"]),
        .systemLibrary(name: "CScheduling", path: "Sources/System/CScheduling"),
        system("CSRTP", "libsrtp2", apt: ["libsrtp2-dev"]),
        system("CLibRe", "libre", apt: ["libre-dev", "libssl-dev"]),

        // The pure core.
        module("Dialog"),
        module("Compliance", ["Dialog"]),
        module("Counterproof", ["Dialog"]),
        module("SpokenForms", ["Dialog"]),
        module(
            "FlowFiles", ["Dialog", "Compliance", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Policies/Shipped")]),

        // Audio, calls and the ports they own.
        module("Audio", ["CSndFile", "CSpanDSP", "CSpeexDSP", "CSoxr"]),
        module("Calls", ["Dialog", "Audio", "SpokenForms", "Compliance"]),

        // Calls at the pace of the clock, many at once.
        module("Live", ["Calls", "Dialog", "Audio", "SpokenForms", nio("NIOCore")]),

        // What operators see: metrics, health, logs and traces, none with a debtor's datum.
        module(
            "Telemetry",
            [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"), nio("NIOCore"),
                nio("NIOPosix"), nio("NIOHTTP1"),
            ]),

        module("Reports", ["Calls", "Dialog"], resources: [.embedInCode("Style/report.css")]),

        // The acoustic model and our own scoring of it: optimised in every build, or tests would take minutes.
        .target(
            name: "Acoustics", dependencies: ["SpokenForms"],
            resources: [.embedInCode("TelephoneModel/telephone-transform.json")],
            swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),

        // Adapters.
        module(
            "Speech",
            [
                "Calls", "Audio", "Acoustics", "SpokenForms", "Dialog", "CPocketSphinx", "VoiceProcess",
            ]),
        module(
            "MediaAdapters",
            ["Calls", "Live", "Audio", "Dialog", "CLibRe", "CSRTP", nio("NIOCore"), nio("NIOPosix")]),
        module("Storage", ["Calls", "Dialog", .product(name: "GRDB", package: "GRDB.swift")]),

        // Quality: scripted callers, what they expect, and what they cover.
        module(
            "Scenarios",
            ["Calls", "Dialog", "Audio", "SpokenForms", "Compliance", "Counterproof", "FlowFiles"]),

        // What speaks, in a process of its own.
        module("VoiceProcess"),
        .executableTarget(
            name: "promesa-voice", dependencies: ["VoiceProcess", "CESpeakNG"], swiftSettings: strict),

        // The command: the composition root.
        .executableTarget(
            name: "promesa",
            dependencies: [
                "Dialog", "Compliance", "Counterproof", "SpokenForms", "FlowFiles", "Audio", "Calls",
                "Acoustics", "Speech", "MediaAdapters", "Live", "Telemetry", "Storage", "Reports",
                "Scenarios", "CScheduling", nio("NIOCore"), nio("NIOPosix"), nio("NIOEmbedded"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.embedInCode("Starter/Project"), .embedInCode("Starter/Proyecto")],
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: [
                "Dialog", "Calls", "Audio", "SpokenForms", nio("NIOCore"), nio("NIOPosix"), nio("NIOHTTP1"),
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests("DialogTests", ["Dialog"]),
        tests("ComplianceTests", ["Compliance", "Counterproof", "Scenarios", "Dialog", "FlowFiles"]),
        tests("SpokenFormsTests", ["SpokenForms", "Dialog"]),
        tests("FlowFilesTests", ["FlowFiles", "Dialog", "Compliance"], exclude: ["Fixtures"]),
        tests("AudioTests", ["Audio"]),
        tests("CallsTests", ["Calls", "Dialog", "Audio", "SpokenForms", "Compliance"]),
        tests("AcousticsTests", ["Acoustics", "SpokenForms", "Dialog", "Audio", "CPocketSphinx"]),
        tests(
            "SpeechTests",
            [
                "Speech", "Calls", "Audio", "Acoustics", "SpokenForms", "Dialog", "CPocketSphinx",
                "VoiceProcess", "promesa-voice",
            ]),
        tests(
            "MediaAdaptersTests",
            ["MediaAdapters", "Live", "Calls", "Audio", "Dialog", nio("NIOCore"), nio("NIOPosix")]),
        tests(
            "LiveTests",
            ["Live", "Calls", "Audio", "Dialog", "SpokenForms", nio("NIOCore"), nio("NIOEmbedded")]),
        tests(
            "TelemetryTests",
            [
                "Telemetry", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Tracing", package: "swift-distributed-tracing"), nio("NIOCore"),
                nio("NIOPosix"), nio("NIOHTTP1"),
            ]),
        tests("ReportsTests", ["Reports", "Calls", "Dialog", "Audio", "SpokenForms"]),
        tests("StorageTests", ["Storage", "Calls", "Dialog", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "ScenariosTests",
            ["Scenarios", "Calls", "Dialog", "Audio", "Compliance", "Counterproof", "FlowFiles"],
            exclude: ["Fixtures"]),
        tests(
            "ProductTests",
            [
                "Dialog", "Compliance", "SpokenForms", "FlowFiles", "Audio", "Calls", "Speech",
                "MediaAdapters", "Live", "Storage", "Scenarios", "Telemetry", "promesa", "CScheduling",
                nio("NIOCore"),
                nio("NIOPosix"), nio("NIOHTTP1"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            exclude: ["Conversations/Pages"]),
    ],
    swiftLanguageModes: [.v6]
)
