package import Calls
package import Dialog

/// What calls of one program went through.
package struct CoverageTally: Sendable {
    package let program: FlowName
    package private(set) var points: Set<CoveragePoint> = []
    private let flows: FlowProgram
    private var place: (flow: FlowName, step: Step)?

    package init(_ program: FlowProgram) {
        self.program = program.root.name
        flows = program
    }

    package mutating func formUnion(_ other: CoverageTally) { points.formUnion(other.points) }

    package mutating func see(_ exchange: TextConversation.Exchange) {
        see(exchange.event)
        for departure in exchange.departures where departure.cause.isCountedByStep {
            points.insert(CoveragePoint(departure.flow, .way(departure.step, departure.cause)))
        }
        for effect in exchange.effects {
            switch effect {
            case .entered(let flow, let step): enter(flow, step)
            case .play(let playback): play(playback)
            case .stopPlayback, .resumePlayback, .listen, .stopListening, .startTimer, .cancelTimer, .wait,
                .commit, .filled,
                .left, .transfer, .cancelTransfer, .switchLanguage, .end:
                break
            }
        }
    }

    private mutating func see(_ event: DialogEvent) {
        guard let kind = place?.step.kind, let here = StepClass(kind) else { return }
        let root = flows.root.name
        switch event {
        case .callerHungUp: points.insert(CoveragePoint(root, .hangUp(here)))
        case .fault: points.insert(CoveragePoint(root, .fault(here)))
        case .answer(let answer):
            if case .universal(let name) = answer.meaning {
                points.insert(CoveragePoint(root, .command(here, name)))
            }
        case .answered, .waitEnded, .playbackFinished, .speechStarted, .falseStart, .keyPressed, .noMatch,
            .timerFired, .verdict, .committed, .transferEnded:
            break
        }
    }

    private mutating func enter(_ flow: FlowName, _ id: StepID) {
        guard let step = flows.flow(flow)?[id] else { return }
        place = (flow, step)
        points.insert(CoveragePoint(flow, .step(id)))
    }

    private mutating func play(_ playback: Playback) {
        guard let place else { return }
        for prompt in playback.prompts where place.step.kind.ladder.contains(prompt.prompt) {
            points.insert(CoveragePoint(place.flow, .prompt(place.step.id, prompt.prompt)))
        }
    }
}

extension StepKind {
    /// What a listening step says by attempt, each once, as far as its attempts go; then what it says to a value.
    package var ladder: [PromptID] {
        switch self {
        case .ask(let ask):
            ask.prompts + [ask.outOfRange].compactMap { $0 }
                + (ask.confirm == .never ? [] : [ask.confirmPrompt].compactMap { $0 })
        case .check(let check): check.prompts
        case .say, .decide, .run, .commit, .transfer, .wait, .end, .return: []
        }
    }
}
