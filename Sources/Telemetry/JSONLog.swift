import Foundation
package import Logging

/// Writes one JSON object a line to standard error: `time`, `level`, `message`, and the metadata.
package struct JSONLog: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    /// Two lines never mix, and nobody waits for them.
    private static let output = LogWriter(.standardError)

    /// Returns once every line is written, or after two seconds: before the process ends.
    package static func flush() { output.flush() }

    package init(label: String, level: Logger.Level = .info) {
        self.label = label
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// A moment as lines have it.
    static func words(for moment: Date) -> String {
        moment.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
    }

    package func log(event: LogEvent) {
        let (now, label, level, message) = (Date(), label, event.level, event.message.description)
        let values = metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 })
            .mapValues(\.description)
        Self.output.write {
            var line = values
            line["time"] = Self.words(for: now)
            (line["level"], line["message"], line["logger"]) = (level.rawValue, message, label)
            guard var data = try? JSONSerialization.data(withJSONObject: line, options: [.sortedKeys]) else {
                return nil
            }
            data.append(0x0A)
            return data
        }
    }
}
