import Calls
import Dialog
import TestSupport
import Testing

@Suite struct ReplayTests {
    private static let wholeCall: [ScriptedLeg.Act] = [.says(0), .says(1), .says(2), .says(3), .says(4)]

    /// The lines of a call that ends in a promise.
    private func journal(_ acts: [ScriptedLeg.Act] = wholeCall) throws -> (lines: [String], setup: CallSetup)
    {
        var call = SampleCall()
        call.acts = acts
        return (try call.run().journal.contents.lines.map(\.json), call.setup)
    }

    @Test func `a call replays from its journal to the same effects`() throws {
        let (lines, setup) = try journal()
        let replay = try JournalReplay(JournalText(lines: lines), with: setup)
        #expect(replay.ending == .complete)
        #expect(replay.events + replay.effects == lines.count - 1)
        #expect(replay.conversation.end?.1 == .promiseToPay)
    }

    @Test(arguments: [
        [ScriptedLeg.Act.says(0), .hangsUp], [.says(6)], [.says(7), .says(7), .says(7)],
        [.isSilent(frames: 2_000)],
        [.says(0), .says(8), .hangsUp],
        [.says(0), .keys("03151980"), .interrupts(2), .says(3), .says(5), .says(10)],
    ]) func `calls of every kind replay`(acts: [ScriptedLeg.Act]) throws {
        let (lines, setup) = try journal(acts + [.hangsUp])
        let replay = try JournalReplay(JournalText(lines: lines), with: setup)
        #expect(replay.ending == .complete)
    }

    @Test(arguments: [[ScriptedLeg.Act.says(11), .says(5), .says(11)], [.says(11), .says(12)]])
    func `after a no the same words mean the next value, and the call replays`(acts: [ScriptedLeg.Act]) throws
    {
        var call = SampleCall()
        call.acts = [.says(0), .says(1)] + acts + [.says(4), .says(3), .says(4)]
        // Ninety is heard in place of thirty, and in doubt.
        call.confidences = [Double](repeating: 0.95, count: 11) + [0.7, 0.9]
        call.alternatives = [11: "thirty dollars", 12: "no thirty dollars"]
        let result = try call.run()
        let lines = result.journal.contents.lines.map(\.json)
        let both = #""readings":[{"type":"money","value":"90.00 USD"},{"type":"money","value":"30.00 USD"}]"#
        #expect(lines.count { $0.contains(both) } == 1)
        #expect(lines.count { $0.contains(#""confirm_amount""#) } == 2)
        let replay = try JournalReplay(JournalText(lines: lines), with: call.setup)
        #expect(replay.ending == .complete)
        #expect(result.outcome.promise?.instalments.first?.amount == Money(minorUnits: 3_000, currency: .usd))
    }

    @Test func `the journal begins with what the call started from, and with no value of it`() throws {
        let (lines, setup) = try journal()
        let header = try JournalText(lines: lines).header
        #expect(header.call == setup.id.rawValue)
        #expect(header.flow == "sample" && header.version == 1 && header.seed == 1)
        #expect(header.facts == ["balance"] && header.secrets == ["birth_date"])
        #expect(!lines[0].contains("450") && !lines[0].contains("1980"))
    }

    @Test func `another balance shows where the call would have gone another way`() throws {
        let (lines, _) = try journal()
        var call = SampleCall()
        call.balance = 10_000
        let replay = try JournalReplay(JournalText(lines: lines), with: call.setup)
        guard case .different(let difference) = replay.ending else {
            Issue.record("nothing differs")
            return
        }
        // The answer of 450 dollars stands above the first difference.
        #expect(lines[difference.line - 2].contains(#""value":{"type":"money","value":"450.00 USD"}"#))
        #expect(difference.recorded == lines[difference.line - 1])
        #expect(difference.replayed != difference.recorded)
    }

