/// Where calls are recorded, encrypted; without it, they are not.
package struct RecordingsConfiguration: Sendable, Hashable {
    package var folder: String
    /// 64 hexadecimal digits.
    package var key: SecretReference

    package init(folder: String, key: SecretReference) {
        self.folder = folder
        self.key = key
    }
}

extension ServiceReader {
    func recordings(_ section: Record) -> RecordingsConfiguration? {
        for key in ["folder", "key"] where !section.has(key) {
            findings.error(section.position, "'recordings' needs '\(key)'")
        }
        guard let folder = path(section, "folder"), let key = secret(section, "key") else { return nil }
        return RecordingsConfiguration(folder: folder, key: key)
    }
}
