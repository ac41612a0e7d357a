import Calls
import Glibc
import Testing

@testable import Speech
@testable import VoiceProcess

@Suite struct VoiceProcessTests {
    @Test(arguments: [
        VoiceMessage.open(voice: "en-us", wordsPerMinute: 160),
        .opened(sampleRateHz: 22_050, version: "1.51", dataFolder: "/usr/share/espeak ñ"),
        .speak("¿Hablo con José?"), .pronounce("José"), .pronounced("xosˈe"), .speak(""), .spoken([]),
        .spoken([0, -1, .max, .min]),
        .failed(.tooLong),
    ])
    func `a message comes out as it went in`(message: VoiceMessage) {
        #expect(VoiceMessage(message.bytes) == message)
    }

    @Test(arguments: [[], [0], [9, 1], [1, 0, 0], [2, 1, 0, 0, 0, 65], [4, 1], [5], [5, 99], [5, 1, 1]])
    func `what is no message is refused`(bytes: [UInt8]) {
        #expect(VoiceMessage(bytes) == nil)
    }

    /// Both ends of a socket, closed with it.
    private final class Ends {
        var descriptors: [Int32] = [-1, -1]

        init() { socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &descriptors) }

        deinit { for descriptor in descriptors { close(descriptor) } }

        func inject(_ bytes: [UInt8]) {
            _ = bytes.withUnsafeBytes { write(descriptors[0], $0.baseAddress, $0.count) }
            shutdown(descriptors[0], Int32(SHUT_WR))
        }
    }

    @Test func `a stream that ends between messages is over, within one it is malformed`() throws {
        let over = Ends()
        over.inject([])
        #expect(try MessageChannel(over.descriptors[1]).receive() == nil)
        for bytes: [UInt8] in [
            [5], [2, 0, 0, 0, 5], [0, 0, 0, 0], [255, 255, 255, 255, 1], [1, 0, 0, 0, 77],
        ] {
            let broken = Ends()
            broken.inject(bytes)
            #expect(throws: ChannelFailure.malformed) {
                _ = try MessageChannel(broken.descriptors[1]).receive()
            }
        }
    }

    @Test func `sending to an end that is gone is an error, not a signal`() {
        let ends = Ends()
        close(ends.descriptors[1])
        ends.descriptors[1] = -1
        #expect(throws: ChannelFailure.broken(EPIPE)) {
            try MessageChannel(ends.descriptors[0]).send(.speak("hello"))
        }
    }

    @Test func `a voice whose process was killed speaks again in a new one`() throws {
        let voice = ESpeakVoice("en-us")
        let before = try voice.speak("One moment please.").samples
        let first = try #require(voice.processID)
        kill(first, SIGKILL)
        #expect(throws: SynthesisFailure.self) { _ = try voice.speak("One moment please.") }
        #expect(try voice.speak("One moment please.").samples == before)
        #expect(voice.processID != first)
    }

    @Test func `a voice that isn't installed is named`() {
        #expect {
            _ = try ESpeakVoice("no-such-voice").speak("Hello.")
        } throws: { error in
            "\(error)".contains("'no-such-voice'") && "\(error)".contains("espeak-ng-data")
        }
    }
}