    @Test func `a line that is changed, added or missing is the difference`() throws {
        let (lines, setup) = try journal()
        let line = try #require(lines.firstIndex { $0.contains(#""effect":"left""#) })
        var changed = lines
        changed[line] = changed[line].replacing(#""step":""#, with: #""step":"x"#)
        let replay = try JournalReplay(JournalText(lines: changed), with: setup)
        guard case .different(let difference) = replay.ending else {
            Issue.record("nothing differs")
            return
        }
        #expect(difference.line == line + 1)
        #expect(difference.recorded == changed[line] && difference.replayed == lines[line])
    }

    @Test func `a journal that breaks off anywhere is the same as far as it goes`() throws {
        let (lines, setup) = try journal()
        for count in 2..<lines.count {
            let replay = try JournalReplay(JournalText(lines: Array(lines[..<count])), with: setup)
            #expect(replay.ending == .brokenOff, "\(count) lines")
            #expect(replay.events + replay.effects == count - 1)
        }
    }

    private static let damages: [(damage: @Sendable ([String]) -> [String], place: String)] = [
        ({ _ in [] }, "1:1: error: the journal is empty"),
        ({ Array($0.dropFirst()) }, "1:1: error: the journal has no header"),
        ({ $0.replacingLine(3, #"{"n":3,"t":0,"#) }, "3:"),
        ({ $0.replacingLine(3, "null") }, "3:1: error: this is no line of a journal"),
        ({ $0.replacingLine(3, #"{"effect":"listen","n":3}"#) }, "3:1: error: the key 't' is missing"),
        (
            { $0.replacingLine(3, #"{"effect":"listen","n":"3","t":0}"#) },
            "3:24: error: 'n' has a value of another type"
        ),
        ({ $0.replacingLine(3, #"{"effect":"listen","n":4,"t":0}"#) }, "3:24: error: the line is numbered 4"),
        ({ $0.replacingLine(3, #"{"effect":"listen","n":3,"t":-1}"#) }, "3:30: error: the time is before"),
        ({ $0.replacingLine(2, #"{"event":"sneezed","n":2,"t":0}"#) }, "2:10: error: no event of this name"),
        (
            { $0.replacingLine(2, #"{"effect":"listen","event":"answered","n":2,"t":0}"#) },
            "2:1: error: a line says either"
        ),
        (
            { $0.replacingLine(2, #"{"event":"verdict","mode":"keys","n":2,"outcome":"maybe","t":0}"#) },
            "2:50: error:"
        ),
        (
            { $0.replacingLine(2, #"{"event":"verdict","mode":"keys","n":2,"t":0}"#) },
            "2:10: error: the key 'outcome'"
        ),
        (
            {
                $0.replacingLine(
                    2,
                    #"{"event":"answer","mode":"keys","n":2,"t":0,"words":"","confidence":1,"value":{"type":"date","value":"x"}}"#
                )
            }, "2:"
        ),
        ({ $0.replacingLine(2, #"{"n":99999999999999999999,"t":0}"#) }, "2:"),
        ({ [$0[0].replacing(#""format":1"#, with: #""format":9"#)] + $0.dropFirst() }, "1:"),
    ]

    @Test(arguments: damages.indices) func `a damaged journal is refused with line and column`(index: Int)
        throws
    {
        let (lines, setup) = try journal([.says(0), .hangsUp])
        let (damage, place) = Self.damages[index]
        do throws(JournalDamage) {
            _ = try JournalReplay(JournalText(lines: damage(lines)), with: setup)
            Issue.record("nothing was found")
        } catch {
            let message = error.description
            #expect(message.hasPrefix(place), "\(message)")
        }
    }

    @Test func `bytes that are no text are refused where they stand`() throws {
        let (lines, _) = try journal([.says(0), .hangsUp])
        let bytes = Array((lines[0] + "\n").utf8) + [0xff, 0x0a]
        #expect(throws: JournalDamage(line: 2, "this is no UTF-8 text")) { try JournalText(bytes) }
        #expect(
            try JournalText(Array((lines.joined(separator: "\n") + "\n").utf8)).lines.count == lines.count - 1
        )
    }

    @Test func `no damage of a byte traps the replay`() throws {
        let (lines, setup) = try journal([.says(0), .says(1), .hangsUp])
        let whole = Array(lines.joined(separator: "\n").utf8)
        var random = SeededGenerator(seed: 7)
        var refused = 0
        for _ in 0..<300 {
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            do { _ = try JournalReplay(JournalText(bytes), with: setup) } catch { refused += 1 }
        }
        #expect(refused > 100)
    }
}

extension [String] {
    /// The lines with another one at a place, counted from 1.
    fileprivate func replacingLine(_ number: Int, _ text: String) -> [String] {
        var lines = self
        lines[number - 1] = text
        return lines
    }
}
