import Testing

@testable import MediaAdapters

@Suite struct TelephoneEventTests {
    /// The packets of keys as a telephone sends them: each press 5 reports, the last one three times.
    private func packets(_ keys: String) -> [(TelephoneEvent, UInt32)] {
        var sender = TelephoneEventSender()
        sender.press(keys)
        var packets: [(TelephoneEvent, UInt32)] = []
        var start: UInt32 = 0xFFFF_FF00
        var now = start
        while let reports = sender.next() {
            if reports.first?.isFirst ?? false { start = now }
            packets += reports.map { ($0.event, start) }
            now &+= 160
        }
        return packets
    }

    private func keys(_ packets: some Sequence<(TelephoneEvent, UInt32)>) -> String {
        var receiver = TelephoneEventReceiver()
        return String(packets.compactMap { receiver.receive($0.0, timestamp: $0.1, source: 7) })
    }

    @Test func `each press is told once, however often its packets say it`() {
        #expect(packets("1").count == 7)
        #expect(keys(packets("0123456789*#")) == "0123456789*#")
        #expect(keys(packets("5555")) == "5555")
    }

    @Test func `a press is told even if only one of its packets comes`() {
        let all = packets("77")
        for kept in 0..<7 {
            #expect(keys([all[kept], all[7 + kept]]) == "77")
        }
        // Without any end: the second press has its own timestamp.
        #expect(keys(all.filter { !$0.0.isEnd }) == "77")
    }

    @Test func `a report that was overtaken tells nothing new`() {
        let all = packets("12")
        #expect(keys([all[0], all[7], all[3], all[6], all[9]]) == "12")
    }

    @Test func `a press of more than eight seconds is one press`() {
        var receiver = TelephoneEventReceiver()
        func told(_ isEnd: Bool, _ duration: UInt16, at timestamp: UInt32) -> Character? {
            receiver.receive(
                TelephoneEvent(code: 5, isEnd: isEnd, duration: duration), timestamp: timestamp, source: 7)
        }
        #expect(told(false, 160, at: 1_000) == "5")
        #expect(told(false, 0xFFFF, at: 1_000) == nil)
        #expect(told(false, 800, at: 1_000 + 0xFFFF) == nil)
        #expect(told(true, 960, at: 1_000 + 0xFFFF) == nil)
        #expect(told(false, 160, at: 90_000) == "5")
    }

    @Test func `letters, flash and tones are no keys`() {
        for code in UInt8(12)...UInt8.max {
            var receiver = TelephoneEventReceiver()
            #expect(
                receiver.receive(
                    TelephoneEvent(code: code, isEnd: false, duration: 0), timestamp: 1, source: 7) == nil)
        }
        #expect(TelephoneEvent([1, 2, 3]) == nil)
        #expect(TelephoneEvent([11, 0x8A, 1, 2])?.bytes == [11, 0x8A, 1, 2])
    }

    @Test func `what can't be pressed is left out, and no more waits than may`() {
        var sender = TelephoneEventSender()
        sender.press("xA")
        #expect(sender.next() == nil)
        sender.press(String(repeating: "9", count: 1_000))
        var presses = 0
        while let reports = sender.next() { presses += reports.first?.isFirst ?? false ? 1 : 0 }
        #expect(presses == 64)
    }

    @Test func `another source counts from somewhere else, and its keys are told`() {
        var receiver = TelephoneEventReceiver()
        let press = TelephoneEvent(code: 3, isEnd: false, duration: 160)
        #expect(receiver.receive(press, timestamp: 24_400, source: 5) == "3")
        #expect(receiver.receive(press, timestamp: 24_400, source: 5) == nil)
        #expect(receiver.receive(press, timestamp: 24_000, source: 6) == "3")
        #expect(receiver.receive(press, timestamp: 24_000, source: 6) == nil)
    }

    @Test func `a late report of the source before tells nothing new, and a new press of it does`() {
        var receiver = TelephoneEventReceiver()
        func told(_ code: UInt8, at timestamp: UInt32, by source: UInt32) -> Character? {
            receiver.receive(
                TelephoneEvent(code: code, isEnd: true, duration: 800), timestamp: timestamp, source: source)
        }
        #expect(told(4, at: 90_000, by: 5) == "4")
        #expect(told(3, at: 1_000, by: 6) == "3")
        #expect(told(4, at: 90_000, by: 5) == nil)
        #expect(told(4, at: 88_000, by: 5) == nil)
        #expect(told(3, at: 1_000, by: 6) == nil)
        #expect(told(4, at: 99_000, by: 5) == "4")
    }

    @Test func `of many sources the last ones are remembered`() {
        var receiver = TelephoneEventReceiver()
        let press = TelephoneEvent(code: 1, isEnd: true, duration: 800)
        let sources = Array(UInt32(1)...100)
        #expect(sources.allSatisfy { receiver.receive(press, timestamp: 7, source: $0) == "1" })
        #expect(sources.suffix(4).allSatisfy { receiver.receive(press, timestamp: 7, source: $0) == nil })
    }
}
