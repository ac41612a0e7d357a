import ArgumentParser
import Audio
import Foundation

/// `promesa recording`: what the service recorded.
struct RecordingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recording", abstract: "Open recordings of live calls.",
        subcommands: [RecordingDecryptCommand.self])
}

/// `promesa recording decrypt`: makes a sound file of a sealed recording.
struct RecordingDecryptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decrypt",
        abstract: "Decrypt a recording into a WAV file.",
        discussion: """
            The caller is left, our side right. A recording that was changed in any way, or that another key was used
            for, is refused and leaves no file. One that was cut off, because the service was killed or the disk was
            full, is refused, too, unless --partial is given.

            Exit codes: 0 whole · 1 changed, cut off or another key · 2 usage · 3 a file can't be read or written.

            EXAMPLE
              promesa recording decrypt recordings/20260302-0a1b2c3d4e5f.recording --key-file key --output call.wav
            """)

    @Argument(help: ArgumentHelp("The recording.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("The key: 64 hexadecimal digits in the first line.", valueName: "file"))
    var keyFile: String

    @Option(help: ArgumentHelp("The WAV file to write.", valueName: "file"))
    var output: String

    @Flag(help: "Take what is there of a recording that was cut off.")
    var partial = false

    func run() throws {
        guard let key = RecordingKey(try SecretReferenceFile.firstLine(of: keyFile)) else {
            throw CommandFailure(
                .findings, "promesa: error: '\(keyFile)' has no key of 64 hexadecimal digits")
        }
        do {
            try decrypt(key)
        } catch let failure as SealedRecordingFailure {
            let code: CommandFailure.Code =
                switch failure {
                case .reading, .writing: .environment
                case .notARecording, .notAuthentic, .cutOff: .findings
                }
            throw CommandFailure(code, "\(file): error: \(failure)")
        } catch let failure as AudioFailure {
            throw CommandFailure(.environment, "promesa: error: \(failure)")
        }
    }

    private func decrypt(_ key: RecordingKey) throws {
        let reader = try SealedRecordingReader(path: file, key: key)
        let writer = try WAVWriter(path: output, channels: 2)
        do throws(SealedRecordingFailure) {
            while let chunk = try reader.next() { try write(chunk, to: writer) }
        } catch {
            if case .cutOff = error, partial {
                StandardError.print("\(file): warning: \(error)")
            } else {
                writer.abandon()
                throw error
            }
        }
        try writer.finish()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: output)
    }

    private func write(_ chunk: [UInt8], to writer: WAVWriter) throws(SealedRecordingFailure) {
        do throws(AudioFailure) {
            try writer.write([Int16](littleEndianBytes: chunk))
        } catch {
            throw .writing("\(error)")
        }
    }
}

/// A secret that stands in a file.
enum SecretReferenceFile {
    static func firstLine(of path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let line = text.split(whereSeparator: \.isNewline).first
        else {
            throw CommandFailure(.environment, "promesa: error: no secret can be read from '\(path)'")
        }
        return String(line)
    }
}
