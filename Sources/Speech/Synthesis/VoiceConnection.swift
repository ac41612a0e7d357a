import Calls
import Glibc
import VoiceProcess

/// One running voice process: it owns the process and its socket, and ends both.
struct VoiceConnection: ~Copyable {
    /// A process that says nothing for so long is given up.
    private static let longestWaitSeconds = 30

    let sampleRateHz: Int
    /// eSpeak NG's version and where its data is.
    let version: (number: String, dataFolder: String)
    let process: pid_t
    private let socket: Int32

    /// Starts a process with a voice loaded.
    init(voice: String, wordsPerMinute: Int32) throws(SynthesisFailure) {
        let (process, socket) = try Self.start(VoiceProgram.path())
        do throws(SynthesisFailure) {
            let answer = try Self.ask(.open(voice: voice, wordsPerMinute: wordsPerMinute), socket)
            guard case .opened(let rate, let version, let folder) = answer, let hertz = Int(exactly: rate),
                hertz > 0
            else { throw Self.failure(answer, voice) }
            sampleRateHz = hertz
            self.version = (version, folder)
        } catch {
            Self.end(process, socket)
            throw error
        }
        self.process = process
        self.socket = socket
    }

    deinit { Self.end(process, socket) }

    /// Speaks plain text without a zero byte.
    func speak(_ text: String) throws(SynthesisFailure) -> [Int16] {
        let answer = try Self.ask(.speak(text), socket)
        guard case .spoken(let samples) = answer else { throw Self.failure(answer, "") }
        return samples
    }

    /// The phonetic letters of plain text without a zero byte.
    func pronounce(_ text: String) throws(SynthesisFailure) -> String {
        let answer = try Self.ask(.pronounce(text), socket)
        guard case .pronounced(let letters) = answer else { throw Self.failure(answer, "") }
        return letters
    }

    private static func ask(_ message: VoiceMessage, _ socket: Int32) throws(SynthesisFailure) -> VoiceMessage
    {
        let channel = MessageChannel(socket)
        let answer: VoiceMessage?
        do throws(ChannelFailure) {
            try channel.send(message)
            answer = try channel.receive()
        } catch {
            throw .engineFailed("the voice process did not answer")
        }
        guard let answer else { throw .engineFailed("the voice process ended") }
        return answer
    }

    private static func failure(_ answer: VoiceMessage, _ voice: String) -> SynthesisFailure {
        guard case .failed(let fault) = answer else {
            return .engineFailed("the voice process gave an unexpected answer")
        }
        return switch fault {
        case .noData:
            .engineFailed("eSpeak NG cannot find its data; install the Debian package espeak-ng-data")
        case .noVoice:
            .engineFailed("eSpeak NG has no voice '\(voice)'; install the Debian package espeak-ng-data")
        case .engine: .engineFailed("eSpeak NG could not speak a text")
        case .tooLong: .engineFailed("the speech is longer than ten minutes")
        case .protocolError: .engineFailed("the voice process is of another version than this program")
        }
    }
}

extension VoiceConnection {
    /// Starts the program with one end of a socket pair as its input and output; returns the other end.
    private static func start(_ program: String) throws(SynthesisFailure) -> (pid_t, Int32) {
        var ends: (Int32, Int32) = (-1, -1)
        let made = withUnsafeMutableBytes(of: &ends) {
            socketpair(
                AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0,
                $0.assumingMemoryBound(to: Int32.self).baseAddress)
        }
        guard made == 0 else { throw .engineFailed("no socket for the voice process: error \(errno)") }
        defer { close(ends.1) }
        var limit = timeval(tv_sec: longestWaitSeconds, tv_usec: 0)
        setsockopt(ends.0, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends.1, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, ends.1, STDOUT_FILENO)
        // What the library complains about may hold what is spoken.
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

        var process: pid_t = 0
        let status = program.withCString { path in
            var arguments: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: path), nil]
            return posix_spawn(&process, path, &actions, nil, &arguments, environ)
        }
        guard status == 0 else {
            close(ends.0)
            throw .engineFailed("cannot start '\(program)': error \(status)")
        }
        return (process, ends.0)
    }

    /// Closes the socket and ends the process, which holds nothing that could be lost.
    private static func end(_ process: pid_t, _ socket: Int32) {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
}
