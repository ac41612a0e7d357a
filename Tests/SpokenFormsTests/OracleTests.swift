import Dialog
import Foundation
import SpokenForms
import Testing

/// Foundation's number formatter knows English numbers too.
struct OracleTests {
    @Test func `numbers are spelled as Foundation spells them`() throws {
        let formatter = NumberFormatter()
        formatter.locale = Locale(identifier: "en_US")
        formatter.numberStyle = .spellOut
        var generator = SeededGenerator(seed: 21)
        let context = SpeakingContext(today: tuesday)
        for round in 0..<3000 {
            let bound = [1000, 100_000, 1_000_000_000_000].randomElement(using: &generator) ?? 1000
            let number = round < 1200 ? round : Int.random(in: -bound...bound, using: &generator)
            let spelled = try SpokenForm.speak(.number(number), language: "en-US", context: context)
            #expect(spelled == formatter.string(from: NSNumber(value: number)))
        }
    }
}
