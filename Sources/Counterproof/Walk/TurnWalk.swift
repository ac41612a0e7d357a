package import Dialog

/// Plays every call of a small flow event by event, and counts how often the caller is asked at most.
///
/// It keeps all counts of a whole call as the machine does: attempts, uses of commands, rejected values, visits and
/// corrections of every flow, wrong secrets, and the one fault that a call survives. What is said and what is known is
/// not followed: every outcome may come. Doubtful opt-outs are left out.
package struct TurnWalk {
    /// The most questions of any call; nil if there were too many positions to play all calls.
    package private(set) var turns: Int?
    package private(set) var positions = 0

    private let map: Map
    private let limit: Int
    private var known: [Place: Int] = [:]
    private var isStopped = false

    /// Where a call is between two events.
    private struct Place: Hashable {
        struct Frame: Hashable {
            let flow: Int
            var step: Int
            /// By slot: the question that filled it last.
            var filled: [FieldName: Int] = [:]
        }

        struct Counted: Hashable {
            let flow: Int
            let step: Int
        }

        /// What happened since the step was entered; nil where it is about to be.
        struct Attempts: Hashable {
            var silences = 0
            var unclear = 0
            var wrong = 0
            var rejected = 0
            var isConfirming = false
            var uses: [UniversalName: Int] = [:]
        }

        var frames: [Frame]
        var attempts: Attempts?
        var visits: [Counted: Int] = [:]
        var corrections: [Counted: Int] = [:]
        var wrongSecrets = 0
        var hasFaulted = false

        var top: Frame {
            get { frames[frames.count - 1] }
            set { frames[frames.count - 1] = newValue }
        }

        var here: Counted { Counted(flow: top.flow, step: top.step) }
    }

    /// For a program whose loops have bounds and in which no sub-flow runs itself.
    package init(_ program: FlowProgram, catalogue: PromptCatalogue, limit: Int = 200_000) {
        map = Map(program, words: Words(catalogue, languages: program.root.languages, threats: []))
        self.limit = limit
        guard let start = map.step(program.root.start, of: 0) else { return }
        let most = most(from: Place(frames: [.init(flow: 0, step: start)]))
        turns = isStopped ? nil : most
    }

    /// The most questions from there to the end.
    private mutating func most(from place: Place) -> Int {
        if let found = known[place] { return found }
        positions += 1
        guard positions <= limit else {
            isStopped = true
            return 0
        }
        let most = place.attempts.map { 1 + answered($0, place) } ?? entered(place)
        known[place] = most
        return most
    }

    private mutating func entered(_ arrived: Place) -> Int {
        let step = map.flows[arrived.top.flow].steps[arrived.top.step]
        var place = arrived
        if let visits = step.visits {
            if place.visits[place.here, default: 0] >= visits.max { return go(visits.then, place) }
            place.visits[place.here, default: 0] += 1
        }
        switch step.kind {
        case .say(let say):
            var most = max(command(step, place), fault(step, place))
            if case .goto(let target) = say.then { most = max(most, go(target, place)) }
            return most
        case .ask:
            place.attempts = .init()
            return self.most(from: place)
        case .check(let check):
            if place.wrongSecrets >= DialogMachine.wrongAnswersPerCallLimit {
                return follow("locked", check.when, place)
            }
            place.attempts = .init()
            return self.most(from: place)
        case .decide(let decide):
            return (decide.cases.map(\.goto) + [decide.otherwise]).map { go($0, place) }.max() ?? 0
        case .run(let run):
            guard let flow = map.flow(run.flow), let start = map.step(map.flows[flow].start, of: flow) else {
                return 0
            }
            place.frames.append(.init(flow: flow, step: start))
            return self.most(from: place)
        case .commit(let commit):
            return max(command(step, place), commit.when.values.map { go($0, place) }.max() ?? 0)
        case .transfer(let transfer):
            return max(
                command(step, place), fault(step, place),
                transfer.when.values.map { go($0, place) }.max() ?? 0)
        case .wait(let wait):
            return max(
                command(step, place), fault(step, place), wait.when.values.map { go($0, place) }.max() ?? 0)
        case .end: return 0
        case .return(let outcome): return go(.outcome(outcome), place)
        }
    }

    // MARK: A question was put

    private mutating func answered(_ attempts: Place.Attempts, _ place: Place) -> Int {
        let step = map.flows[place.top.flow].steps[place.top.step]
        var most = max(command(step, place), fault(step, place), uses(attempts, place))
        switch step.kind {
        case .ask(let ask):
            most = max(most, silence(ask.noInput, attempts, place), unclear(ask, attempts, place))
            most = max(most, answer(ask, attempts, place))
        case .check(let check):
            most = max(most, silence(check.noInput, attempts, place), verdict(check, attempts, place))
        case .say, .decide, .run, .commit, .transfer, .wait, .end, .return: break
        }
        return most
    }

    private mutating func again(_ place: Place, _ change: (inout Place.Attempts) -> Void) -> Int {
        var next = place
        var attempts = place.attempts ?? .init()
        change(&attempts)
        next.attempts = attempts
        return most(from: next)
    }

    private mutating func silence(_ own: RetryPolicy, _ attempts: Place.Attempts, _ place: Place) -> Int {
        if attempts.silences + 1 < tries(own, \.noInput, place) { return again(place) { $0.silences += 1 } }
        return giveUp(own, \.noInput, place)
    }

    private mutating func unclear(_ ask: Ask, _ attempts: Place.Attempts, _ place: Place) -> Int {
        if attempts.unclear + 1 < tries(ask.noMatch, \.noMatch, place) {
            return again(place) { $0.unclear += 1 }
        }
        return giveUp(ask.noMatch, \.noMatch, place)
    }

    private mutating func answer(_ ask: Ask, _ attempts: Place.Attempts, _ place: Place) -> Int {
        let canConfirm = ask.confirmPrompt != nil || ask.nearestPrompt != nil
        var most = 0
        if attempts.isConfirming {
            let rejected = attempts.rejected + 1
            if rejected > DialogMachine.rejectionsLimit {
                most = giveUp(ask.noMatch, \.noMatch, place)
            } else {
                most = again(place) {
                    $0.rejected = rejected
                    $0.isConfirming = false
                }
            }
        } else if canConfirm, attempts.rejected <= DialogMachine.rejectionsLimit {
            most = again(place) { $0.isConfirming = true }
        }
        var filled = place
        if let slot = ask.slot { filled.top.filled[slot] = place.top.step }
        for target in ask.when.values { most = max(most, go(target, filled)) }
        for slot in ask.confirms { most = max(most, correct(slot, ask, place)) }
        return most
    }

    private mutating func correct(_ slot: FieldName, _ ask: Ask, _ place: Place) -> Int {
        guard place.corrections[place.here, default: 0] < DialogMachine.correctionsLimit else { return 0 }
        var next = place
        next.corrections[place.here, default: 0] += 1
        if let named = ask.corrects[slot] { return go(.step(named), next) }
        guard let question = place.top.filled[slot] else { return 0 }
        return go(.step(map.flows[place.top.flow].steps[question].id), next)
    }

    private mutating func verdict(_ check: Check, _ attempts: Place.Attempts, _ place: Place) -> Int {
        var most = max(follow("pass", check.when, place), follow("refused", check.when, place))
        var wrong = place
        wrong.wrongSecrets += 1
        if wrong.wrongSecrets >= DialogMachine.wrongAnswersPerCallLimit {
            most = max(most, follow("locked", check.when, wrong))
        } else if attempts.wrong + 1 >= check.tries {
            most = max(most, follow("fail", check.when, wrong))
        } else {
            most = max(most, again(wrong) { $0.wrong += 1 })
        }
        if attempts.unclear + 1 < check.unsureTries { return max(most, again(place) { $0.unclear += 1 }) }
        return max(most, follow("unsure", check.when, place))
    }

    /// The commands after which the question is put again.
    private mutating func uses(_ attempts: Place.Attempts, _ place: Place) -> Int {
        var most = 0
        for universal in map.program.root.universals {
            if case .goto = universal.action, !universal.requiresVerification || universal.before == nil {
                continue
            }
            let limit = universal.max ?? DialogMachine.universalUsesDefault
            if attempts.uses[universal.name, default: 0] < limit {
                most = max(most, again(place) { $0.uses[universal.name, default: 0] += 1 })
            } else if case .ask(let ask) = map.flows[place.top.flow].steps[place.top.step].kind {
                most = max(most, giveUp(ask.noMatch, \.noMatch, place))
            } else {
                most = max(most, giveUp(RetryPolicy(), \.noMatch, place))
            }
        }
        return most
    }

    // MARK: Leaving

    private mutating func follow(_ outcome: OutcomeName, _ when: [OutcomeName: Target], _ place: Place) -> Int
    {
        when[outcome].map { go($0, place) } ?? 0
    }

    private mutating func go(_ target: Target, _ place: Place) -> Int {
        var next = place
        next.attempts = nil
        switch target {
        case .step(let id):
            guard let step = map.step(id, of: next.top.flow) else { return 0 }
            next.top.step = step
            return most(from: next)
        case .outcome(let outcome):
            next.frames.removeLast()
            guard let frame = next.frames.last,
                case .run(let run) = map.flows[frame.flow].steps[frame.step].kind
            else { return 0 }
            return follow(outcome, run.when, next)
        }
    }

    private mutating func goInRoot(_ id: StepID, _ place: Place) -> Int {
        var next = place
        next.frames.removeLast(next.frames.count - 1)
        return go(.step(id), next)
    }

    private mutating func command(_ step: Step, _ place: Place) -> Int {
        var most = 0
        for universal in map.program.root.universals where universal.isHeard(at: step) {
            if case .goto(let id) = universal.action { most = max(most, goInRoot(id, place)) }
        }
        return most
    }

    private mutating func fault(_ step: Step, _ place: Place) -> Int {
        guard !place.hasFaulted else { return 0 }
        var next = place
        next.hasFaulted = true
        if let own = step.fault ?? map.flows[place.top.flow].fault { return go(own, next) }
        guard case .step(let id)? = map.program.root.fault else { return 0 }
        return goInRoot(id, next)
    }

    private mutating func giveUp(
        _ own: RetryPolicy, _ kind: KeyPath<Defaults, RetryPolicy>, _ place: Place
    ) -> Int {
        if let then = own.then ?? map.flows[place.top.flow].defaults[keyPath: kind].then {
            return go(then, place)
        }
        guard case .step(let id)? = map.program.root.defaults[keyPath: kind].then else { return 0 }
        return goInRoot(id, place)
    }

    private func tries(_ own: RetryPolicy, _ kind: KeyPath<Defaults, RetryPolicy>, _ place: Place) -> Int {
        let flow = map.flows[place.top.flow].defaults[keyPath: kind].tries
        let root = map.program.root.defaults[keyPath: kind].tries
        return max(1, own.tries ?? flow ?? root ?? DialogMachine.triesDefault)
    }
}
