import Dialog
import TestSupport
import Testing
import Tracing

@testable import Calls
@testable import Live
@testable import Telemetry
@testable import promesa

/// The spans that a call leaves.
@Suite struct CallTraceTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0"
    private let queue = SpanQueue(capacity: 100)
    private let setup = SampleSetup.make()

    private func trace(_ parameters: [String: String] = [:], sample: Double = 1) -> CallTrace {
        let now = ContinuousClock.now
        let arrival = CallArrival(
            direction: .inbound, adapter: "test", parameters: parameters, offered: now - .milliseconds(50),
            routed: now - .milliseconds(40), answered: now - .milliseconds(10))
        return CallTrace(setup, arrival, tracer: OTLPTracer(queue, sample: sample))
    }

    private func outcome() throws -> CallOutcome {
        var conversation = Conversation(setup)
        _ = conversation.handle(.answered, at: .zero)
        _ = conversation.handle(.callerHungUp, at: .seconds(1))
        return try #require(conversation.outcome(duration: .seconds(1), troubles: []))
    }

    private func turn(_ step: StepID) -> AnsweredTurn {
        AnsweredTurn(
            ResponseGap(
                answer: .closed, endpointing: .milliseconds(300), recognition: .milliseconds(20),
                dialog: .zero, synthesis: .milliseconds(20)),
            Turn(
                flow: "sample", step: step, prompts: [], input: .speech, heard: "zyzzyva", value: "zyzzyva",
                confidence: 1, outcome: "said_yes", gap: nil, at: .zero))
    }

    @Test func `a call's span holds its turns, and a turn what was done in it`() throws {
        let trace = trace()
        trace.undertake(.synthesis)(.done)
        let recognition = trace.undertake(.recognition)
        recognition(.taken)
        recognition(.failed)
        trace.answered(turn("ask_name"))
        trace.stored(nil)
        trace.ended(try outcome(), LineQuality())
        let spans = queue.take(.max)
        #expect(
            spans.map(\.name) == [
                "route", "ring", "open", "synthesis", "recognition", "turn", "turn", "call",
            ])
        let call = try #require(spans.last)
        let turns = spans.filter { $0.name == "turn" }
        #expect(Set(spans.map(\.place.trace)).count == 1)
        #expect(turns.allSatisfy { $0.parent == call.place.span })
        for span in spans where ["synthesis", "recognition"].contains(span.name) {
            #expect(span.parent == turns.first?.place.span)
        }
        #expect(call.parent == nil)
        #expect(call.attributes.get("promesa.end") == .string("caller_hung_up"))
        #expect(call.attributes.get("promesa.adapter") == .string("test"))
        #expect(call.attributes.get("promesa.flow") == .string(setup.program.root.name.rawValue))
        let answered = try #require(turns.first?.attributes)
        #expect(answered.get("promesa.step") == .string("ask_name"))
        #expect(answered.get("promesa.answer") == .string("closed"))
        #expect(answered.get("promesa.gap_ms") == .int64(340))
        #expect(answered.get("promesa.compute_ms") == .int64(40))
        #expect(spans.first { $0.name == "recognition" }?.status?.code == .error)
        #expect(spans.first { $0.name == "ring" }.map { $0.endedAt - $0.startedAt } == 30_000_000)
        let text = String(decoding: try OTLPDocument(spans, serviceName: "test").json(), as: UTF8.self)
        #expect(!text.contains("zyzzyva") && !text.contains(setup.account.rawValue))
    }

    @Test func `a call's span is over once it has ended and is stored`() throws {
        let trace = trace()
        _ = queue.take(.max)
        trace.ended(try outcome(), LineQuality())
        #expect(queue.take(.max).map(\.name) == ["turn"])
        trace.undertake(.closing)(.failed)
        trace.stored("the disk is full")
        let spans = queue.take(.max)
        #expect(spans.map(\.name) == ["closing", "call"])
        #expect(spans.allSatisfy { $0.status?.code == .error })
        #expect(spans.first?.parent == spans.last?.place.span)
    }

    @Test(arguments: ["traceparent", "x-traceparent"])
    func `a call that comes with a trace joins it`(header: String) throws {
        let trace = trace([header: Self.parent + "1"], sample: 0)
        #expect(trace.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
        trace.stored(nil)
        trace.ended(try outcome(), LineQuality())
        let call = try #require(queue.take(.max).last)
        #expect(call.parent?.description == "00f067aa0ba902b7")
        #expect(call.kind == .server)
    }

    @Test func `a call that is not sampled leaves no span, and no identity in the log`() throws {
        for trace in [trace(sample: 0), trace(["x-traceparent": Self.parent + "0"])] {
            #expect(trace.traceID == nil)
            trace.undertake(.commit)(.done)
            trace.stored(nil)
            trace.ended(try outcome(), LineQuality())
        }
        #expect(queue.count == 0)
    }
}
