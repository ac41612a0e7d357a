import CESpeakNG
import Glibc
import VoiceProcess

/// One text, spoken in a child process.
enum SpeechChild {
    /// A child that works longer than this is ended; the longest text takes well under one.
    private static let longestSeconds: UInt32 = 20

    /// Forks a child that does the work and answers; answers in its place if it could not.
    static func answer(
        to channel: MessageChannel, _ work: () -> VoiceMessage
    ) throws(ChannelFailure) {
        let child = promesa_fork()
        guard child >= 0 else { return try channel.send(.failed(.engine)) }
        if child == 0 {
            alarm(longestSeconds)
            let answer = work()
            do throws(ChannelFailure) {
                try channel.send(answer)
            } catch {
                _exit(1)
            }
            _exit(0)
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        // Zero is an ordinary end with exit code 0. Else it died, perhaps in the middle of its answer: the only thing
        // that can't be mistaken for the rest of it is the end of the stream. The caller starts another process.
        if status != 0 { exit(1) }
    }
}
