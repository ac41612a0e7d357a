import Dialog

/// What is wrong on some path, with the shortest one that a call can take.
struct PathBreaches {
    private let first: CloserLook.Sight
    private var closer: CloserLook
    private var wording: Wording { first.exploration.setting.wording }

    init(_ exploration: Exploration, closer: CloserLook) {
        first = CloserLook.Sight(exploration)
        self.closer = closer
    }

    /// What is said, asked and stored in the wrong order.
    mutating func ofOrder() -> [Breach] {
        first.exploration.suspicions.offences.compactMap { offence, _ in
            breach(offence.check, offence.position, offence.message, tail: offence.tail) {
                $0.path(to: offence)
            }
        }
    }

    /// What is spoken, compared or stored without a value or a yes to it.
    mutating func ofValues() -> [Breach] {
        let gaps = first.gaps
        return gaps.order.compactMap { offence in
            breach(offence.check, offence.position, offence.message, tail: offence.tail(wording)) {
                $0.path(to: offence)
            }
        }
    }

    private mutating func breach(
        _ check: RuleCheck, _ position: SourcePosition, _ message: String, tail: [String],
        find: (CloserLook.Sight) -> Path?
    ) -> Breach? {
        guard let path = find(first) else { return nil }
        switch closer.verdict(on: path, find: find) {
        case .impossible: return nil
        case .shown(let path):
            let trail = path.trail
            return Breach(
                check, position, message, notes: Numbered.lines(trail.map(\.words)) + tail, trail: trail)
        case .open(let path, let why):
            let trail = path.trail
            let doubt = "perhaps no call can take this path: \(why)"
            return Breach(
                check, position, message, notes: Numbered.lines(trail.map(\.words)) + tail + [doubt],
                trail: trail)
        }
    }
}

extension CloserLook.Sight {
    /// The shortest path to an offence; nil if there is none.
    fileprivate func path(to offence: Offence) -> Path? {
        let nearest = exploration.suspicions.places(of: offence).min {
            witness.distance(to: $0) < witness.distance(to: $1)
        }
        return nearest.map(witness.wholePath)
    }

    /// The shortest path on which a value is missing; nil if there is none.
    fileprivate func path(to offence: ValueOffence) -> Path? {
        var best: Witness.ValuePath?
        let nearest = gaps[offence].map { (gap: $0, distance: witness.distance(toContext: $0.context)) }
            .sorted { $0.distance < $1.distance }
        for (gap, distance) in nearest {
            guard distance < best?.length ?? .max,
                let path = witness.path(
                    without: gap.need.bit, to: Set(gap.nodes), in: gap.context, values)
            else { continue }
            if path.length < best?.length ?? .max { best = path }
        }
        return best.map { Path(legs: $0.legs, last: witness.flowStep(at: $0.place)) }
    }
}
