import CESpeakNG
import Glibc
import VoiceProcess

// Speaks texts with eSpeak NG for the process that started it: its standard input and output are one socket.
//
// eSpeak NG carries much from one text to the next: phases of its generators, a gain, a flutter. So this process never
// speaks. It loads a voice, and for each text forks a child that speaks it and ends: every text starts from the same
// state, and what crashes the library costs one text.

// An operator's interrupt is for the process that serves calls; this one ends when its socket closes.
signal(SIGINT, SIG_IGN)
signal(SIGTERM, SIG_IGN)

let channel = MessageChannel(STDIN_FILENO)

do {
    guard case .open(let name, let wordsPerMinute)? = try channel.receive() else {
        try channel.send(.failed(.protocolError))
        exit(1)
    }
    switch Voice.open(name, wordsPerMinute: wordsPerMinute) {
    case .failure(let fault):
        try channel.send(.failed(fault.fault))
        exit(1)
    case .success(let voice):
        let (version, dataFolder) = voice.version
        try channel.send(
            .opened(sampleRateHz: voice.sampleRateHz, version: version, dataFolder: dataFolder))
        while let message = try channel.receive() {
            switch message {
            case .speak(let text): try SpeechChild.answer(to: channel) { voice.speak(text) }
            case .pronounce(let text): try SpeechChild.answer(to: channel) { voice.pronounce(text) }
            case .open, .opened, .spoken, .pronounced, .failed:
                try channel.send(.failed(.protocolError))
                exit(1)
            }
        }
    }
} catch {
    // The other end is gone, and nobody is left to tell.
    exit(1)
}
