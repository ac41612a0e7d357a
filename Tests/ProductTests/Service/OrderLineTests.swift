import Foundation
import Testing

@testable import promesa

@Suite struct OrderLineTests {
    private let order = DialOrder(to: "+12025550123", flow: "f", account: "A-1", isDryRun: true)

    @Test func `an order comes in pieces, and nothing after it is looked at`() throws {
        let bytes = try JSONEncoder().encode(order) + Data("\nmore\n".utf8)
        var line = OrderLine()
        #expect(line.take(bytes.prefix(5)) == .waiting)
        #expect(line.take(bytes.dropFirst(5)) == .order(order))
        #expect(line.take(bytes) == .over)
    }

    @Test func `what is no order, and what never ends, is told apart`() {
        var other = OrderLine()
        #expect(other.take(Array("{}\n".utf8)) == .unreadable)
        var endless = OrderLine()
        let piece = [UInt8](repeating: 0x20, count: 4_096)
        #expect((0..<4).map { _ in endless.take(piece) } == [.waiting, .waiting, .waiting, .waiting])
        #expect(endless.take([0x20]) == .tooLong)
        #expect(endless.isOver)
    }
}
