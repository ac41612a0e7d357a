import Scenarios
import Testing

@Suite struct ScriptShrinkerTests {
    @Test func `what a failure doesn't need goes, and the order stays`() {
        let script = Array(1...200)
        let shrunk = ScriptShrinker.shrink(script) { $0.contains(17) && $0.contains(150) && $0.contains(151) }
        #expect(shrunk == [17, 150, 151])
    }

    @Test func `a failure that needs everything keeps everything`() {
        #expect(ScriptShrinker.shrink([3, 1, 2]) { $0.count == 3 } == [3, 1, 2])
    }

    @Test func `a failure that needs nothing leaves nothing`() {
        #expect(ScriptShrinker.shrink(Array(1...9)) { _ in true } == [])
    }
}
