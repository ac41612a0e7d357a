import Foundation
package import Logging
import Synchronization

/// Writes one JSON object a line to standard error: `time`, `level`, `message`, and the metadata.
package struct JSONLog: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    /// Two lines never mix.
    private static let output = Mutex(FileHandle.standardError)

    package init(label: String, level: Logger.Level = .info) {
        self.label = label
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line: [String: Any] = [
            "time": Date().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)),
            "level": event.level.rawValue, "message": event.message.description, "logger": label,
        ]
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
            line[key] = value.description
        }
        guard var data = try? JSONSerialization.data(withJSONObject: line, options: [.sortedKeys]) else {
            return
        }
        data.append(0x0A)
        Self.output.withLock { try? $0.write(contentsOf: data) }
    }
}
