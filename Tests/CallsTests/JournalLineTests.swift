import Dialog
import Foundation
import Testing

@testable import Calls

@Suite struct JournalLineTests {
    private func encoded(_ record: JournalRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(record), as: UTF8.self)
    }

    private static let words = "a \"b\" \\ / \u{8}\t\n\u{C}\r \u{1} \u{1f} \u{7f} é 中 🙂 \u{2028}"

    private static let events: [DialogEvent] = [
        .answered, .waitEnded(.machine), .playbackFinished(PlaybackID(7)), .speechStarted, .falseStart,
        .keyPressed,
        .answer(Answer(.value(.text(words)), confidence: 0.123, words: words)),
        .answer(Answer(.ambiguous([.number(1), .yesNo(true)]), confidence: 1, words: "x")),
        .answer(Answer(.universal("help"), mode: .keys, confidence: 1, words: "*2")),
        .noMatch(.keys), .timerFired(.noInput), .verdict(.unsure, .speech),
        .committed(.done(reference: "42")),
        .committed(.failed), .committed(.duplicate), .transferEnded(.noAnswer), .callerHungUp, .fault(.media),
    ]

    private static var effects: [DialogEffect] {
        let date = LocalDate(year: 2026, month: 3, day: 2)
        let instalments = date.map {
            [Instalment(sequence: 1, amount: Money(minorUnits: 12_345, currency: .usd), due: $0)]
        }
        return [
            .entered("a-flow", "a_step"),
            .play(
                Playback(
                    id: PlaybackID(3), prompts: [BoundPrompt("one"), BoundPrompt("two")], bargeIn: .none)),
            .stopPlayback, .resumePlayback(PlaybackID(3)), .stopListening,
            .startTimer(.noInput, after: .milliseconds(5_250)),
            .wait(.greeting, timeout: .seconds(4)), .commit(.promise(.plan, instalments: instalments ?? [])),
            .commit(.callBack(on: date, at: LocalTime(hour: 9, minute: 5))), .commit(.flag(.hardship)),
            .filled("slot", .text(words)),
            .switchLanguage("es-ES"), .left("a_step", "said_yes"), .transfer(destination: "agent"),
            .end(.failed, .error),
        ]
    }

    @Test(arguments: [false, true]) func `a line is what JSONEncoder would write`(isSecret: Bool) throws {
        for event in Self.events {
            let record = JournalRecord(event, n: 12, t: 3_456, isSecret: isSecret)
            #expect(record.json == (try encoded(record)))
        }
        for effect in Self.effects {
            let record = JournalRecord(effect, n: 1, t: 0, isSecret: isSecret)
            #expect(record.json == (try encoded(record)))
        }
    }
}
